#include "access_plan.hpp"

#include <set>
#include <string>
#include <utility>

#include "aim.hpp"
#include "bridge/route/record.hpp"
#include "bridge/route/routes.hpp"
#include "departure.hpp"
#include "edit_words.hpp"
#include "people_change.hpp"

namespace bridge::work {

namespace {

using core::FaultKind;
using core::Object;
using core::ResourceId;
using route::Purpose;
using route::Route;

/// Invitations are REST's where it is configured: what the SCIM service makes of a POST for somebody whom
/// Smartsheet still knows is nowhere said.
Edit by_rest_if_configured(const State& state, Edit edit) {
  if (state.ways.has(Route::Rest)) edit.by = Route::Rest;
  return edit;
}

core::Result<route::Plan> plan_invitation(const State& state, const Edit& edit, const store::Entry& before,
                                          const Object& after) {
  if (standing_of(before.row) != Standing::Absent && !state.ways.has(Route::Rest)) {
    return core::failure(FaultKind::Forbidden,
                         "active: this person has to be invited anew, which Smartsheet's SCIM service does not do; "
                         "expected [tenant.rest] in the bridge's configuration, or an invitation in Smartsheet");
  }
  const auto way =
      route_for_new_person(state, by_rest_if_configured(state, edit), name_wanted(state, store::Kind::User, after));
  if (!way) return way.passed_on();
  return route::plan_creation(*way, creation_of(state, *way, after), state.settings.policy);
}

Object with_roles(const Object& user, const std::vector<std::string>& names) {
  std::vector<core::Value> roles;
  for (const std::string& name : names) roles.emplace_back(Object{{"value", name}, {"type", name}});
  return roles.empty() ? user : user.with("roles", core::Array(std::move(roles)));
}

/// What was taken comes back, whether or not the tenant grants it to others.
core::Result<route::Plan> plan_giving_back(const State& state, const Edit& edit, const store::Entry& before,
                                           const Object& after) {
  const auto aim = aim_at_person(state, edit, before.row);
  if (!aim) return aim.passed_on();
  const auto& taken = before.row.leaving.roles;
  const core::Value* asked = after.find("roles");
  const Object wanted = asked == nullptr || core::is_unassigned(*asked) ? with_roles(after, taken) : after;
  route::PersonChange change = change_of(state, *aim, before, wanted, true);
  change.before = before.shown.with("active", true).without("roles");
  route::PersonPolicy policy = state.settings.policy;
  policy.grantable_roles.insert(taken.begin(), taken.end());
  return route::plan_change(aim->way, change, policy);
}

/// `was_active` decides whether they are reactivated. What was taken comes back with that, granted or not.
core::Result<route::Plan> plan_from(const State& state, const Edit& edit, const store::Entry& before,
                                    const Object& after, bool was_active, bool roles_meant) {
  const auto aim = aim_at_person(state, edit, before.row);
  if (!aim) return aim.passed_on();
  route::PersonChange change = change_of(state, *aim, before, after, roles_meant);
  change.before = before.shown.with("active", was_active);
  route::PersonPolicy policy = state.settings.policy;
  if (!was_active) policy.grantable_roles.insert(before.row.leaving.roles.begin(), before.row.leaving.roles.end());
  return route::plan_change(aim->way, change, policy);
}

/// Out of the groups: by calls where Smartsheet has the person, else in the table alone. What else is to be done
/// for them takes the same route.
core::Outcome plan_leaving_groups(const State& state, Edit& edit, const store::Entry& before, Decision& decision) {
  for (const ResourceId& group : state.index.groups_missing(before.row.id)) {
    decision.memberships.push_back({group, {}, {before.row.id}, true});
  }
  const auto groups = state.index.groups_of(before.row.id);
  if (standing_of(before.row) == Standing::Absent) {
    for (const ResourceId& group : groups) decision.memberships.push_back({group, {}, {before.row.id}, true});
    return core::ok();
  }
  if (groups.empty()) return core::ok();
  const auto aim = aim_at_person(state, edit, before.row, groups);
  if (!aim) return aim.passed_on();
  edit.by = aim->way;
  const std::string address(route::address_of(before.row.seen));
  for (const auto& [group, upstream] : groups_on(state, aim->way, groups)) {
    route::Plan leaving = route::plan_group_change(aim->way, upstream, std::nullopt, {},
                                                   {route::GroupMember{before.row.id, aim->upstream, address}});
    for (route::Step& step : leaving.steps) {
      step.group = group;
      decision.plan.steps.push_back(std::move(step));
    }
  }
  return core::ok();
}

core::Result<route::Plan> plan_revival(const State& state, const Edit& edit, const store::Entry& before,
                                       const Object& after, store::Leaving& leaving) {
  const Standing standing = standing_of(before.row);
  const bool has_access = standing == Standing::Active || standing == Standing::Pending;
  if (!route::is_active(after)) {
    if (!has_access) return route::Plan();
    const store::Entry shown_active{before.row, before.shown.with("active", true), before.moving};
    auto departing = plan_departure(state, edit, shown_active, after, TakenBy::Deactivation);
    if (!departing) return departing.passed_on();
    leaving = std::move(departing->leaving);
    return std::move(departing->plan);
  }
  if (has_access) return plan_from(state, edit, before, after, true, true);
  const auto aim = aim_at_person(state, edit, before.row);
  if (!aim) return aim.passed_on();
  return route::plan_revival(aim->way, change_of(state, *aim, before, after, true), {}, before.row.id,
                             state.settings.policy);
}

/// The steps after which somebody who is shown as `before` has access and is shown as `after`.
core::Result<route::Plan> plan_access(const State& state, const Edit& edit, const store::Entry& before,
                                      const Object& after, Deed deed, bool roles_meant) {
  switch (deed) {
    case Deed::Invite: return plan_invitation(state, edit, before, after);
    case Deed::GiveBack: return plan_giving_back(state, edit, before, after);
    case Deed::Reactivate: return plan_from(state, edit, before, after, false, roles_meant);
    case Deed::Nothing:
    case Deed::Revive:
    case Deed::TakeAccess:
    case Deed::DeferAccess:
    case Deed::CancelInvitation:
    case Deed::Bring:
    case Deed::Settle: break;
  }
  return plan_from(state, edit, before, after, route::is_active(before.shown), roles_meant);
}

/// Of roles that were changed while the person was inactive nothing was sent: they are due with the access.
bool roles_are_due(const store::Entry& before, const Object& after) {
  const bool returns = !route::is_active(before.shown) && route::is_active(after);
  return returns && before.row.managed && !before.row.asked.empty() &&
         !route::has_roles_of(before.shown, before.row.seen);
}

bool has_code(const core::Fault& fault, const char* code) {
  return fault.context.text.find(std::string("errorCode ") + code) != std::string::npos;
}

}  // namespace

Transition turn(const State& state, const store::Row& row, PersonEvent event, bool wants_access) {
  Circumstances about = circumstances_of(row, state.now());
  about.wants_access = wants_access;
  return transition(state_of(row, state.unanswered.contains(row.id)), event, state.settings.access, about);
}

core::Outcome give_access(const State& state, const Edit& edit, const Object& after, bool roles_meant,
                          Decision& decision) {
  const store::Entry& before = *decision.before;
  const Transition made = turn(state, before.row, PersonEvent::AskedActive);
  if (made.told == Told::Forbidden) return too_late_to_reactivate(before.row);
  auto plan = plan_access(state, edit, before, after, made.deed, roles_meant || roles_are_due(before, after));
  if (!plan) return plan.passed_on();
  decision.plan = std::move(*plan);
  if (!route::is_active(before.shown) || made.deed != Deed::Nothing) decision.row.leaving = {};
  return core::ok();
}

core::Outcome take_access(const State& state, const Edit& edit, const Object& after, Decision& decision) {
  const store::Entry& before = *decision.before;
  const Transition made = turn(state, before.row, PersonEvent::AskedInactive);
  if (made.deed == Deed::Nothing) {
    // They may have been invited anew and have accepted since: it is taken when that shows.
    if (made.next == PersonState::Declined && !state.confirmed()) decision.row.leaving.owed = store::Owed::Access;
    return core::ok();
  }
  auto departing = plan_departure(state, edit, before, after, TakenBy::Deactivation);
  if (!departing) return departing.passed_on();
  decision.plan = std::move(departing->plan);
  decision.row.leaving = std::move(departing->leaving);
  return core::ok();
}

core::Outcome keep_access(const State& state, const Edit& edit, const Object& after, bool roles_meant,
                          Decision& decision) {
  const store::Entry& before = *decision.before;
  if (!route::is_active(before.shown)) {
    // Roles that are not to come back are struck from those that were taken.
    return roles_meant ? take_access(state, edit, after, decision) : core::ok();
  }
  auto plan = plan_from(state, edit, before, after, true, roles_meant);
  if (!plan) return plan.passed_on();
  decision.plan = std::move(*plan);
  return core::ok();
}

core::Outcome plan_first_access(const State& state, const Edit& edit, const store::Entry& before, const Object& after,
                                Deed deed, Decision& decision) {
  Edit by_one_route = edit;
  if (auto left = plan_leaving_groups(state, by_one_route, before, decision); !left) return left;
  auto plan = deed == Deed::Invite ? plan_invitation(state, by_one_route, before, after)
                                   : plan_revival(state, by_one_route, before, after, decision.row.leaving);
  if (!plan) return plan.passed_on();
  for (route::Step& step : plan->steps) decision.plan.steps.push_back(std::move(step));
  return core::ok();
}

core::Failure too_late_to_reactivate(const store::Row& row) {
  const std::string day = core::to_date_time(row.leaving.since + core::kReactivationWindow).substr(0, 10);
  return core::failure(FaultKind::Forbidden,
                       "active: expected somebody who was deactivated at most 30 days ago, Smartsheet's limit, which "
                       "ended for this person on " +
                           day +
                           "; invite them in Smartsheet, or set on_reactivate_expired = \"invite\" in "
                           "[tenant.deprovision]");
}

core::Fault clear_refusal(const route::Step& step, const Decision& decision, core::Fault fault) {
  const bool late = step.purpose == Purpose::Reactivate && (has_code(fault, "1004") || has_code(fault, "1354"));
  if (late) {
    fault.kind = FaultKind::Forbidden;
    fault.detail =
        "active: Smartsheet refuses to reactivate this person. It reactivates people for 30 days after their "
        "deactivation, and nobody whom an external directory manages; invite them in Smartsheet (" +
        fault.detail + ")";
  }
  if (step.purpose == Purpose::CreatePerson && decision.before && fault.kind == FaultKind::Uniqueness) {
    fault.kind = FaultKind::Forbidden;
    fault.detail =
        "active: Smartsheet invites nobody anew whom it still has, and does not reactivate this person; invite them, "
        "or remove them with a new owner for their sheets, in Smartsheet (" +
        fault.detail + ")";
  }
  return fault;
}

}  // namespace bridge::work
