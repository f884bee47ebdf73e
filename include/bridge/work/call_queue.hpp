#pragma once
// The one queue of a token: Smartsheet's request budget is spent here and nowhere else.

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "bridge/core/clock.hpp"
#include "bridge/route/plan.hpp"
#include "bridge/route/weight.hpp"
#include "bridge/work/breaker.hpp"
#include "bridge/work/call_budget.hpp"
#include "bridge/work/gate.hpp"
#include "bridge/work/jitter.hpp"
#include "bridge/work/log.hpp"
#include "bridge/work/loop.hpp"
#include "bridge/work/rate_pause.hpp"
#include "bridge/work/route_client.hpp"

namespace bridge::work {

/// Who goes first when calls wait for budget. Of five calls one may be somebody's who has waited for a minute, so
/// that nobody but deactivations can keep others from leaving for ever.
enum class Priority : std::uint8_t { Deactivation, Person, Group, Housekeeping };
inline constexpr std::size_t kPriorities = 4;
/// Who has waited so long may go before others,
inline constexpr std::chrono::seconds kLongWait{60};
/// after so many calls that left in their order.
inline constexpr unsigned kCallsInOrder = 4;

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
  /// Of the answer; 0 where none came.
  int status = 0;
};

struct QueueSettings {
  std::uint32_t requests_per_minute = 300;
  std::size_t in_flight = 8;
  Jitter jitter{};
  Log log{};
  unsigned (*weight_of)(const route::CallView& call) noexcept = route::weight_of;
};

using CallDone = std::function<void(CallResult)>;

/// How a call waits.
struct Manner {
  Priority priority = Priority::Person;
  /// A second arrival would change nothing.
  bool harmless = false;
  /// It belongs to a change that is committed: it waits until Smartsheet answers again. Without, it ends at once
  /// with NotDone while nothing may leave.
  bool patient = false;
  /// What its plan still needs after it: calls that others wait behind too.
  std::size_t followers = 0;
  /// What was looked at before it holds for a moment only: it goes ahead of its class, and where it can't leave
  /// soon, or Smartsheet's limit refuses it, it ends with NotDone instead of being sent later.
  bool prompt = false;
};

/// What calls that were submitted now would wait for.
struct Prediction {
  std::chrono::milliseconds wait{0};
  /// By the request limit, rather than by answers that take long.
  bool by_limit = true;
};

/// Lives on the loop: every call is made there, every `done` is called there. For route::RestCall and
/// route::ScimCall.
template <class RouteCall>
class CallQueue {
 public:
  CallQueue(Loop& loop, const core::Clock& clock, RouteClient<RouteCall>& client, QueueSettings settings);
  CallQueue(const CallQueue&) = delete;
  CallQueue& operator=(const CallQueue&) = delete;
  ~CallQueue();

  void submit(const Manner& manner, RouteCall call, CallDone done);
  void submit(Priority priority, RouteCall call, bool harmless, CallDone done) {
    submit(Manner{priority, harmless, false, 0}, std::move(call), std::move(done));
  }

  /// How long `calls` of one plan, of this weight together, submitted now and one after another, take until the last
  /// one is answered: by budget, by whoever goes before them, by what is under way, by a pause, by an open breaker.
  [[nodiscard]] Prediction predict(Priority priority, std::size_t calls, double weight);
  /// How long that many calls take where nobody else wants any and nothing is saved up.
  [[nodiscard]] std::chrono::milliseconds alone(std::size_t calls) const;
  [[nodiscard]] std::size_t waiting() const;

  /// Why nothing may leave now; nothing where calls leave.
  [[nodiscard]] std::optional<core::Fault> trouble() const;

  /// Ends the queue: calls in flight are no longer waited for.
  void close();

 private:
  struct Waiting {
    RouteCall call;
    Manner manner;
    CallDone done;
    unsigned weight = 1;
    core::Tick since{};
    // Set when it leaves.
    core::Tick left{};
    std::uint64_t era = 0;
    bool probe = false;
  };
  using Queue = std::deque<Waiting>;

  void pump();
  void send_probe();
  [[nodiscard]] bool probe_is_due(core::Tick now) const;
  /// Whose head leaves next; nothing where nobody waits.
  [[nodiscard]] Queue* next();
  [[nodiscard]] Queue* aged();
  [[nodiscard]] std::size_t most_in_flight() const;
  void send(Waiting waiting);
  void receive(Waiting waiting, const transport::Reply& reply);
  void limited(Waiting waiting, std::optional<std::chrono::seconds> told);
  [[nodiscard]] bool is_late(const Waiting& waiting) const;
  void end_late(Waiting waiting);
  void heed(Breaker::Turn turn);
  void fail_impatient();
  [[nodiscard]] double weight_before(Priority priority, std::size_t calls) const;
  [[nodiscard]] double weight_behind(Priority priority, core::Tick by) const;
  void wake_at(core::Tick when);

  const core::Clock& clock_;
  RouteClient<RouteCall>& client_;
  QueueSettings settings_;
  std::array<Queue, kPriorities> queues_;
  CallBudget budget_;
  RatePause pause_;
  Breaker breaker_;
  /// Until then fewer calls are under way at a time.
  core::Tick cautious_until_;
  bool wants_probe_ = false;
  bool probing_ = false;
  bool told_ = false;
  /// Calls that left since the last one that went before others because it had waited long.
  unsigned since_aged_ = 0;
  const Queue* last_aged_ = nullptr;
  /// How long an answer takes, in seconds: an average in which older ones fade.
  double latency_ = 0.0;
  core::Tick wake_pending_{};
  std::uint64_t next_number_ = 0;
  std::map<std::uint64_t, Manner> under_way_;
  GatePtr gate_;
};

extern template class CallQueue<route::RestCall>;
extern template class CallQueue<route::ScimCall>;

}  // namespace bridge::work
