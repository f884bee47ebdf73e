#include "bridge/work/call_budget.hpp"

#include <algorithm>
#include <chrono>

namespace bridge::work {

namespace {

using std::chrono::duration;

constexpr std::chrono::minutes kWindow{1};
/// Housekeeping may use this part of the budget at most.
constexpr double kHousekeepingShare = 0.2;
/// Sums of rounded steps fall short by less than this.
constexpr double kTolerance = 1e-6;
/// What a surprise takes from the pace, and what each quiet minute gives back.
constexpr double kSlowDown = 0.1;
constexpr double kSpeedUp = 0.02;
constexpr double kLeastPace = 0.5;

CallBudget::Duration seconds_of(double count) {
  return std::chrono::ceil<CallBudget::Duration>(duration<double>(std::max(0.0, count)));
}

}  // namespace

CallBudget::CallBudget(std::uint32_t a_minute, core::Tick now)
    : a_minute_(std::max(1.0, static_cast<double>(a_minute))),
      now_(now),
      tokens_(std::max(1.0, a_minute_ / 2.0)),
      housekeeping_(std::max(1.0, a_minute_ * kHousekeepingShare / 2.0)),
      refilled_(now),
      housekeeping_refilled_(now) {}

double CallBudget::most() const noexcept { return std::max(1.0, a_minute_ * pace_); }

void CallBudget::pass(core::Tick now) {
  now_ = std::max(now_, now);
  while (!spent_.empty() && now_ - spent_.front().at >= kWindow) {
    counted_ = std::max(0.0, counted_ - spent_.front().weight);
    spent_.pop_front();
  }
  while (pace_ < 1.0 && now_ - slowed_at_ >= kWindow) {
    pace_ = std::min(1.0, pace_ + kSpeedUp);
    slowed_at_ += kWindow;
  }
  if (now_ > refilled_) {
    tokens_ = std::min(most(), tokens_ + duration<double>(now_ - refilled_).count() * a_second());
    refilled_ = now_;
  }
  housekeeping_ = std::min(
      std::max(1.0, a_minute_ * kHousekeepingShare),
      housekeeping_ + duration<double>(now_ - housekeeping_refilled_).count() * a_second() * kHousekeepingShare);
  housekeeping_refilled_ = now_;
  hold_while_full();
}

bool CallBudget::allows(double weight, bool housekeeping) const {
  weight = std::min(weight, most());
  if (housekeeping && housekeeping_ + kTolerance < std::min(weight, a_minute_ * kHousekeepingShare)) return false;
  return tokens_ + kTolerance >= weight && used() + weight <= most() + kTolerance;
}

CallBudget::Duration CallBudget::time_for(double weight) const {
  if (tokens_ + kTolerance >= weight) return {};
  return std::max(refilled_, now_) - now_ + seconds_of((weight - tokens_) / a_second());
}

/// When the last minute has room for so much more.
core::Tick CallBudget::room_for(double weight) const {
  double room = most() - used() + kTolerance;
  if (room >= weight) return now_;
  for (const Spent& one : spent_) {
    room += one.weight;
    if (room >= weight) return one.at + kWindow;
  }
  return now_ + kWindow;
}

core::Tick CallBudget::earliest(double weight, bool housekeeping) const {
  weight = std::min(weight, most());
  core::Tick when = std::max(now_ + time_for(weight), room_for(weight));
  const double share = std::min(weight, a_minute_ * kHousekeepingShare);
  if (housekeeping && housekeeping_ + kTolerance < share) {
    when = std::max(when, now_ + seconds_of((share - housekeeping_) / (a_second() * kHousekeepingShare)));
  }
  return when;
}

CallBudget::Duration CallBudget::wait_for(double weight) const {
  const double room = std::max(0.0, most() - used());
  const Duration by_pace = time_for(weight);
  if (weight <= room + kTolerance) return by_pace;
  // The minute gets full on the way. Once it has room again, calls leave at the even pace.
  const double first = std::min(weight, most());
  const double begun = std::min(first, std::min(room + 1.0, most()));
  return std::max(by_pace, room_for(begun) - now_ + seconds_of((weight - begun) / a_second()));
}

void CallBudget::leave(double weight, bool housekeeping) {
  weight = std::min(weight, most());
  tokens_ = std::max(0.0, tokens_ - weight);
  under_way_ += weight;
  if (housekeeping) housekeeping_ = std::max(0.0, housekeeping_ - weight);
  hold_while_full();
}

void CallBudget::ended(double weight) {
  refused(weight);
  weight = std::min(weight, most());
  counted_ += weight;
  if (!spent_.empty() && spent_.back().at == now_) {
    spent_.back().weight += weight;
  } else {
    spent_.push_back({now_, weight});
  }
  hold_while_full();
}

void CallBudget::refused(double weight) { under_way_ = std::max(0.0, under_way_ - std::min(weight, most())); }

/// While the last minute has no room, nothing is saved up for afterwards: what would leave then as a burst fills the
/// next minute at its beginning, and so on for ever.
void CallBudget::hold_while_full() {
  if (used() + 1.0 <= most() + kTolerance) return;
  tokens_ = 0.0;
  if (spent_.empty()) return;
  const core::Tick room = spent_.front().at + kWindow;
  refilled_ = std::max(refilled_, room - seconds_of(1.0 / a_second()));
}

void CallBudget::surprised(core::Tick until) {
  pace_ = std::max(kLeastPace, pace_ - kSlowDown);
  slowed_at_ = until;
  tokens_ = 0.0;
  refilled_ = std::max(refilled_, until - seconds_of(1.0 / a_second()));
}

}  // namespace bridge::work
