#include "ways.hpp"

#include <algorithm>
#include <utility>

#include "bridge/core/overloaded.hpp"

namespace bridge::work {

namespace {

using core::FaultKind;
using std::chrono::milliseconds;
using std::chrono::seconds;

/// Calls of one token that are on their way at a time: a hung Smartsheet holds up no more than these.
constexpr std::size_t kInFlight = 8;

template <class RouteCall>
std::unique_ptr<CallQueue<RouteCall>> queue_for(const TenantSettings& settings, const TenantParts& parts,
                                                RouteClient<RouteCall>* client, std::uint32_t requests_per_minute) {
  if (client == nullptr) return nullptr;
  return std::make_unique<CallQueue<RouteCall>>(
      parts.loop, parts.clock, *client,
      QueueSettings{requests_per_minute, kInFlight, settings.jitter, parts.log, route::weight_of});
}

template <class RouteCall>
void submit_to(CallQueue<RouteCall>* queue, const Manner& manner, const RouteCall& call, CallDone done) {
  if (queue != nullptr) return queue->submit(manner, call, std::move(done));
  done({Ending::Refused,
        {},
        {FaultKind::Bug, "a call was planned for a service that is not configured", {call.path}, {}},
        0});
}

/// The calls of a plan to one service.
struct Share {
  std::size_t calls = 0;
  double weight = 0.0;
};

Share share_of(const route::Plan& plan, route::Route route) {
  Share share;
  for (const route::Step& step : plan.steps) {
    if (route::route_of(step.call) != route) continue;
    ++share.calls;
    share.weight += route::weight_of(route::view(step.call));
  }
  return share;
}

core::Failure too_late(const Prediction& predicted) {
  core::Fault fault{FaultKind::UpstreamRateLimited,
                    "Smartsheet's request limit does not let this change be done in time",
                    {},
                    std::chrono::ceil<seconds>(predicted.wait)};
  if (!predicted.by_limit) {
    fault.kind = FaultKind::Overloaded;
    fault.detail = "Smartsheet answers too slowly for this change to be done in time";
  }
  return core::Failure{std::move(fault)};
}

constexpr route::Route kRoutes[] = {route::Route::Rest, route::Route::Scim};

}  // namespace

Ways::Ways(const TenantSettings& settings, const TenantParts& parts)
    : clock_(parts.clock),
      rest_(queue_for(settings, parts, parts.rest, settings.requests_per_minute)),
      scim_(queue_for(settings, parts, parts.scim, settings.scim_requests_per_minute)) {}

CallDone Ways::observed(CallDone done) const {
  if (!observer_) return done;
  return [observer = observer_, done = std::move(done)](CallResult result) {
    observer(result);
    done(std::move(result));
  };
}

void Ways::submit(Priority priority, const route::Call& call, bool harmless, CallDone done) {
  submit(Manner{priority, harmless, false, 0}, call, std::move(done));
}

void Ways::submit(const Manner& manner, const route::Call& call, CallDone done) {
  std::visit(core::overloaded{
                 [&](const route::RestCall& rest) { submit_to(rest_.get(), manner, rest, observed(std::move(done))); },
                 [&](const route::ScimCall& scim) { submit_to(scim_.get(), manner, scim, std::move(done)); },
             },
             call);
}

std::optional<core::Fault> Ways::trouble(route::Route route) const {
  if (!has(route)) return std::nullopt;
  return route == route::Route::Rest ? rest_->trouble() : scim_->trouble();
}

std::optional<core::Fault> Ways::trouble(const route::Plan& plan) const {
  for (const route::Route route : kRoutes) {
    if (share_of(plan, route).calls == 0) continue;
    if (auto fault = trouble(route)) return fault;
  }
  return std::nullopt;
}

Prediction Ways::predict(route::Route route, Priority priority, std::size_t calls, double weight) const {
  if (!has(route)) return {};
  return route == route::Route::Rest ? rest_->predict(priority, calls, weight)
                                     : scim_->predict(priority, calls, weight);
}

/// A plan goes to one service as a rule; where it needs both, the slower one counts.
Prediction Ways::predict(const route::Plan& plan, Priority priority) const {
  Prediction longest;
  for (const route::Route route : kRoutes) {
    const Share share = share_of(plan, route);
    if (share.calls == 0) continue;
    const Prediction one = predict(route, priority, share.calls, share.weight);
    if (one.wait > longest.wait) longest = one;
  }
  return longest;
}

milliseconds Ways::predicted_wait(const route::Plan& plan, Priority priority) const {
  return predict(plan, priority).wait;
}

milliseconds Ways::time_for(std::size_t calls) const {
  const milliseconds rest = rest_ ? rest_->alone(calls) : milliseconds::max();
  const milliseconds scim = scim_ ? scim_->alone(calls) : milliseconds::max();
  return std::min(rest, scim);
}

core::Outcome Ways::may_begin(const route::Plan& plan, Priority priority, core::Tick deadline) const {
  if (plan.empty()) return core::ok();
  if (auto fault = trouble(plan)) return core::Failure{std::move(*fault)};
  const auto left = deadline - clock_.tick();
  const route::Call& first = plan.steps.front().call;
  const Prediction begun = predict(route::route_of(first), priority, 1, route::weight_of(route::view(first)));
  if (begun.wait > left) return too_late(begun);
  const Prediction done = predict(plan, priority);
  if (done.wait <= left || time_for(plan.steps.size()) > left) return core::ok();
  return too_late(done);
}

void Ways::close() {
  if (rest_) rest_->close();
  if (scim_) scim_->close();
}

}  // namespace bridge::work
