#pragma once
// The one queue of a token: Smartsheet's request budget is spent here and nowhere else.

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>

#include "bridge/core/clock.hpp"
#include "bridge/route/plan.hpp"
#include "bridge/work/gate.hpp"
#include "bridge/work/loop.hpp"
#include "bridge/work/route_client.hpp"

namespace bridge::work {

/// Who goes first when calls wait for budget.
enum class Priority : std::uint8_t { Deactivation, Person, Group, Housekeeping };
inline constexpr std::size_t kPriorities = 4;

/// How one call ended, once the queue has waited out every 429.
enum class Ending : std::uint8_t {
  Done,
  Refused,
  /// Nothing was done, and it can be tried again (never sent, maintenance).
  NotDone,
  Unknown,
};

struct CallResult {
  Ending ending = Ending::Unknown;
  core::Value body;
  core::Fault fault;
  std::int64_t error_code = 0;
};

struct QueueSettings {
  std::uint32_t requests_per_minute = 300;
  std::size_t in_flight = 8;
  /// The wait after a 429 without Retry-After.
  std::chrono::seconds rate_limit_wait{60};
};

using CallDone = std::function<void(CallResult)>;

/// Lives on the loop: every call is made there, every `done` is called there. For route::RestCall and
/// route::ScimCall.
template <class RouteCall>
class CallQueue {
 public:
  /// The budget starts half full: what was spent before a restart is not known.
  CallQueue(Loop& loop, const core::Clock& clock, RouteClient<RouteCall>& client, QueueSettings settings);
  CallQueue(const CallQueue&) = delete;
  CallQueue& operator=(const CallQueue&) = delete;
  ~CallQueue();

  void submit(Priority priority, RouteCall call, bool harmless, CallDone done);

  /// How long a call submitted now would wait to leave, going by budget and queue.
  [[nodiscard]] std::chrono::milliseconds predicted_wait(Priority priority) const;
  [[nodiscard]] std::size_t waiting() const;

  /// Ends the queue: calls in flight are no longer waited for.
  void close();

 private:
  struct Waiting {
    RouteCall call;
    bool harmless = false;
    CallDone done;
  };

  void refill();
  void pump();
  [[nodiscard]] Waiting* next(Priority& priority);
  void send(Waiting waiting, Priority priority);
  void receive(Waiting waiting, Priority priority, transport::Reply reply);
  void pause(std::chrono::seconds wait);
  void wake_at(core::Tick when);

  const core::Clock& clock_;
  RouteClient<RouteCall>& client_;
  QueueSettings settings_;
  std::array<std::deque<Waiting>, kPriorities> queues_;
  double budget_;
  double housekeeping_budget_;
  core::Tick refilled_;
  core::Tick paused_until_{};
  core::Tick wake_pending_{};
  std::size_t in_flight_ = 0;
  GatePtr gate_;
};

extern template class CallQueue<route::RestCall>;
extern template class CallQueue<route::ScimCall>;

}  // namespace bridge::work
