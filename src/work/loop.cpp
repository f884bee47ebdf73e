#include "bridge/work/loop.hpp"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

namespace bridge::work {

namespace {

class ThreadLoop final : public Loop {
 public:
  ThreadLoop() : thread_([this] { run(); }) {}
  ThreadLoop(const ThreadLoop&) = delete;
  ThreadLoop& operator=(const ThreadLoop&) = delete;
  ~ThreadLoop() override {
    {
      const std::lock_guard guard(mutex_);
      stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
  }

  void post(Task task) override {
    {
      const std::lock_guard guard(mutex_);
      tasks_.push_back(std::move(task));
    }
    wake_.notify_one();
  }

  void post_at(core::Tick when, Task task) override {
    {
      const std::lock_guard guard(mutex_);
      timers_.emplace(when, std::move(task));
    }
    wake_.notify_one();
  }

 private:
  void run() {
    while (Task task = next()) task();
  }

  /// The next task that is due; empty when the loop ends.
  Task next() {
    std::unique_lock lock(mutex_);
    for (;;) {
      if (stopping_) return {};
      const core::Tick now = std::chrono::steady_clock::now();
      if (!timers_.empty() && timers_.begin()->first <= now) {
        Task task = std::move(timers_.begin()->second);
        timers_.erase(timers_.begin());
        return task;
      }
      if (!tasks_.empty()) {
        Task task = std::move(tasks_.front());
        tasks_.pop_front();
        return task;
      }
      if (timers_.empty()) {
        wake_.wait(lock);
      } else {
        wake_.wait_until(lock, timers_.begin()->first);
      }
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Task> tasks_;
  std::multimap<core::Tick, Task> timers_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace

std::unique_ptr<Loop> start_loop() { return std::make_unique<ThreadLoop>(); }

}  // namespace bridge::work
