#include <utility>

#include "bridge/core/ascii_case.hpp"
#include "bridge/route/routes.hpp"
#include "bridge/scim/resource.hpp"
#include "decision.hpp"
#include "membership.hpp"

namespace bridge::work {

namespace {

using core::FaultKind;
using core::Object;
using store::EntryPtr;
using store::Kind;
using store::Life;

std::string_view display_name(const Object& group) { return core::text_or_empty(group, "displayName"); }

/// It was there before: members that the identity provider never asked for are not its to remove.
bool is_adopted(const store::Entry& group) { return group.row.origin == store::Origin::Found; }

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
  const bool same = after == before->shown && decision.row.external_ids == before->row.external_ids;
  decision.nothing = same && delta.empty();
  decision.row.asked = after;
  decision.row.name = name;
  decision.row.managed = true;
  return decision;
}

core::Result<Decision> decide_replace(const State& state, const Edit& edit, const EntryPtr& before,
                                      const Object& wanted) {
  auto after =
      scim::replace_resource(with_external_id(*before, edit.client), wanted.without("members"), state.schemas.group());
  if (!after) return after.passed_on();
  auto delta = membership_replaced(state, before->row.id, member_ids(wanted), is_adopted(*before));
  if (!delta) return delta.passed_on();
  return decide_after(state, edit, before, *after, *delta);
}

core::Result<Decision> decide_modify(const State& state, const Edit& edit, const EntryPtr& before,
                                     const Modify& modify) {
  const scim::ResourceType& type = state.schemas.group();
  const Object resource = with_external_id(*before, edit.client);
  if (const auto edits = scim::member_edits(modify.patch, type)) {
    auto after = edits->attributes.operations.empty() ? core::Result<Object>(resource)
                                                      : scim::apply_patch(resource, edits->attributes, type);
    if (!after) return after.passed_on();
    auto delta = membership_delta(state, before->row.id, edits->members, is_adopted(*before));
    if (!delta) return delta.passed_on();
    return decide_after(state, edit, before, *after, *delta);
  }
  auto after = scim::apply_patch(with_members(state, resource, before->row.id), modify.patch, type);
  if (!after) return after.passed_on();
  auto delta = membership_replaced(state, before->row.id, member_ids(*after), is_adopted(*before));
  if (!delta) return delta.passed_on();
  return decide_after(state, edit, before, after->without("members"), *delta);
}

/// A group that was there before is let go, not deleted: its shares would be lost with it.
core::Result<Decision> decide_remove(const State& state, const Edit& edit, const EntryPtr& before) {
  Decision decision;
  decision.before = before;
  decision.removed = true;
  decision.row = before->row;
  if (before->row.origin == store::Origin::Found) {
    decision.row.life = Life::Deleted;
  } else {
    const auto aim = aim_at_group(state, edit, &before->row, {}, {});
    if (!aim) return aim.passed_on();
    decision.plan = route::plan_group_removal(aim->aim.way, aim->aim.upstream);
    decision.dropped = true;
  }
  return decision;
}

core::Result<Decision> decide_create(const State& state, const Edit& edit, const Create& create) {
  const EntryPtr known = state.index.find_by_name(Kind::Group, display_name(create.wanted));
  if (!known) return decide_new(state, edit, create);
  const bool detached = known->row.life == Life::Deleted;
  if (!detached && !is_lost_creation(state, *known)) return name_taken();
  auto decision = decide_replace(state, edit, known, create.wanted);
  if (!decision) return decision;
  decision->nothing = false;
  decision->created = true;
  decision->row.life = Life::Visible;
  return decision;
}

}  // namespace

core::Result<Decision> decide_group(const State& state, const Edit& edit) {
  return decide_by_verb(
      state, edit, [&](const Create& create) { return decide_create(state, edit, create); },
      [&](const EntryPtr& before, const Replace& replace) {
        return decide_replace(state, edit, before, replace.wanted);
      },
      [&](const EntryPtr& before, const Modify& modify) { return decide_modify(state, edit, before, modify); },
      [&](const EntryPtr& before) { return decide_remove(state, edit, before); });
}

}  // namespace bridge::work
