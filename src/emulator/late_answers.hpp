#pragma once
// Answers that are sent later, without keeping a thread of the server waiting.

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

namespace bridge::emulator {

/// One thread that runs what it was given when its time has come, in the order of the times.
class LateAnswers {
 public:
  LateAnswers();
  /// What has not run by then is dropped.
  ~LateAnswers();
  LateAnswers(const LateAnswers&) = delete;
  LateAnswers& operator=(const LateAnswers&) = delete;

  void after(std::chrono::milliseconds delay, std::function<void()> answer);

 private:
  using Time = std::chrono::steady_clock::time_point;
  void run();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::multimap<Time, std::function<void()>> waiting_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace bridge::emulator
