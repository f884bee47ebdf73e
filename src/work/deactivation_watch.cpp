#include "deactivation_watch.hpp"

#include <algorithm>
#include <utility>

#include "bridge/route/record.hpp"
#include "state.hpp"

namespace bridge::work {

namespace {

constexpr const char* kMark = "scim_deactivation";
constexpr const char* kRemoves = "removes";
/// Whoever is gone so soon after the bridge took their access was hardly removed by hand.
constexpr std::chrono::minutes kSoon{10};

bool was_deactivated_by_us(const store::Row& row) {
  return row.kind == store::Kind::User && row.managed && !row.asked.empty() && !route::is_active(row.asked);
}

}  // namespace

void DeactivationWatch::take(const std::map<std::string, std::string>& marks) {
  const auto mark = marks.find(kMark);
  removes_ = mark != marks.end() && mark->second == kRemoves;
}

bool DeactivationWatch::would_tell(const store::Entry& entry) const {
  const bool by_scim = state_.watch.settled() == route::Route::Scim && link_of(entry.row, route::Route::Scim);
  const bool soon = state_.now() - entry.row.modified <= state_.settings.refresh + kSoon;
  return !removes_ && by_scim && soon && was_deactivated_by_us(entry.row);
}

void DeactivationWatch::gone(const store::Entry& entry) {
  if (!would_tell(entry)) return;
  removes_ = true;
  state_.log(LogLevel::Alarm, "User " + entry.row.id.text +
                                  " is gone from Smartsheet after active=false: its SCIM service seems to remove "
                                  "people for good; it is not asked to deactivate anybody until an administrator sets "
                                  "the route");
  store::Change change;
  change.marks[kMark] = kRemoves;
  state_.commit(std::move(change), [this](const core::Outcome& outcome) {
    if (!outcome) state_.log(LogLevel::Alarm, "can't keep that mark: " + outcome.error().context.text);
  });
}

void DeactivationWatch::forget(store::Change& change) {
  removes_ = false;
  change.marks[kMark] = "deactivates";
}

bool DeactivationWatch::forbids(const route::Plan& plan) const {
  return removes_ && std::any_of(plan.steps.begin(), plan.steps.end(), [](const route::Step& step) {
           return step.purpose == route::Purpose::Deactivate && route::route_of(step.call) == route::Route::Scim;
         });
}

core::Failure not_deactivated() {
  return core::Failure{{core::FaultKind::UpstreamUnavailable,
                        "active: Smartsheet's SCIM service was seen to remove people for good instead of deactivating "
                        "them, so nothing was sent; expected [tenant.rest] in the bridge's configuration",
                        {},
                        std::chrono::seconds(600)}};
}

}  // namespace bridge::work
