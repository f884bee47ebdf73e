#include "web/shared.hpp"

namespace bridge::web {

void Drain::end() noexcept {
  if (active_.fetch_sub(1) != 1 || !stopping()) return;
  const std::lock_guard lock(mutex_);
  changed_.notify_all();
}

void Drain::thread_stopped_taking() {
  const std::lock_guard lock(mutex_);
  ++stopped_threads_;
  changed_.notify_all();
}

bool Drain::wait_for_threads(unsigned threads, std::chrono::milliseconds limit) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, limit, [&] { return stopped_threads_ == threads; });
}

bool Drain::wait_for_requests(std::chrono::milliseconds limit) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, limit, [&] { return active_.load() == 0; });
}

void Shared::log(const std::string& line) const noexcept {
  if (!settings.log) return;
  try {
    settings.log(line);
  } catch (...) {  // NOLINT(bugprone-empty-catch): a log that fails must not end an I/O thread
  }
}

}  // namespace bridge::web
