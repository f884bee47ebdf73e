#include <utility>

#include "bridge/core/ascii_case.hpp"
#include "bridge/scim/resource.hpp"
#include "decision.hpp"
#include "membership.hpp"

namespace bridge::work {

namespace {

namespace rest = route::smartsheet_rest;
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

core::UpstreamId upstream_of(const store::Row& row) {
  const auto link = row.links.find(std::string(kRestRoute));
  return link != row.links.end() ? link->second : core::UpstreamId(row.id.text);
}

core::Result<Decision> decide_new(const State& state, const Create& create, const std::string& client) {
  auto members = first_members(state, member_ids(create.wanted));
  if (!members) return members.passed_on();
  Decision decision;
  decision.created = true;
  decision.row = new_row(state, Kind::Group, display_name(create.wanted));
  Object asked = create.wanted.without("members");
  take_external_id(asked, decision.row, client);
  decision.row.asked = asked;
  decision.plan = rest::plan_group_creation(display_name(asked), *members);
  return decision;
}

/// What PUT, PATCH and a repeated POST come to: a name, attributes of the row, and members.
core::Result<Decision> decide_after(const State& state, const EntryPtr& before, Object after,
                                    const MembershipDelta& delta, const std::string& client) {
  Decision decision;
  decision.before = before;
  decision.row = before->row;
  take_external_id(after, decision.row, client);
  const std::string name(display_name(after));
  const bool renamed = name != display_name(before->shown);
  if (renamed) {
    const EntryPtr other = state.index.find_by_name(Kind::Group, name);
    if (other && other->row.id != before->row.id) return name_taken();
  }
  decision.plan = rest::plan_group_change(upstream_of(before->row), renamed ? std::optional(name) : std::nullopt,
                                          delta.joining, delta.leaving);
  if (!delta.confirmed.empty()) decision.memberships.push_back({before->row.id, delta.confirmed, {}, true});
  const bool same = after == before->shown && decision.row.external_ids == before->row.external_ids;
  decision.nothing = same && delta.empty();
  decision.row.asked = after;
  decision.row.name = name;
  decision.row.managed = true;
  return decision;
}

core::Result<Decision> decide_replace(const State& state, const EntryPtr& before, const Object& wanted,
                                      const std::string& client) {
  auto after =
      scim::replace_resource(with_external_id(*before, client), wanted.without("members"), state.schemas.group());
  if (!after) return after.passed_on();
  auto delta = membership_replaced(state, before->row.id, member_ids(wanted), is_adopted(*before));
  if (!delta) return delta.passed_on();
  return decide_after(state, before, *after, *delta, client);
}

core::Result<Decision> decide_modify(const State& state, const EntryPtr& before, const Modify& modify,
                                     const std::string& client) {
  const scim::ResourceType& type = state.schemas.group();
  const Object resource = with_external_id(*before, client);
  if (const auto edits = scim::member_edits(modify.patch, type)) {
    auto after = edits->attributes.operations.empty() ? core::Result<Object>(resource)
                                                      : scim::apply_patch(resource, edits->attributes, type);
    if (!after) return after.passed_on();
    auto delta = membership_delta(state, before->row.id, edits->members, is_adopted(*before));
    if (!delta) return delta.passed_on();
    return decide_after(state, before, *after, *delta, client);
  }
  auto after = scim::apply_patch(with_members(state, resource, before->row.id), modify.patch, type);
  if (!after) return after.passed_on();
  auto delta = membership_replaced(state, before->row.id, member_ids(*after), is_adopted(*before));
  if (!delta) return delta.passed_on();
  return decide_after(state, before, after->without("members"), *delta, client);
}

/// A group that was there before is let go, not deleted: its shares would be lost with it.
core::Result<Decision> decide_remove(const EntryPtr& before) {
  Decision decision;
  decision.before = before;
  decision.removed = true;
  decision.row = before->row;
  if (before->row.origin == store::Origin::Found) {
    decision.row.life = Life::Deleted;
  } else {
    decision.plan = rest::plan_group_removal(upstream_of(before->row));
    decision.dropped = true;
  }
  return decision;
}

core::Result<Decision> decide_create(const State& state, const Create& create, const std::string& client) {
  const EntryPtr known = state.index.find_by_name(Kind::Group, display_name(create.wanted));
  if (!known) return decide_new(state, create, client);
  const bool detached = known->row.life == Life::Deleted;
  if (!detached && !is_lost_creation(state, *known)) return name_taken();
  auto decision = decide_replace(state, known, create.wanted, client);
  if (!decision) return decision;
  decision->nothing = false;
  decision->created = true;
  decision->row.life = Life::Visible;
  return decision;
}

}  // namespace

core::Result<Decision> decide_group(const State& state, const Edit& edit) {
  return decide_by_verb(
      state, edit, [&](const Create& create) { return decide_create(state, create, edit.client); },
      [&](const EntryPtr& before, const Replace& replace) {
        return decide_replace(state, before, replace.wanted, edit.client);
      },
      [&](const EntryPtr& before, const Modify& modify) { return decide_modify(state, before, modify, edit.client); },
      [&](const EntryPtr& before) { return decide_remove(before); });
}

}  // namespace bridge::work
