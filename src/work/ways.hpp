#pragma once
// The ways out of one tenant: a queue for each token that it has.

#include <chrono>
#include <functional>
#include <memory>
#include <utility>

#include "bridge/core/clock.hpp"
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

  /// The call goes to the queue of its own route's token; where there is none, `done` hears a Bug.
  void submit(Priority priority, const route::Call& call, bool harmless, CallDone done);

  /// Tells how each call by REST ended, before its own `done` hears of it.
  void observe_rest(std::function<void(const CallResult&)> observer) { observer_ = std::move(observer); }

  /// How long a call submitted now would wait to leave.
  [[nodiscard]] std::chrono::milliseconds predicted_wait(route::Route route, Priority priority) const;
  /// The same for the first step of a plan; nothing to wait for where it is empty.
  [[nodiscard]] std::chrono::milliseconds predicted_wait(const route::Plan& plan, Priority priority) const;

  void close();

 private:
  [[nodiscard]] CallDone observed(CallDone done) const;

  std::unique_ptr<CallQueue<route::RestCall>> rest_;
  std::unique_ptr<CallQueue<route::ScimCall>> scim_;
  std::function<void(const CallResult&)> observer_;
};

}  // namespace bridge::work
