#include <algorithm>
#include <iterator>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "bridge/core/ascii_case.hpp"
#include "bridge/route/routes.hpp"
#include "bridge/scim/resource.hpp"
#include "decision.hpp"
#include "group_patch.hpp"
#include "membership.hpp"

namespace bridge::work {

namespace {

using core::FaultKind;
using core::Object;
using store::EntryPtr;
using store::Kind;
using store::Life;

std::string_view display_name(const Object& group) { return core::text_or_empty(group, "displayName"); }

bool is_found(const store::Entry& group) { return group.row.origin == store::Origin::Found; }

/// Of a group that was there before: members whom the identity provider never asked for are not its to remove.
bool spares_others(const State& state, const store::Entry& group) {
  return is_found(group) && state.settings.access.groups.authority == core::Authority::Managed;
}

/// Whether members who were there before become the identity provider's own.
bool claims_anybody(const State& state, const store::Entry& group, const std::vector<core::ResourceId>& confirmed) {
  if (confirmed.empty() || !spares_others(state, group)) return false;
  return std::any_of(confirmed.begin(), confirmed.end(),
                     [&](const core::ResourceId& id) { return !state.index.is_asked_member(group.row.id, id); });
}

core::Failure name_taken() {
  return core::failure(FaultKind::Uniqueness, "displayName: a Group with this displayName exists already");
}

core::Result<Decision> decide_new(const State& state, const Edit& edit, const Create& create) {
  auto members = first_members(state, member_ids(create.wanted));
  if (!members) return members.passed_on();
  const auto aim = aim_at_group(state, edit, nullptr, *members, {});
  if (!aim) return aim.passed_on();
  Decision decision;
  decision.created = true;
  decision.row = new_row(state, Kind::Group, display_name(create.wanted));
  Object asked = create.wanted.without("members");
  take_external_id(asked, decision.row, edit.client);
  decision.row.asked = asked;
  decision.plan = route::plan_group_creation(aim->aim.way, display_name(asked), aim->members.joining);
  return decision;
}

/// What PUT, PATCH and a repeated POST come to: a name, attributes of the row, and members.
core::Result<Decision> decide_after(const State& state, const Edit& edit, const EntryPtr& before, Object after,
                                    const MembershipDelta& delta) {
  Decision decision;
  decision.before = before;
  decision.row = before->row;
  take_external_id(after, decision.row, edit.client);
  const std::string name(display_name(after));
  const bool renamed = name != display_name(before->shown);
  if (renamed) {
    const EntryPtr other = state.index.find_by_name(Kind::Group, name);
    if (other && other->row.id != before->row.id) return name_taken();
  }
  const auto aim = aim_at_group(state, edit, &before->row, delta.joining, delta.leaving);
  if (!aim) return aim.passed_on();
  decision.plan =
      route::plan_group_change(aim->aim.way, aim->aim.upstream, renamed ? std::optional(name) : std::nullopt,
                               aim->members.joining, aim->members.leaving);
  if (!delta.confirmed.empty()) decision.memberships.push_back({before->row.id, delta.confirmed, {}, true});
  if (!delta.forgotten.empty()) decision.memberships.push_back({before->row.id, {}, delta.forgotten, true});
  const bool same = after == before->shown && decision.row.external_ids == before->row.external_ids;
  decision.nothing =
      same && delta.empty() && delta.forgotten.empty() && !claims_anybody(state, *before, delta.confirmed);
  decision.row.asked = after;
  decision.row.name = name;
  decision.row.managed = true;
  return decision;
}

/// `members` of which nothing is said stay.
core::Result<Decision> decide_replace(const State& state, const Edit& edit, const EntryPtr& before,
                                      const Object& wanted, bool clears_members) {
  auto after =
      scim::replace_resource(as_client_sees(*before, edit.client), wanted.without("members"), state.schemas.group());
  if (!after) return after.passed_on();
  if (!names_members(wanted, clears_members)) return decide_after(state, edit, before, *after, {});
  auto delta = membership_replaced(state, before->row.id, member_ids(wanted), spares_others(state, *before));
  if (!delta) return delta.passed_on();
  return decide_after(state, edit, before, *after, *delta);
}

std::vector<std::string> texts(const std::vector<core::ResourceId>& ids) {
  std::vector<std::string> list;
  for (const core::ResourceId& id : ids) list.push_back(id.text);
  return list;
}

/// Who of `before` leaves, and who joins, for a group's `members` to be `after`.
std::vector<scim::MemberEdit> differences(const std::vector<std::string>& before,
                                          const std::vector<std::string>& may_leave,
                                          const std::vector<std::string>& after) {
  const auto not_in = [](const std::vector<std::string>& ids, const std::vector<std::string>& others) {
    const std::unordered_set<std::string> known(others.begin(), others.end());
    std::vector<std::string> left;
    std::copy_if(ids.begin(), ids.end(), std::back_inserter(left),
                 [&](const std::string& id) { return !known.contains(id); });
    return left;
  };
  return {scim::RemoveMembers{not_in(may_leave, after)}, scim::AddMembers{not_in(after, before)}};
}

core::Result<Decision> decide_modify(const State& state, const Edit& edit, const EntryPtr& before,
                                     const Modify& modify) {
  const scim::ResourceType& type = state.schemas.group();
  const Object resource = as_client_sees(*before, edit.client);
  if (const auto edits = scim::member_edits(modify.patch, type)) {
    auto after = edits->attributes.operations.empty() ? core::Result<Object>(resource)
                                                      : scim::apply_patch(resource, edits->attributes, type);
    if (!after) return after.passed_on();
    auto delta = membership_delta(state, before->row.id, edits->members, spares_others(state, *before));
    if (!delta) return delta.passed_on();
    return decide_after(state, edit, before, *after, *delta);
  }
  const Object whole = with_members(state, resource, before->row.id);
  auto after = scim::apply_patch(whole, modify.patch, type);
  if (!after) return after.passed_on();
  // Those who were in an adopted group before leave it only when they are named.
  const bool all = sets_all_members(modify.patch);
  const bool asked_only = spares_others(state, *before) && !names_who_leaves(modify.patch);
  const std::vector<std::string> may_leave = texts(state.index.members(before->row.id, asked_only));
  auto delta = all ? membership_replaced(state, before->row.id, member_ids(*after), spares_others(state, *before))
                   : membership_delta(state, before->row.id,
                                      differences(member_ids(whole), may_leave, member_ids(*after)), false);
  if (!delta) return delta.passed_on();
  return decide_after(state, edit, before, after->without("members"), *delta);
}

/// A group that was there before is let go, not deleted, unless the tenant wants it so: its shares would be lost
/// with it.
core::Result<Decision> decide_remove(const State& state, const Edit& edit, const EntryPtr& before) {
  Decision decision;
  decision.before = before;
  decision.removed = true;
  decision.row = before->row;
  const bool detaches = state.settings.access.groups.on_delete == core::OnGroupDelete::Detach;
  if (is_found(*before) && detaches) {
    decision.row.life = Life::Deleted;
  } else {
    const auto aim = aim_at_group(state, edit, &before->row, {}, {});
    if (!aim) return aim.passed_on();
    decision.plan = route::plan_group_removal(aim->aim.way, aim->aim.upstream);
    decision.dropped = true;
  }
  return decision;
}

/// A group that Smartsheet has: who was in it stays, the named join.
core::Result<Decision> decide_adoption(const State& state, const Edit& edit, const EntryPtr& before,
                                       const Object& wanted) {
  auto after =
      scim::replace_resource(as_client_sees(*before, edit.client), wanted.without("members"), state.schemas.group());
  if (!after) return after.passed_on();
  auto delta = membership_delta(state, before->row.id, {scim::AddMembers{member_ids(wanted)}}, true);
  if (!delta) return delta.passed_on();
  return decide_after(state, edit, before, *after, *delta);
}

core::Result<Decision> decide_create(const State& state, const Edit& edit, const Create& create) {
  const EntryPtr known = state.index.find_by_name(Kind::Group, display_name(create.wanted));
  if (!known) return decide_new(state, edit, create);
  const bool detached = known->row.life == Life::Deleted;
  const bool adopts = may_be_adopted(state, *known);
  if (!detached && !adopts && !is_lost_creation(state, *known)) return name_taken();
  // Deleting the group ended the memberships that the identity provider had asked for.
  auto decision = adopts ? decide_adoption(state, edit, known, create.wanted)
                         : decide_replace(state, edit, known, create.wanted, detached);
  if (!decision) return decision;
  decision->nothing = false;
  decision->created = true;
  decision->row.life = Life::Visible;
  return decision;
}

}  // namespace

core::Result<Decision> decide_left(const State& state, const Edit& edit, const EntryPtr& before,
                                   const MembersLeft& left) {
  const auto delta = membership_left(state, before->row.id, left);
  const auto aim = aim_at_group(state, edit, &before->row, delta.joining, delta.leaving);
  if (!aim) return aim.passed_on();
  Decision decision;
  decision.before = before;
  decision.row = before->row;
  // What was changed in Smartsheet between two turns stays shown once its record counts as known when asked.
  decision.row.asked = before->shown;
  decision.plan = route::plan_group_change(aim->aim.way, aim->aim.upstream, std::nullopt, aim->members.joining,
                                           aim->members.leaving);
  return decision;
}

core::Result<Decision> decide_group(const State& state, const Edit& edit) {
  return decide_by_verb(
      state, edit, [&](const Create& create) { return decide_create(state, edit, create); },
      [&](const EntryPtr& before, const Replace& replace) {
        return decide_replace(state, edit, before, replace.wanted, replace.clears_members);
      },
      [&](const EntryPtr& before, const Modify& modify) { return decide_modify(state, edit, before, modify); },
      [&](const EntryPtr& before) { return decide_remove(state, edit, before); });
}

core::Result<Decision> decide_group_after(const State& state, const Edit& edit, const EntryPtr& before, Object after,
                                          const MembershipDelta& delta) {
  return decide_after(state, edit, before, std::move(after), delta);
}

}  // namespace bridge::work
