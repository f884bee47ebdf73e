#include "bridge/route/smartsheet_scim/groups.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "bridge/core/ascii_case.hpp"
#include "bridge/json/codec.hpp"
#include "bridge/route/record.hpp"
#include "bridge/scim/urns.hpp"
#include "route/smartsheet_scim/patch_body.hpp"
#include "route/smartsheet_scim/resource.hpp"

namespace bridge::route::smartsheet_scim {

namespace {

using core::Array;
using core::Object;
using core::Value;
using MemberIterator = std::vector<GroupMember>::const_iterator;

std::vector<core::ResourceId> ids(MemberIterator begin, MemberIterator end) {
  std::vector<core::ResourceId> list;
  std::transform(begin, end, std::back_inserter(list), [](const GroupMember& member) { return member.id; });
  return list;
}

Array references(MemberIterator begin, MemberIterator end) {
  std::vector<Value> list;
  std::transform(begin, end, std::back_inserter(list), [](const GroupMember& member) {
    return Value(Object{{"value", member.upstream.text}});
  });
  return Array(std::move(list));
}

Value removal_of(const core::UpstreamId& person) {
  return remove("members[value eq " + json::write(Value(person.text)) + "]");
}

std::vector<Value> removals(MemberIterator begin, MemberIterator end) {
  std::vector<Value> list;
  std::transform(begin, end, std::back_inserter(list),
                 [](const GroupMember& member) { return removal_of(member.upstream); });
  return list;
}

MemberIterator end_of_part(MemberIterator begin, MemberIterator end) {
  return begin + std::min<std::ptrdiff_t>(end - begin, static_cast<std::ptrdiff_t>(kMembersInOneCall));
}

Step group_step(Purpose purpose, ScimCall call, std::vector<core::ResourceId> members = {}) {
  return {purpose, std::move(call), OnUnknown::Repeat, std::move(members), {}};
}

void append_additions(Plan& plan, const std::string& path, MemberIterator begin, MemberIterator end) {
  while (begin != end) {
    const MemberIterator part = end_of_part(begin, end);
    ScimCall call = patch(path, {add("members", references(begin, part))});
    plan.steps.push_back(group_step(Purpose::AddMembers, std::move(call), ids(begin, part)));
    begin = part;
  }
}

void append_removals(Plan& plan, const std::string& path, MemberIterator begin, MemberIterator end) {
  while (begin != end) {
    const MemberIterator part = end_of_part(begin, end);
    plan.steps.push_back(group_step(Purpose::RemoveMembers, patch(path, removals(begin, part)), ids(begin, part)));
    begin = part;
  }
}

const Object* answered_group(const Value& answer) {
  const Object* object = answer.if_object();
  return object != nullptr && is_resource(*object) && !text_under(*object, "displayName").empty() ? object : nullptr;
}

/// The name in the body of a rename.
std::string_view sent_name(const Object& body) {
  const Array* operations = array_under(body, "Operations");
  if (operations == nullptr) return {};
  for (const Value& operation : *operations) {
    const Object* object = operation.if_object();
    if (object != nullptr && core::text_or_empty(*object, "path") == "displayName") {
      return core::text_or_empty(*object, "value");
    }
  }
  return {};
}

/// A record of REST's form keeps it until the service has told the group's own.
Object renamed(const Step& step, const Object& seen) {
  const Object* body = view(step.call).body.if_object();
  const std::string_view name = body != nullptr ? sent_name(*body) : std::string_view();
  if (name.empty()) return seen;
  if (!seen.empty() && form_of(seen) == Form::Rest) return seen.with("name", name);
  return stable_group(seen.with("displayName", name));
}

std::string_view modified_at(const Object& resource) {
  const Object* meta = object_under(resource, "meta");
  return meta != nullptr ? text_under(*meta, "lastModified") : text_under(resource, "modifiedAt");
}

}  // namespace

Object stable_group(const Object& resource) {
  std::vector<core::Member> group{{"schemas", Array{scim::kGroupUrn}}};
  const auto put = [&](std::string_view name, std::string_view text) {
    if (!text.empty()) group.push_back({std::string(name), Value(text)});
  };
  put("id", id_under(resource, "id"));
  put("displayName", text_under(resource, "displayName"));
  put("modifiedAt", modified_at(resource));
  return Object(std::move(group));
}

namespace {

/// Not with the change time of the answer: somebody may have changed the members since the one that is known, or
/// within the second of the answer, and by that time the next refresh would take them for read.
Object changed(const Object& answered, const Object& seen) {
  const Object after = stable_group(answered).without("modifiedAt");
  const std::string_view known = modified_at(seen);
  return known.empty() ? after : after.with("modifiedAt", known);
}

}  // namespace

Object read_group(const Object& resource) {
  return Object{{"schemas", Array{scim::kGroupUrn}}, {"displayName", text_under(resource, "displayName")}};
}

Plan plan_group_creation(std::string_view name, const std::vector<GroupMember>& members) {
  const MemberIterator rest = end_of_part(members.begin(), members.end());
  Object body{{"schemas", Array{scim::kGroupUrn}}, {"displayName", name}};
  if (!members.empty()) body = body.with("members", references(members.begin(), rest));
  Plan plan;
  plan.steps.push_back(
      {Purpose::CreateGroup, ScimCall{"POST", "/Groups", body}, OnUnknown::LookUp, ids(members.begin(), rest), {}});
  append_additions(plan, "/Groups/" + id_of_step(0), rest, members.end());
  return plan;
}

Plan plan_group_change(const core::UpstreamId& group, const std::optional<std::string>& new_name,
                       const std::vector<GroupMember>& joining, const std::vector<GroupMember>& leaving) {
  const std::string path = group_path(group);
  Plan plan;
  if (new_name) {
    plan.steps.push_back(group_step(Purpose::ChangeGroup, patch(path, {replace("displayName", *new_name)})));
  }
  append_additions(plan, path, joining.begin(), joining.end());
  append_removals(plan, path, leaving.begin(), leaving.end());
  return plan;
}

Plan plan_group_removal(const core::UpstreamId& group) {
  return {{group_step(Purpose::DeleteGroup, ScimCall{"DELETE", group_path(group), {}})}};
}

Step removal_from(const core::ResourceId& group, const core::UpstreamId& group_upstream, const core::ResourceId& person,
                  const core::UpstreamId& person_upstream) {
  Step step =
      group_step(Purpose::RemoveMembers, patch(group_path(group_upstream), {removal_of(person_upstream)}), {person});
  step.group = group;
  return step;
}

Object group_effect(const Step& step, const Value& answer, const Object& seen) {
  const Object* answered = answered_group(answer);
  switch (step.purpose) {
    case Purpose::CreateGroup: return answered != nullptr ? changed(*answered, {}) : seen;
    case Purpose::ChangeGroup: return answered != nullptr ? changed(*answered, seen) : renamed(step, seen);
    case Purpose::CreatePerson:
    case Purpose::ChangePerson:
    case Purpose::Deactivate:
    case Purpose::Reactivate:
    case Purpose::DeleteGroup:
    case Purpose::AddMembers:
    case Purpose::RemoveMembers:
    case Purpose::Downgrade:
    case Purpose::TransferGroup:
    case Purpose::RemovePerson:
    case Purpose::ConfirmPending:
    case Purpose::CancelInvitation: return seen;
  }
  return seen;
}

ScimCall get_group(const core::UpstreamId& id) { return {"GET", group_path(id), {}}; }

ScimCall list_groups(std::int64_t start_index) {
  return {"GET", "/Groups?startIndex=" + std::to_string(start_index) + "&count=1000", {}};
}

std::optional<std::vector<RecordedMember>> recorded_members(const Object& group) {
  const Array* elements = array_under(group, "members");
  if (elements == nullptr) return std::nullopt;
  std::vector<RecordedMember> members;
  for (const Value& element : *elements) {
    const Object* member = element.if_object();
    if (member == nullptr || core::equal_ignoring_case(text_under(*member, "type"), "Group")) continue;
    const std::string id = id_under(*member, "value");
    if (id.empty()) continue;
    Object record{{"schemas", user_schemas(false)}, {"id", id}};
    const std::string_view shown = text_under(*member, "display");
    if (!shown.empty()) record = record.with("displayName", shown);
    members.push_back({core::UpstreamId(id), record});
  }
  return members;
}

}  // namespace bridge::route::smartsheet_scim
