#pragma once
// What all I/O threads of one server have in common.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

#include "bridge/web/server.hpp"

namespace bridge::web {

class TlsContext;

/// Lives as long as the last responder, which may be longer than the server.
struct Counters {
  std::atomic<std::uint64_t> open{0};
  std::atomic<std::uint64_t> accepted{0};
  std::atomic<std::uint64_t> refused{0};
  std::atomic<std::uint64_t> handshakes_failed{0};
  std::atomic<std::uint64_t> requests{0};
  std::atomic<std::uint64_t> answers_dropped{0};
  std::atomic<std::uint64_t> buffered{0};
};

/// Requests between a complete head and their written answer, and the wait for their end.
class Drain {
 public:
  void begin() noexcept { active_.fetch_add(1); }
  void end() noexcept;
  void thread_stopped_taking();

  [[nodiscard]] bool stopping() const noexcept { return stopping_.load(); }
  void set_stopping() noexcept { stopping_.store(true); }

  /// Waits until `threads` I/O threads take no new requests. False: out of time.
  [[nodiscard]] bool wait_for_threads(unsigned threads, std::chrono::milliseconds limit);
  /// Waits until no request is left. False: out of time.
  [[nodiscard]] bool wait_for_requests(std::chrono::milliseconds limit);

 private:
  std::atomic<std::uint64_t> active_{0};
  std::atomic<bool> stopping_{false};
  std::mutex mutex_;
  std::condition_variable changed_;
  unsigned stopped_threads_ = 0;
};

/// Smaller numbers are tags of an I/O thread's own descriptors.
constexpr std::uint64_t kFirstConnection = 16;

struct Shared {
  Shared(ServerSettings the_settings, Handler& the_handler)
      : settings(std::move(the_settings)), limits(settings.limits), handler(the_handler) {}

  void log(const std::string& line) const noexcept;

  const ServerSettings settings;
  const Limits& limits;
  Handler& handler;
  std::shared_ptr<TlsContext> tls;
  std::shared_ptr<Counters> counters = std::make_shared<Counters>();
  Drain drain;
  std::atomic<std::uint64_t> next_connection{kFirstConnection};
  /// Connections taken in only to be told that there are too many.
  std::atomic<unsigned> refusals{0};
};

}  // namespace bridge::web
