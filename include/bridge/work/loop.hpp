#pragma once
// One thread that owns a tenant's changing state: tasks run one after another, so the state needs no lock.

#include <functional>
#include <memory>

#include "bridge/core/clock.hpp"

namespace bridge::work {

using Task = std::function<void()>;

class Loop {
 public:
  virtual ~Loop() = default;
  /// Runs the task after those posted before it. Callable from any thread.
  virtual void post(Task task) = 0;
  /// Runs the task at or after this time.
  virtual void post_at(core::Tick when, Task task) = 0;
};

/// A loop on a thread of its own. Destroying it ends the thread after the task at hand; tasks that
/// have not begun are dropped.
[[nodiscard]] std::unique_ptr<Loop> start_loop();

}  // namespace bridge::work
