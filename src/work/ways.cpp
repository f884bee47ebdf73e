#include "ways.hpp"

#include <utility>

#include "bridge/core/overloaded.hpp"

namespace bridge::work {

namespace {

/// Calls of one token that are on their way at a time: a hung Smartsheet holds up no more than these.
constexpr std::size_t kInFlight = 8;
constexpr std::chrono::seconds kRateLimitWait{60};

template <class RouteCall>
std::unique_ptr<CallQueue<RouteCall>> queue_for(const TenantParts& parts, RouteClient<RouteCall>* client,
                                                std::uint32_t requests_per_minute) {
  if (client == nullptr) return nullptr;
  return std::make_unique<CallQueue<RouteCall>>(parts.loop, parts.clock, *client,
                                                QueueSettings{requests_per_minute, kInFlight, kRateLimitWait});
}

template <class RouteCall>
void submit_to(CallQueue<RouteCall>* queue, Priority priority, const RouteCall& call, bool harmless, CallDone done) {
  if (queue != nullptr) return queue->submit(priority, call, harmless, std::move(done));
  done({Ending::Refused,
        {},
        {core::FaultKind::Bug, "a call was planned for a service that is not configured", {call.path}, {}},
        0});
}

}  // namespace

Ways::Ways(const TenantSettings& settings, const TenantParts& parts)
    : rest_(queue_for(parts, parts.rest, settings.requests_per_minute)),
      scim_(queue_for(parts, parts.scim, settings.scim_requests_per_minute)) {}

CallDone Ways::observed(CallDone done) const {
  if (!observer_) return done;
  return [observer = observer_, done = std::move(done)](CallResult result) {
    observer(result);
    done(std::move(result));
  };
}

void Ways::submit(Priority priority, const route::Call& call, bool harmless, CallDone done) {
  std::visit(
      core::overloaded{
          [&](const route::RestCall& rest) {
            submit_to(rest_.get(), priority, rest, harmless, observed(std::move(done)));
          },
          [&](const route::ScimCall& scim) { submit_to(scim_.get(), priority, scim, harmless, std::move(done)); },
      },
      call);
}

std::chrono::milliseconds Ways::predicted_wait(route::Route route, Priority priority) const {
  if (!has(route)) return {};
  return route == route::Route::Rest ? rest_->predicted_wait(priority) : scim_->predicted_wait(priority);
}

std::chrono::milliseconds Ways::predicted_wait(const route::Plan& plan, Priority priority) const {
  return plan.empty() ? std::chrono::milliseconds()
                      : predicted_wait(route::route_of(plan.steps.front().call), priority);
}

void Ways::close() {
  if (rest_) rest_->close();
  if (scim_) scim_->close();
}

}  // namespace bridge::work
