#include "route_watch.hpp"

#include <utility>

#include "bridge/route/routes.hpp"
#include "state.hpp"

namespace bridge::work {

namespace {

using core::FaultKind;
using route::Route;

constexpr std::chrono::seconds kAskAgain{15};

core::Failure unclear(const core::Fault& fault) {
  return core::Failure{{FaultKind::UpstreamUnavailable,
                        "Smartsheet refused the request, and whether its service is there at all can't be told now",
                        fault.context, kAskAgain}};
}

std::string section_of(Route route) { return std::string("[tenant.") + route::to_string(route) + "]"; }

}  // namespace

core::Outcome RouteWatch::take(const std::map<std::string, std::string>& marks) {
  const auto mark = marks.find(kRouteMark);
  const auto pinned = mark != marks.end() ? route::route_from(mark->second) : std::nullopt;
  route_ = state_.settings.fixed_route ? state_.settings.fixed_route : pinned;
  if (!route_ && !(state_.ways.has(Route::Rest) && state_.ways.has(Route::Scim))) {
    route_ = state_.ways.has(Route::Rest) ? Route::Rest : Route::Scim;
    unpinned_ = true;
  }
  if (route_) take_route(*route_);
  if (!route_ || state_.ways.has(*route_)) return core::ok();
  return core::failure(FaultKind::InvalidValue, "tenant \"" + state_.settings.name.text +
                                                    "\" is settled on the route \"" + route::to_string(*route_) +
                                                    "\", but its configuration has no " + section_of(*route_) +
                                                    "; add it, or change the route with \"scimbridge route set\"");
}

void RouteWatch::take_route(Route to) {
  route_ = to;
  told_ = to == Route::Rest ? Told::Rest : Told::Scim;
}

std::optional<Route> RouteWatch::told() const noexcept {
  switch (told_.load()) {
    case Told::Rest: return Route::Rest;
    case Told::Scim: return Route::Scim;
    case Told::Open: break;
  }
  return std::nullopt;
}

void RouteWatch::settle() {
  if (route_) {
    if (std::exchange(unpinned_, false)) pin(*route_, "the only service that is configured");
    return;
  }
  state_.ways.submit(Priority::Group, route::probe(Route::Scim), true,
                     [this](const CallResult& result) { on_probe(result); });
}

void RouteWatch::on_probe(const CallResult& result) {
  if (route_) return;
  if (result.ending == Ending::Done) return pin(Route::Scim, "Smartsheet's SCIM service answers this tenant");
  if (result.ending != Ending::Refused) return settle_later(false, result.fault);
  switch (result.fault.kind) {
    case FaultKind::Forbidden:
    case FaultKind::NotFound:
    case FaultKind::NotImplemented:
      return pin(Route::Rest, "Smartsheet's SCIM service is not there for this tenant: " + result.fault.detail);
    default: return settle_later(true, result.fault);
  }
}

/// A wrong token, or no clear answer, says nothing about what the plan includes.
void RouteWatch::settle_later(bool alarm, const core::Fault& fault) {
  state_.log(alarm ? LogLevel::Alarm : LogLevel::Warning,
             "the route is not settled, writes wait: " + fault.detail + " (" + fault.context.text + ")");
  state_.later(kAskAgain, [this] { settle(); });
}

/// Settled in memory once the store has it: a route that is forgotten by a crash was never taken.
void RouteWatch::pin(Route to, const std::string& why, std::function<void(core::Outcome)> done) {
  store::Change change;
  change.marks[kRouteMark] = route::to_string(to);
  if (to == Route::Scim) state_.deactivation.forget(change);
  state_.commit(std::move(change), [this, to, why, done = std::move(done)](core::Outcome outcome) {
    if (outcome) {
      take_route(to);
      lost_ = false;
      state_.log(LogLevel::Info, std::string("the route is \"") + route::to_string(to) + "\": " + why);
    } else {
      state_.log(LogLevel::Alarm, "can't pin the route: " + outcome.error().context.text);
    }
    if (done) return done(std::move(outcome));
    if (!route_) state_.later(kAskAgain, [this] { settle(); });
  });
}

core::Outcome RouteWatch::check_change(Route to) const {
  const std::string tenant = "tenant \"" + state_.settings.name.text + "\": ";
  if (state_.settings.fixed_route) {
    return core::failure(FaultKind::InvalidValue, tenant + "the configuration names the route (route = \"" +
                                                      route::to_string(*state_.settings.fixed_route) +
                                                      "\"); expected route = \"auto\" to change it here");
  }
  if (state_.ways.has(to)) return core::ok();
  return core::failure(FaultKind::InvalidValue, tenant + "expected " + section_of(to) +
                                                    " in the configuration for the route \"" + route::to_string(to) +
                                                    "\", found none");
}

void RouteWatch::change(Route to, std::function<void(core::Outcome)> done) {
  pin(to, "set by an administrator", std::move(done));
}

core::Result<Route> RouteWatch::open_route() const {
  if (!route_) {
    return core::Failure{{FaultKind::NotReady,
                          "the bridge is finding out which of Smartsheet's services it may use",
                          {},
                          std::chrono::seconds(kAskAgain)}};
  }
  if (lost_) {
    return core::Failure{{FaultKind::UpstreamUnavailable,
                          std::string("Smartsheet's ") + (*route_ == Route::Scim ? "SCIM" : "REST") +
                              " service, which this tenant is settled on, no longer answers it",
                          {},
                          std::chrono::seconds(60)}};
  }
  return *route_;
}

bool RouteWatch::is_suspicious(const core::Fault& fault) noexcept {
  return fault.kind == FaultKind::UpstreamCredential || fault.kind == FaultKind::Forbidden ||
         fault.kind == FaultKind::NotFound || fault.kind == FaultKind::NotImplemented;
}

void RouteWatch::check(std::function<void(core::Outcome there)> then) {
  state_.ways.submit(Priority::Person, route::probe(*route_), true,
                     [this, asked = *route_, then = std::move(then)](const CallResult& result) {
                       // No clear answer says nothing new, and an administrator may have changed the route.
                       const bool refused = result.ending == Ending::Refused && is_suspicious(result.fault);
                       const bool clear = refused || result.ending == Ending::Done;
                       if (route_ == asked && clear) set_lost(refused, result.fault);
                       if (lost_) return then(open_route().passed_on());
                       then(clear ? core::ok() : core::Outcome(unclear(result.fault)));
                     });
}

void RouteWatch::recheck() {
  if (lost_) check([](const core::Outcome&) {});
}

void RouteWatch::set_lost(bool lost, const core::Fault& fault) {
  if (std::exchange(lost_, lost) == lost) return;
  if (lost) {
    state_.log(LogLevel::Alarm, std::string("the route \"") + route::to_string(*route_) +
                                    "\" is lost, writes are refused: " + fault.detail + " (" + fault.context.text +
                                    ")");
  } else {
    state_.log(LogLevel::Info, std::string("the route \"") + route::to_string(*route_) + "\" is back");
  }
}

}  // namespace bridge::work
