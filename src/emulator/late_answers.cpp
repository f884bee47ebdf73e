#include "emulator/late_answers.hpp"

#include <utility>

namespace bridge::emulator {

LateAnswers::LateAnswers() : thread_([this] { run(); }) {}

LateAnswers::~LateAnswers() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

void LateAnswers::after(std::chrono::milliseconds delay, std::function<void()> answer) {
  {
    const std::lock_guard lock(mutex_);
    waiting_.emplace(std::chrono::steady_clock::now() + delay, std::move(answer));
  }
  changed_.notify_one();
}

void LateAnswers::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    if (waiting_.empty()) {
      changed_.wait(lock);
      continue;
    }
    const Time due = waiting_.begin()->first;
    if (std::chrono::steady_clock::now() < due) {
      changed_.wait_until(lock, due);
      continue;
    }
    const std::function<void()> answer = std::move(waiting_.begin()->second);
    waiting_.erase(waiting_.begin());
    lock.unlock();
    answer();
    lock.lock();
  }
}

}  // namespace bridge::emulator
