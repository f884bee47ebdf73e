#include "emulator/scim_group_draft.hpp"

#include <algorithm>

#include "bridge/core/ascii_case.hpp"
#include "emulator/scim_ids.hpp"
#include "emulator/scim_patch.hpp"
#include "emulator/scim_reader.hpp"

namespace bridge::emulator {

namespace {

std::optional<ApiError> add_member(const ScimOperation& operation, const core::Value& item, MemberList& members) {
  const core::Object* record = item.if_object();
  const core::Value* value = record == nullptr ? nullptr : record->find_ignoring_case("value");
  if (value == nullptr || value->if_string() == nullptr) {
    return scim_refuse("invalidSyntax", "members: expected objects with value as text");
  }
  const std::string& id = *value->if_string();
  const User* user = operation.anybody(id);
  if (user == nullptr) return scim_refuse("invalidValue", "members: nobody has the id " + id);
  const bool inactive = user->status == Status::Declined || user->status == Status::Deactivated;
  if (inactive && operation.facts().inactive_members_refused && !members.contains(user->id)) {
    return scim_refuse("invalidValue", "members: " + id + " is not active");
  }
  members.add(user->id);
  return std::nullopt;
}

std::optional<ApiError> add_members_of(const ScimOperation& operation, const core::Value& value, MemberList& members) {
  const core::Array* items = value.if_array();
  if (items == nullptr) return scim_refuse("invalidSyntax", "members: expected an array");
  for (const core::Value& item : *items) {
    if (auto refused = add_member(operation, item, members)) return refused;
  }
  return std::nullopt;
}

std::optional<ApiError> put_text(std::string_view name, const PatchStep& step, const core::Value& value,
                                 std::string& target) {
  if (step.kind == PatchKind::Remove || value.is_null()) {
    target.clear();
    return std::nullopt;
  }
  const std::string* text = value.if_string();
  if (text == nullptr) return scim_refuse("invalidSyntax", std::string(name) + ": expected text");
  target = *text;
  return std::nullopt;
}

std::optional<ApiError> apply_attribute(const ScimOperation& operation, std::string_view name, const PatchStep& step,
                                        const core::Value& value, GroupDraft& draft) {
  if (core::equal_ignoring_case(name, "displayName")) return put_text(name, step, value, draft.name);
  if (core::equal_ignoring_case(name, "externalId")) return put_text(name, step, value, draft.external_id);
  if (!core::equal_ignoring_case(name, "members") || step.kind == PatchKind::Remove) return scim_no_such_path(name);
  if (step.kind == PatchKind::Replace) draft.members = {};
  return add_members_of(operation, value, draft.members);
}

/// `members[value eq "id"]`; who is no member stays none.
std::optional<ApiError> remove_member_of(const ScimOperation& operation, const PatchStep& step, GroupDraft& draft) {
  const ScimPath& path = *step.path;
  const bool fits =
      core::equal_ignoring_case(path.attribute, "members") && path.sub.empty() && step.kind == PatchKind::Remove;
  if (!fits) return scim_no_such_path(path.attribute + "[…]");
  if (!core::equal_ignoring_case(path.filter->attribute, "value")) {
    return scim_refuse("invalidFilter", "members: expected a filter on value");
  }
  if (const auto id = rest_id_of(path.filter->value, operation.facts().scim_ids)) draft.members.remove(*id);
  return std::nullopt;
}

std::optional<ApiError> apply_step(const ScimOperation& operation, const PatchStep& step, GroupDraft& draft) {
  if (!step.path) {
    for (const core::Member& member : *step.value.if_object()) {
      if (auto refused = apply_attribute(operation, member.name, step, member.value, draft)) return refused;
    }
    return std::nullopt;
  }
  if (step.path->filter) return remove_member_of(operation, step, draft);
  if (step.path->enterprise || !step.path->sub.empty()) return scim_no_such_path(step.path->attribute);
  return apply_attribute(operation, step.path->attribute, step, step.value, draft);
}

std::optional<ApiError> refuse_nameless(const GroupDraft& draft) {
  if (!draft.name.empty()) return std::nullopt;
  return scim_refuse("invalidValue", "displayName: expected text that is not empty");
}

}  // namespace

std::variant<GroupDraft, ApiError> read_group(const ScimOperation& operation) {
  if (auto refused = refuse_schemas(operation.shared.body, kGroupSchema)) return *refused;
  const core::Object& body = *operation.shared.body.if_object();
  ScimReader reader;
  GroupDraft draft{reader.text(body, "displayName"), reader.text(body, "externalId"), {}};
  const core::Array members = reader.array(body, "members");
  if (reader.problem()) return *reader.problem();
  if (auto refused = refuse_nameless(draft)) return *refused;
  if (auto refused = add_members_of(operation, members, draft.members)) return *refused;
  return draft;
}

std::variant<GroupDraft, ApiError> patched_group(const ScimOperation& operation, const Group& group) {
  const auto steps = read_patch(operation.shared.body);
  if (const ApiError* refused = std::get_if<ApiError>(&steps)) return *refused;
  GroupDraft draft{group.name, group.external_id, group.members};
  for (const PatchStep& step : std::get<std::vector<PatchStep>>(steps)) {
    if (auto refused = apply_step(operation, step, draft)) return *refused;
  }
  if (auto refused = refuse_nameless(draft)) return *refused;
  return draft;
}

bool same_members(const MemberList& a, const MemberList& b) {
  return a.ids().size() == b.ids().size() &&
         std::all_of(a.ids().begin(), a.ids().end(), [&](std::int64_t id) { return b.contains(id); });
}

}  // namespace bridge::emulator
