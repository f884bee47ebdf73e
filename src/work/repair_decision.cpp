// What an administrator wants repaired, decided from the row as it then is.

#include <algorithm>
#include <string>
#include <utility>

#include "bridge/route/record.hpp"
#include "bridge/route/routes.hpp"
#include "bridge/route/seat.hpp"
#include "decision.hpp"
#include "departure.hpp"
#include "drift_rules.hpp"
#include "lost_resources.hpp"
#include "membership.hpp"
#include "people_change.hpp"

namespace bridge::work {

namespace {

using core::FaultKind;
using core::Object;
using core::ResourceId;
using core::Value;
using store::Entry;
using store::EntryPtr;
using store::Kind;
using store::Life;

bool has(const std::vector<Drift>& drifts, DriftKind what) {
  return std::any_of(drifts.begin(), drifts.end(), [what](const Drift& drift) { return drift.what == what; });
}

core::Failure differs_otherwise() {
  return core::failure(
      FaultKind::PreconditionFailed,
      "it differs otherwise than when the repair was shown, so nothing was sent; expected another look "
      "with \"scimbridge sync\"");
}

/// Access that a deletion took is taken again; the person stays hidden.
core::Result<Decision> decide_deleted(const State& state, const Edit& edit, const EntryPtr& before) {
  Entry active = *before;
  active.shown = active.shown.with("active", true);
  const Object after = before->shown.with("active", false);
  auto departing = plan_departure(state, edit, active, after, TakenBy::Deletion);
  if (!departing) return departing.passed_on();
  Decision decision;
  decision.before = before;
  decision.removed = true;
  decision.row = before->row;
  decision.row.asked = after;
  decision.row.leaving = std::move(departing->leaving);
  decision.plan = std::move(departing->plan);
  return decision;
}

core::Result<Decision> decide_visible(const State& state, const Edit& edit, const EntryPtr& before,
                                      const std::vector<Drift>& drifts) {
  const bool downgraded = has(drifts, DriftKind::DowngradedHasRoles);
  const bool roles_meant =
      std::any_of(drifts.begin(), drifts.end(), [](const Drift& drift) { return drift.attribute == "roles"; });
  // The name is no drift, whatever is taken for it now.
  const Object as_asked = before->row.asked.with("userName", core::text_or_empty(before->shown, "userName"));
  const Object after = downgraded ? before->shown.with("active", false) : as_asked;
  auto decision = decide_person_after(state, edit, before, after, roles_meant);
  // What is noted of the record is a change, though nothing is sent for it.
  if (decision) decision->nothing = false;
  return decision;
}

core::Result<Decision> decide_known_group(const State& state, const Edit& edit, const EntryPtr& before,
                                          const std::vector<Drift>& drifts) {
  MembershipDelta delta;
  for (const Drift& drift : drifts) {
    if (drift.what == DriftKind::MemberMissing) delta.joining.push_back(drift.member);
    if (drift.what == DriftKind::MemberAdded) delta.leaving.push_back(drift.member);
  }
  return decide_group_after(state, edit, before, before->row.asked, delta);
}

/// Whoever was taken out of the group, or put back, meanwhile is not missing any more.
core::Result<Decision> decide_return(const State& state, const Edit& edit, const EntryPtr& before,
                                     const std::vector<ResourceId>& back) {
  MembershipDelta delta;
  for (const ResourceId& id :
       before->row.life == Life::Visible ? state.index.missing_members(before->row.id) : std::vector<ResourceId>()) {
    if (std::find(back.begin(), back.end(), id) != back.end()) delta.joining.push_back(id);
  }
  if (!delta.joining.empty()) return decide_group_after(state, edit, before, before->shown, delta);
  Decision decision;
  decision.before = before;
  decision.row = before->row;
  decision.nothing = true;
  return decision;
}

/// Roles that the tenant does not grant don't come back by themselves.
Object with_grantable_roles(const State& state, const Object& user) {
  const Value* roles = user.find("roles");
  const core::Array* list = roles != nullptr ? roles->if_array() : nullptr;
  if (list == nullptr) return user;
  std::vector<Value> kept;
  for (const Value& role : *list) {
    const auto names = route::roles_named(Object{{"roles", core::Array{role}}});
    const bool granted = std::all_of(names.begin(), names.end(), [&](std::string_view name) {
      return state.settings.policy.grantable_roles.contains(std::string(name));
    });
    if (granted) kept.push_back(role);
  }
  return kept.empty() ? user.without("roles") : user.with("roles", core::Array(std::move(kept)));
}

/// As it was, without anything that Smartsheet told of it.
Decision made_again(const LostResource& lost) {
  store::Row row = lost.row;
  row.links.clear();
  row.leaving = {};
  row.removed_active.reset();
  // At the end of the lists, as whatever is new in Smartsheet.
  row.order = 0;
  Decision decision;
  decision.row = row;
  row.leaving.how = row.kind == Kind::User ? store::Departure::Removed : store::Departure::None;
  decision.before = std::make_shared<const Entry>(Entry{std::move(row), lost.row.asked, {}});
  return decision;
}

/// Under the same id, and asked for in the groups of before: they are missing there until they are added again.
core::Result<Decision> decide_lost_person(const State& state, const Edit& edit, const LostResource& lost) {
  Decision decision = made_again(lost);
  Object wanted = with_grantable_roles(state, lost.row.asked);
  // What bare userNames mean may have changed since.
  if (!state.settings.bare_names.same(core::text_or_empty(wanted, "userName"), lost.row.name)) {
    wanted = wanted.with("userName", lost.row.name);
  }
  const auto way = route_for_new_person(state, edit, lost.row.name);
  if (!way) return way.passed_on();
  auto plan = route::plan_creation(*way, creation_of(state, *way, wanted), state.settings.policy);
  if (!plan) return plan.passed_on();
  decision.plan = std::move(*plan);
  decision.row.asked = wanted;
  for (const ResourceId& group : lost.memberships) {
    const EntryPtr known = state.index.find(Kind::Group, group);
    if (!known || known->row.life != Life::Visible) continue;
    decision.memberships.push_back({group, {lost.row.id}, {}, true});
    decision.memberships.push_back({group, {}, {lost.row.id}, false});
  }
  return decision;
}

core::Result<Decision> decide_lost_group(const State& state, const Edit& edit, const LostResource& lost) {
  std::vector<ResourceId> members;
  std::copy_if(lost.memberships.begin(), lost.memberships.end(), std::back_inserter(members),
               [&](const ResourceId& id) {
                 const EntryPtr person = state.index.find(Kind::User, id);
                 return person && person->row.life == Life::Visible && route::is_active(person->shown);
               });
  const auto aim = aim_at_group(state, edit, nullptr, members, {});
  if (!aim) return aim.passed_on();
  Decision decision = made_again(lost);
  decision.plan = route::plan_group_creation(aim->aim.way, lost.row.name, aim->members.joining);
  return decision;
}

core::Result<Decision> decide_lost(const State& state, const Edit& edit, const Repair& repair,
                                   const store::Lost& lost) {
  const auto gone = lost_from(lost);
  if (!gone || !are_same(drift_of_lost(state, lost), repair.shown)) return differs_otherwise();
  return edit.kind == Kind::User ? decide_lost_person(state, edit, *gone) : decide_lost_group(state, edit, *gone);
}

}  // namespace

core::Result<Decision> decide_repair(const State& state, const Edit& edit, const Repair& repair) {
  const EntryPtr before = state.index.find(edit.kind, repair.id);
  if (!before) {
    const store::Lost* lost = state.lost.find(edit.kind, repair.id);
    return lost != nullptr ? decide_lost(state, edit, repair, *lost) : differs_otherwise();
  }
  if (!repair.back.empty()) return decide_return(state, edit, before, repair.back);
  const std::vector<Drift> drifts = drift_of(state, *before);
  if (drifts.empty() || !are_same(drifts, repair.shown)) return differs_otherwise();
  if (edit.kind == Kind::Group) return decide_known_group(state, edit, before, drifts);
  return before->row.life == Life::Deleted ? decide_deleted(state, edit, before)
                                           : decide_visible(state, edit, before, drifts);
}

}  // namespace bridge::work
