#pragma once
// A loop without a thread, on a clock that is turned from one timer to the next.

#include <chrono>
#include <deque>
#include <map>
#include <optional>
#include <utility>

#include "bridge/work/loop.hpp"
#include "unit/work/fakes.hpp"

namespace bridge::accelerated {

using work::test::ManualClock;

class TurnedLoop final : public work::Loop {
 public:
  explicit TurnedLoop(const ManualClock& clock) : clock_(clock) {}

  void post(work::Task task) override {
    if (at_once_) return task();
    tasks_.push_back(std::move(task));
  }
  void post_at(core::Tick when, work::Task task) override { timers_.emplace(when, std::move(task)); }

  /// One task that is due; false where there is none.
  bool run_one() {
    work::Task task;
    if (!timers_.empty() && timers_.begin()->first <= clock_.tick()) {
      task = std::move(timers_.extract(timers_.begin()).mapped());
    } else if (!tasks_.empty()) {
      task = std::move(tasks_.front());
      tasks_.pop_front();
    } else {
      return false;
    }
    task();
    return true;
  }

  [[nodiscard]] std::optional<core::Tick> next_timer() const {
    return timers_.empty() ? std::nullopt : std::optional(timers_.begin()->first);
  }

  /// Drops what waits and runs what is posted from now on at once, as an owner that waits for its last task needs.
  void wind_down() {
    at_once_ = true;
    tasks_.clear();
    timers_.clear();
  }

 private:
  const ManualClock& clock_;
  std::deque<work::Task> tasks_;
  std::multimap<core::Tick, work::Task> timers_;
  bool at_once_ = false;
};

}  // namespace bridge::accelerated
