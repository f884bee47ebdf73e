#pragma once
// What a token may spend: how many calls may leave, and when. Smartsheet counts 300 calls a minute and does not
// say how. Two ways are known of such counting, a minute that begins with the first call and a bucket that leaks
// evenly, and what leaves here fits both: it is paced evenly, and no minute, wherever it begins, holds more than
// one minute's budget.

#include <cstdint>
#include <deque>

#include "bridge/core/clock.hpp"

namespace bridge::work {

class CallBudget {
 public:
  using Duration = core::Tick::duration;

  /// Half full: what was spent before a restart is not known.
  CallBudget(std::uint32_t a_minute, core::Tick now);

  /// Goes on to `now`. What is asked below is asked of this time.
  void pass(core::Tick now);

  [[nodiscard]] bool allows(double weight, bool housekeeping) const;
  /// When such a call may leave, where nothing else leaves before. Not in the past.
  [[nodiscard]] core::Tick earliest(double weight, bool housekeeping) const;
  /// How long it takes until calls of this weight together have left, housekeeping left aside.
  [[nodiscard]] Duration wait_for(double weight) const;

  void leave(double weight, bool housekeeping);
  /// A call that left was answered, or is no longer waited for: Smartsheet counted it at some moment until now, and
  /// it counts here for a minute from now.
  void ended(double weight);
  /// A call that left was refused by the limit, which is not counted.
  void refused(double weight);

  /// The limit was met although the budget allowed it: somebody else spends of it, or it is counted otherwise.
  /// Nothing is left until `until`, and from then on calls leave more slowly for some minutes.
  void surprised(core::Tick until);
  /// The part of the configured rate that is used: 1 unless surprised.
  [[nodiscard]] double pace() const noexcept { return pace_; }
  /// Calls of weight 1 in a second.
  [[nodiscard]] double a_second() const noexcept { return a_minute_ * pace_ / 60.0; }

 private:
  struct Spent {
    core::Tick at;
    double weight;
  };

  [[nodiscard]] double most() const noexcept;
  [[nodiscard]] double used() const noexcept { return under_way_ + counted_; }
  [[nodiscard]] Duration time_for(double weight) const;
  [[nodiscard]] core::Tick room_for(double weight) const;
  void hold_while_full();

  double a_minute_;
  double pace_ = 1.0;
  core::Tick slowed_at_{};
  core::Tick now_;
  /// What may leave at once; refilled up to refilled_, which lies ahead while nothing may leave.
  double tokens_;
  double housekeeping_;
  core::Tick refilled_;
  core::Tick housekeeping_refilled_;
  /// The last minute.
  std::deque<Spent> spent_;
  double counted_ = 0.0;
  double under_way_ = 0.0;
};

}  // namespace bridge::work
