#include "departure.hpp"

#include <algorithm>
#include <utility>

#include "bridge/core/ascii_case.hpp"
#include "bridge/route/record.hpp"
#include "bridge/route/routes.hpp"
#include "departure_steps.hpp"

namespace bridge::work {

namespace {

using core::OnPending;
using core::TakeAccess;
using route::Route;
using store::Departure;
using store::Owed;

std::string_view status_of(const core::Object& record) {
  return route::form_of(record) == route::Form::Rest ? core::text_or_empty(record, "status") : std::string_view();
}

/// By now, or at its time: what the policy does after its hold. `taken` is how access is taken until then.
core::Result<Departing> after_hold(const State& state, const Leaver& leaver, TakeAccess goal,
                                   core::Result<Departing> taken) {
  if (!taken || goal == TakeAccess::Deactivate) return taken;
  taken->leaving.owed = Owed::Rest;
  const bool known = taken->leaving.since != core::Instant();
  taken->leaving.due = (known ? taken->leaving.since : state.now()) + state.settings.access.deprovision.hold;
  if (taken->leaving.due > state.now()) return taken;
  return finish_departure(state, leaver, goal);
}

/// Of somebody who can use Smartsheet.
core::Result<Departing> take(const State& state, const Leaver& leaver, TakeAccess goal, const Refusals& refusals) {
  const core::DeprovisionPolicy& policy = state.settings.access.deprovision;
  if (refusals.for_good) {
    const TakeAccess left = goal == TakeAccess::Remove ? goal : TakeAccess::Deactivate;
    return after_hold(state, leaver, left, downgrade(state, leaver, false));
  }
  const bool blocked = is_blocked(leaver.before.row.seen);
  if (goal == TakeAccess::Deactivate) return deactivation(state, leaver, !blocked);
  if (policy.hold.count() > 0) return after_hold(state, leaver, goal, deactivation(state, leaver, !blocked));
  return goal == TakeAccess::Remove ? removal(state, leaver) : downgrade(state, leaver, true);
}

/// Of somebody whose access was taken before. A DELETE may want more than `active` false did.
core::Result<Departing> take_more(const State& state, const Leaver& leaver, TakenBy by, TakeAccess goal,
                                  const Refusals& refusals) {
  const store::Leaving& leaving = leaver.before.row.leaving;
  if (leaving.how == Departure::Downgraded) {
    if (by == TakenBy::Deactivation || goal == TakeAccess::Downgrade) {
      auto again = downgrade(state, leaver, !state.confirmed());
      if (again) again->leaving.owed = leaving.owed, again->leaving.due = leaving.due;
      return again;
    }
    return take(state, leaver, goal, refusals);
  }
  if (by == TakenBy::Deletion && goal != TakeAccess::Deactivate) {
    return after_hold(state, leaver, goal, deactivation(state, leaver, false));
  }
  auto again = deactivation(state, leaver, false);
  if (again) {
    again->leaving.owed = leaving.owed;
    again->leaving.due = leaving.due;
  }
  return again;
}

}  // namespace

bool is_blocked(const core::Object& user_record) {
  return core::equal_ignoring_case(status_of(route::as_rest_user(user_record)), "DEACTIVATED");
}

bool is_declined(const core::Object& user_record) {
  return core::equal_ignoring_case(status_of(user_record), "DECLINED");
}

bool is_pending(const core::Object& user_record) {
  return core::equal_ignoring_case(status_of(user_record), "PENDING");
}

bool may_be_pending(const State& state, const store::Row& row) {
  const bool untold = route::form_of(row.seen) == route::Form::Scim && state.ways.has(Route::Rest);
  return is_pending(row.seen) || (untold && row.leaving.owed == Owed::Access);
}

core::Result<Departing> plan_departure(const State& state, const Edit& edit, const store::Entry& before,
                                       const core::Object& after, TakenBy by, const Refusals& refusals) {
  const core::DeprovisionPolicy& policy = state.settings.access.deprovision;
  const TakeAccess goal = by == TakenBy::Deletion ? policy.on_delete : policy.on_deactivate;
  const Leaver leaver{edit, before, after};
  const store::Leaving& leaving = before.row.leaving;
  const bool taken = !route::is_active(before.shown);
  if (taken && leaving.how == Departure::Removed) return nothing_more(leaver);
  if (refusals.pending || may_be_pending(state, before.row)) {
    const bool cancels = policy.pending == OnPending::Cancel && state.ways.has(Route::Rest) && !refusals.unsure;
    return cancels ? cancellation(state, leaver) : deferral(state, leaver);
  }
  if (is_declined(before.row.seen)) return nothing_more(leaver);
  if (!taken || leaving.owed == Owed::Access) return take(state, leaver, goal, refusals);
  return take_more(state, leaver, by, goal, refusals);
}

std::vector<store::MembershipChange> left_by_removal(const State& state, const store::Row& row) {
  std::vector<store::MembershipChange> changes;
  if (row.kind != store::Kind::User || row.leaving.how != Departure::Removed) return changes;
  for (const core::ResourceId& group : state.index.groups_of(row.id)) changes.push_back({group, {}, {row.id}, true});
  return changes;
}

}  // namespace bridge::work
