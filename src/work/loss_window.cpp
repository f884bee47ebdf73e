#include "loss_window.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace bridge::work {

namespace {

using core::Array;
using core::Value;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr LossWindow::Minute kHour = 60;

LossWindow::Minute minute_of(core::Instant instant) {
  return std::chrono::floor<minutes>(instant.time_since_epoch()).count();
}

std::uint32_t number_in(const Array& numbers, std::size_t index) {
  const std::int64_t* number = index < numbers.size() ? numbers[index].if_integer() : nullptr;
  return number != nullptr ? static_cast<std::uint32_t>(std::clamp<std::int64_t>(*number, 0, UINT32_MAX)) : 0;
}

}  // namespace

Array losses_value(const Losses& losses) {
  return {std::int64_t{losses.access}, std::int64_t{losses.roles}, std::int64_t{losses.members},
          std::int64_t{losses.groups}};
}

Losses losses_from(const Array& numbers, std::size_t from) {
  return {number_in(numbers, from), number_in(numbers, from + 1), number_in(numbers, from + 2),
          number_in(numbers, from + 3)};
}

LossWindow::Minute LossWindow::add(core::Instant now, const Losses& losses) {
  const Minute minute = minute_of(now);
  minutes_[minute] += losses;
  return minute;
}

void LossWindow::take_back(Minute minute, const Losses& losses) {
  const auto found = minutes_.find(minute);
  if (found != minutes_.end()) found->second -= losses;
}

void LossWindow::prune(core::Instant now) {
  const Minute present = minute_of(now);
  std::erase_if(minutes_, [&](const auto& minute) { return minute.first < present - kHour; });
  Losses ahead;
  std::erase_if(minutes_, [&](const auto& minute) {
    if (minute.first <= present) return false;
    ahead += minute.second;
    return true;
  });
  if (ahead.any()) minutes_[present] += ahead;
}

Losses LossWindow::total() const {
  Losses total;
  for (const auto& [minute, losses] : minutes_) total += losses;
  return total;
}

seconds LossWindow::wait_for(core::Instant now, std::uint32_t more, std::uint32_t limit) const {
  std::uint64_t left = total().total();
  seconds wait{0};
  for (const auto& [minute, losses] : minutes_) {
    if (left + more <= limit) break;
    left -= losses.total();
    const core::Instant gone{minutes(minute + kHour + 1)};
    wait = std::chrono::ceil<seconds>(gone - now);
  }
  return std::max(wait, seconds(0));
}

Array LossWindow::to_value() const {
  std::vector<Value> list;
  for (const auto& [minute, losses] : minutes_) {
    if (!losses.any()) continue;
    std::vector<Value> numbers{minute};
    for (const Value& number : losses_value(losses)) numbers.push_back(number);
    list.emplace_back(Array(std::move(numbers)));
  }
  return Array(std::move(list));
}

void LossWindow::take(const Value* value) {
  const Array* list = value != nullptr ? value->if_array() : nullptr;
  if (list == nullptr) return;
  for (const Value& item : *list) {
    const Array* numbers = item.if_array();
    const std::int64_t* minute = numbers != nullptr && !numbers->empty() ? (*numbers)[0].if_integer() : nullptr;
    if (minute != nullptr) minutes_[*minute] += losses_from(*numbers, 1);
  }
}

}  // namespace bridge::work
