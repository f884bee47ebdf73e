#pragma once
// The ways out of one tenant: a queue for each token that it has.

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "bridge/core/clock.hpp"
#include "bridge/core/result.hpp"
#include "bridge/route/plan.hpp"
#include "bridge/work/call_queue.hpp"
#include "bridge/work/loop.hpp"
#include "bridge/work/route_client.hpp"
#include "bridge/work/tenant.hpp"

namespace bridge::work {

class Ways {
 public:
  Ways(const TenantSettings& settings, const TenantParts& parts);

  [[nodiscard]] bool has(route::Route route) const { return route == route::Route::Rest ? !!rest_ : !!scim_; }

  /// The call goes to the queue of its own route's token; where there is none, `done` hears a Bug. While nothing may
  /// leave there, it ends at once with NotDone.
  void submit(Priority priority, const route::Call& call, bool harmless, CallDone done);
  /// A call of a committed change, which waits until it may leave.
  void submit(const Manner& manner, const route::Call& call, CallDone done);

  /// Tells how each call by REST ended, before its own `done` hears of it.
  void observe_rest(std::function<void(const CallResult&)> observer) { observer_ = std::move(observer); }

  /// Whether a plan that is not committed yet may be: UpstreamUnavailable or UpstreamCredential while nothing may
  /// leave to a service that it needs, UpstreamRateLimited or Overloaded where its answer can't be there by
  /// `deadline`. A plan that is too long for any caller to wait for only has to begin in time: it goes on without
  /// its caller.
  [[nodiscard]] core::Outcome may_begin(const route::Plan& plan, Priority priority, core::Tick deadline) const;

  /// Why nothing may leave to this service now; nothing where calls leave.
  [[nodiscard]] std::optional<core::Fault> trouble(route::Route route) const;
  /// Of the services that the plan needs.
  [[nodiscard]] std::optional<core::Fault> trouble(const route::Plan& plan) const;

  /// How long it takes until the last call of the plan is answered; nothing where it is empty.
  [[nodiscard]] std::chrono::milliseconds predicted_wait(const route::Plan& plan, Priority priority) const;
  /// How long so many calls take at the least, whichever service they go to.
  [[nodiscard]] std::chrono::milliseconds time_for(std::size_t calls) const;

  void close();

 private:
  [[nodiscard]] CallDone observed(CallDone done) const;

  [[nodiscard]] Prediction predict(route::Route route, Priority priority, std::size_t calls, double weight) const;
  [[nodiscard]] Prediction predict(const route::Plan& plan, Priority priority) const;

  const core::Clock& clock_;
  std::unique_ptr<CallQueue<route::RestCall>> rest_;
  std::unique_ptr<CallQueue<route::ScimCall>> scim_;
  std::function<void(const CallResult&)> observer_;
};

}  // namespace bridge::work
