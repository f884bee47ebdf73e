#include "bridge/route/smartsheet_rest/groups.hpp"

#include <algorithm>

#include "bridge/route/record.hpp"
#include "bridge/route/smartsheet_rest/people.hpp"
#include "bridge/scim/urns.hpp"

namespace bridge::route::smartsheet_rest {

namespace {

using core::Array;
using core::Object;
using core::Value;

constexpr std::string_view kStableAttributes[] = {"id",      "name",      "description", "owner",
                                                  "ownerId", "createdAt", "modifiedAt"};

using MemberIterator = std::vector<GroupMember>::const_iterator;

Array addresses(MemberIterator begin, MemberIterator end) {
  std::vector<Value> list;
  std::transform(begin, end, std::back_inserter(list), [](const GroupMember& member) {
    return Value(Object{{"email", member.email}});
  });
  return Array(std::move(list));
}

std::vector<core::ResourceId> ids(MemberIterator begin, MemberIterator end) {
  std::vector<core::ResourceId> list;
  std::transform(begin, end, std::back_inserter(list), [](const GroupMember& member) { return member.id; });
  return list;
}

/// Always the array form: it leaves out who is a member already, where the single form refuses.
void append_additions(Plan& plan, const std::string& group_path, MemberIterator begin, MemberIterator end) {
  while (begin != end) {
    const auto count = std::min<std::ptrdiff_t>(end - begin, static_cast<std::ptrdiff_t>(kMembersInOneCall));
    plan.steps.push_back({Purpose::AddMembers,
                          RestCall{"POST", group_path + "/members", addresses(begin, begin + count)},
                          OnUnknown::Repeat,
                          ids(begin, begin + count),
                          {}});
    begin += count;
  }
}

const Object* answered_group(const Value& answer) {
  const Object* object = answer.if_object();
  const Value* result = object != nullptr ? object->find("result") : nullptr;
  return result != nullptr ? result->if_object() : nullptr;
}

}  // namespace

Object stable_group(const Object& record) {
  std::vector<core::Member> members;
  for (const std::string_view name : kStableAttributes) {
    const Value* value = record.find(name);
    if (value != nullptr && !value->is_null()) members.push_back({std::string(name), *value});
  }
  return Object(std::move(members));
}

Object read_group(const Object& record) {
  return Object{{"schemas", Array{scim::kGroupUrn}}, {"displayName", core::text_or_empty(record, "name")}};
}

Plan plan_group_creation(std::string_view name, const std::vector<GroupMember>& members) {
  const auto first = members.begin();
  const auto rest =
      first + std::min<std::ptrdiff_t>(members.end() - first, static_cast<std::ptrdiff_t>(kMembersInOneCall));
  Object body{{"name", name}};
  if (first != rest) body = body.with("members", addresses(first, rest));
  Plan plan;
  plan.steps.push_back(
      {Purpose::CreateGroup, RestCall{"POST", "/groups", body}, OnUnknown::LookUp, ids(first, rest), {}});
  append_additions(plan, "/groups/" + id_of_step(0), rest, members.end());
  return plan;
}

Plan plan_group_change(const core::UpstreamId& group, const std::optional<std::string>& new_name,
                       const std::vector<GroupMember>& joining, const std::vector<GroupMember>& leaving) {
  const std::string path = "/groups/" + group.text;
  Plan plan;
  if (new_name) {
    plan.steps.push_back(
        {Purpose::ChangeGroup, RestCall{"PUT", path, Object{{"name", *new_name}}}, OnUnknown::Repeat, {}, {}});
  }
  append_additions(plan, path, joining.begin(), joining.end());
  for (const GroupMember& member : leaving) {
    plan.steps.push_back({Purpose::RemoveMembers,
                          RestCall{"DELETE", path + "/members/" + member.upstream.text, {}},
                          OnUnknown::Repeat,
                          {member.id},
                          {}});
  }
  return plan;
}

Plan plan_group_removal(const core::UpstreamId& group) {
  return {{{Purpose::DeleteGroup, RestCall{"DELETE", "/groups/" + group.text, {}}, OnUnknown::Repeat, {}, {}}}};
}

Object group_effect(const Step& step, const Value& answer, const Object& record) {
  const Object seen = as_rest_group(record);
  const Object* answered = answered_group(answer);
  switch (step.purpose) {
    // Without its change time, as below: somebody may change the members within the very second of the creation.
    case Purpose::CreateGroup: return answered != nullptr ? stable_group(*answered).without("modifiedAt") : seen;
    case Purpose::ChangeGroup: {
      const auto& call = std::get<RestCall>(step.call);
      const Object* sent = call.body.if_object();
      // Not the change time of the answer: somebody may have changed the members since the one that is known, and
      // by that time the next refresh would take them for read.
      return sent != nullptr ? seen.with("name", core::text_or_empty(*sent, "name")) : seen;
    }
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

RestCall get_group(const core::UpstreamId& id) { return {"GET", "/groups/" + id.text, {}}; }

std::optional<std::vector<RecordedMember>> recorded_members(const Object& group_record) {
  const Value* list = group_record.find("members");
  const Array* items = list != nullptr ? list->if_array() : nullptr;
  if (items == nullptr) return std::nullopt;
  std::vector<RecordedMember> members;
  for (const Value& item : *items) {
    const Object* record = item.if_object();
    if (record == nullptr) continue;
    members.push_back({core::UpstreamId(record_id(*record)), *record});
  }
  return members;
}

}  // namespace bridge::route::smartsheet_rest
