#include "departure_steps.hpp"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "bridge/route/departure.hpp"
#include "bridge/route/record.hpp"
#include "bridge/route/routes.hpp"
#include "people_change.hpp"

namespace bridge::work {

namespace {

using core::FaultKind;
using route::GroupOfPerson;
using route::Route;
using route::smartsheet_rest::Removals;
using route::smartsheet_rest::TransferTarget;
using store::Departure;
using store::EntryPtr;
using store::Kind;

core::Failure no_rest() {
  return core::failure(FaultKind::Forbidden,
                       "active: the tenant's policy takes access in a way that needs Smartsheet's REST API; expected "
                       "[tenant.rest] in the bridge's configuration");
}

core::Result<Aim> aim_by_rest(const State& state, const Leaver& leaver,
                              const std::vector<core::ResourceId>& groups = {}) {
  if (!state.ways.has(Route::Rest)) return no_rest();
  return aim_at_person(state, by_rest(leaver.edit), leaver.before.row, groups);
}

std::vector<GroupOfPerson> groups_owned_by(const State& state, const core::UpstreamId& person) {
  std::vector<GroupOfPerson> owned;
  state.index.scan(Kind::Group, [&](const store::Glimpse& group) {
    const auto link = group.link(link_name(Route::Rest));
    if (link && route::owner_of(group.seen()) == person.text) {
      owned.emplace_back(group.resource_id(), core::UpstreamId(std::string(*link)));
    }
    return true;
  });
  return owned;
}

core::Failure no_heir(const char* found) {
  return core::failure(FaultKind::Forbidden,
                       std::string("active: deprovision.transfer_to must be an active person of the organisation who "
                                   "can take over what this one owns; ") +
                           found);
}

/// Whoever gets what somebody leaves; of groups only a Group Admin becomes the owner (Smartsheet 1107).
core::Result<TransferTarget> heir_of(const State& state, const store::Row& leaver, bool of_groups) {
  const std::string& address = state.settings.access.deprovision.transfer_to;
  if (address.empty()) return no_heir("the bridge's configuration names nobody");
  const EntryPtr heir = state.index.find_by_name(Kind::User, address);
  if (!heir && !state.confirmed_at) {
    return core::Failure{{FaultKind::NotReady,
                          "the bridge is still reading from Smartsheet who gets what this person owns",
                          {},
                          std::chrono::seconds(30)}};
  }
  if (!heir || heir->row.life != store::Life::Visible) return no_heir("Smartsheet has nobody under that address");
  if (heir->row.id == leaver.id) return no_heir("it names this very person");
  const core::Object record = route::as_rest_user(heir->row.seen);
  const bool active = route::is_active(heir->shown) && core::text_or_empty(record, "status") == "ACTIVE";
  if (!active) return no_heir("that person's account is not active");
  if (of_groups && !core::flag_or_false(record, "groupAdmin")) {
    return no_heir("this person owns groups, and that one is no Group Admin");
  }
  const auto link = link_of(heir->row, Route::Rest);
  auto target = link ? TransferTarget::of(*link) : std::nullopt;
  if (!target) return no_heir("Smartsheet's REST API does not know that person");
  return *target;
}

route::Stripping stripping_of(const State& state, const Leaver& leaver, const Aim& aim,
                              const std::vector<core::ResourceId>& groups) {
  const store::Row& row = leaver.before.row;
  return {row.id, aim.upstream, row.seen, leaver.before.shown, groups_on(state, aim.way, groups), false};
}

/// What was taken now and before, but for roles that the identity provider itself takes away.
std::vector<std::string> roles_to_give_back(const Leaver& leaver, std::set<std::string> taken) {
  const store::Leaving& before = leaver.before.row.leaving;
  taken.insert(before.roles.begin(), before.roles.end());
  const auto shown = route::roles_named(leaver.before.shown);
  const auto wanted = route::roles_named(leaver.after);
  std::erase_if(taken, [&](const std::string& role) { return shown.contains(role) && !wanted.contains(role); });
  return {taken.begin(), taken.end()};
}

Departing departing(const State& state, const Leaver& leaver, route::Plan plan, Departure how) {
  Departing made{std::move(plan), leaver.before.row.leaving};
  made.leaving.how = how;
  const bool now = route::is_active(leaver.before.shown) || made.leaving.owed == store::Owed::Access;
  made.leaving.owed = store::Owed::Nothing;
  made.leaving.due = {};
  if (now) made.leaving.since = state.now();
  return made;
}

}  // namespace

Edit by_rest(const Edit& edit) {
  Edit moved = edit;
  moved.by = Route::Rest;
  return moved;
}

Departing nothing_more(const Leaver& leaver) { return {{}, leaver.before.row.leaving}; }

core::Result<Departing> deactivation(const State& state, const Leaver& leaver, bool in_any_case) {
  const auto plan_on = [&](const Edit& edit) -> core::Result<route::Plan> {
    const auto aim = aim_at_person(state, edit, leaver.before.row);
    if (!aim) return aim.passed_on();
    route::PersonChange change = change_of(state, *aim, leaver.before, leaver.after, false);
    change.confirmed = change.confirmed && !in_any_case;
    return route::plan_change(aim->way, change, state.settings.policy);
  };
  auto plan = plan_on(leaver.edit);
  if (plan && state.deactivation.forbids(*plan)) {
    if (!state.ways.has(Route::Rest)) return not_deactivated();
    plan = plan_on(by_rest(leaver.edit));
  }
  if (!plan) return plan.passed_on();
  return departing(state, leaver, std::move(*plan), Departure::Deactivated);
}

core::Result<Departing> downgrade(const State& state, const Leaver& leaver, bool in_any_case) {
  const std::vector<core::ResourceId> groups = state.index.groups_of(leaver.before.row.id);
  const auto aim = aim_by_rest(state, leaver, groups);
  if (!aim) return aim.passed_on();
  route::Plan plan;
  const auto owned = groups_owned_by(state, aim->upstream);
  if (!owned.empty()) {
    if (state.settings.access.deprovision.transfer_to.empty()) {
      return core::failure(FaultKind::Forbidden,
                           "active: this person owns groups, and Smartsheet takes no licence from their owner; "
                           "expected deprovision.transfer_to in the bridge's configuration, which names who gets them");
    }
    const auto heir = heir_of(state, leaver.before.row, true);
    if (!heir) return heir.passed_on();
    for (const GroupOfPerson& group : owned) plan.steps.push_back(route::group_transfer(group, *heir));
  }
  route::Stripping stripping = stripping_of(state, leaver, *aim, groups);
  stripping.in_any_case = in_any_case;
  for (route::Step& step : route::plan_stripping(Route::Rest, stripping).steps) plan.steps.push_back(std::move(step));
  Departing made = departing(state, leaver, std::move(plan), Departure::Downgraded);
  made.leaving.roles = roles_to_give_back(leaver, route::roles_taken(Route::Rest, stripping));
  return made;
}

core::Result<Departing> removal(const State& state, const Leaver& leaver) {
  const auto aim = aim_by_rest(state, leaver);
  if (!aim) return aim.passed_on();
  const auto heir = heir_of(state, leaver.before.row, !groups_owned_by(state, aim->upstream).empty());
  if (!heir) return heir.passed_on();
  const core::DeprovisionPolicy& policy = state.settings.access.deprovision;
  route::Plan plan;
  plan.steps.push_back(Removals::of_person(aim->upstream, {*heir, policy.transfer_sheets, policy.remove_from_sharing}));
  Departing made = departing(state, leaver, std::move(plan), Departure::Removed);
  made.leaving.roles.clear();
  return made;
}

core::Result<Departing> finish_departure(const State& state, const Leaver& leaver, core::TakeAccess goal) {
  if (goal == core::TakeAccess::Remove) return removal(state, leaver);
  auto taken = downgrade(state, leaver, false);
  if (taken && is_blocked(leaver.before.row.seen)) taken->leaving.how = Departure::Deactivated;
  return taken;
}

core::Result<Departing> deferral(const State& state, const Leaver& leaver) {
  const std::vector<core::ResourceId> groups = state.index.groups_of(leaver.before.row.id);
  const auto aim = aim_at_person(state, leaver.edit, leaver.before.row, groups);
  if (!aim) return aim.passed_on();
  route::Stripping stripping = stripping_of(state, leaver, *aim, groups);
  // What was taken before is still shown, and not taken again.
  if (leaver.before.row.leaving.owed == store::Owed::Access) stripping.shown = {};
  Departing made = departing(state, leaver, route::plan_stripping(aim->way, stripping), leaver.before.row.leaving.how);
  made.leaving.roles = roles_to_give_back(leaver, route::roles_taken(aim->way, stripping));
  const store::Leaving& known = leaver.before.row.leaving;
  if (known.owed == store::Owed::Access) made.leaving.since = known.since;
  made.leaving.owed = store::Owed::Access;
  return made;
}

core::Result<Departing> cancellation(const State& state, const Leaver& leaver) {
  const auto aim = aim_by_rest(state, leaver);
  if (!aim) return aim.passed_on();
  route::Plan plan;
  plan.steps = Removals::of_invitation(aim->upstream);
  Departing made = departing(state, leaver, std::move(plan), Departure::Removed);
  made.leaving.roles.clear();
  return made;
}

}  // namespace bridge::work
