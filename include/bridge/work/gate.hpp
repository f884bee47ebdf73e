#pragma once
// The way back onto a loop for threads that may outlive it (transport, store).

#include <memory>
#include <mutex>
#include <utility>

#include "bridge/work/loop.hpp"

namespace bridge::work {

/// Posts to a loop until it is closed; afterwards tasks are dropped. Shared by whoever answers late.
class Gate {
 public:
  explicit Gate(Loop& loop) : loop_(&loop) {}

  void post(Task task) {
    const std::lock_guard guard(mutex_);
    if (loop_ != nullptr) loop_->post(std::move(task));
  }
  void post_at(core::Tick when, Task task) {
    const std::lock_guard guard(mutex_);
    if (loop_ != nullptr) loop_->post_at(when, std::move(task));
  }
  void close() {
    const std::lock_guard guard(mutex_);
    loop_ = nullptr;
  }
  [[nodiscard]] bool open() const {
    const std::lock_guard guard(mutex_);
    return loop_ != nullptr;
  }

 private:
  mutable std::mutex mutex_;
  Loop* loop_;
};
using GatePtr = std::shared_ptr<Gate>;

}  // namespace bridge::work
