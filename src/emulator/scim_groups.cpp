// /Groups and /Groups/{id} of the SCIM service.

#include "bridge/core/ascii_case.hpp"
#include "emulator/group_rules.hpp"
#include "emulator/scim_group_draft.hpp"
#include "emulator/scim_listing.hpp"

namespace bridge::emulator {

namespace {

ApiError unknown(const ScimOperation& operation) { return scim_unknown("no group has the id " + operation.id); }

/// The answer to a change.
core::Object changed_group(const ScimOperation& operation, const Group& group) {
  return render_scim_group(operation, group, !operation.facts().scim_late_members);
}

std::variant<core::Value, ApiError> change_group(const ScimOperation& operation, Group& group, GroupDraft draft) {
  if (draft.name != group.name) {
    if (auto refused = refuse_name(operation.shared, draft.name, group.id)) return in_scim(*refused);
  }
  const bool record = draft.name != group.name || draft.external_id != group.external_id;
  const bool members = !same_members(draft.members, group.members);
  group.name = std::move(draft.name);
  group.external_id = std::move(draft.external_id);
  group.members = std::move(draft.members);
  if (record || (members && operation.facts().membership_moves_modified_at)) group.modified_at = operation.shared.now;
  return core::Value(changed_group(operation, group));
}

}  // namespace

ScimAnswer scim_list_groups(ScimOperation& operation) {
  const auto filter = scim_filter_value(operation, "displayName");
  if (const ApiError* refused = std::get_if<ApiError>(&filter)) return *refused;
  const auto& name = std::get<std::optional<std::string>>(filter);
  std::vector<const Group*> groups = operation.shared.organisation.groups();
  if (name && operation.facts().scim_filters_names) {
    std::erase_if(groups, [&](const Group* group) { return !core::equal_ignoring_case(group->name, *name); });
  }
  return render_scim_list(operation, std::move(groups), [&](const Group& group) {
    return render_scim_group(operation, group, operation.facts().scim_group_list_has_members);
  });
}

ScimAnswer scim_get_group(ScimOperation& operation) {
  const Group* group = operation.group();
  if (group == nullptr) return unknown(operation);
  return ScimResult{200, render_scim_group(operation, *group, true)};
}

ScimAnswer scim_create_group(ScimOperation& operation) {
  auto read = read_group(operation);
  if (const ApiError* refused = std::get_if<ApiError>(&read)) return *refused;
  GroupDraft& draft = std::get<GroupDraft>(read);
  if (auto refused = refuse_name(operation.shared, draft.name, 0)) return in_scim(*refused);
  Group group;
  group.name = std::move(draft.name);
  group.external_id = std::move(draft.external_id);
  group.members = std::move(draft.members);
  group.owner_id = operation.shared.caller.user;
  group.created_at = group.modified_at = operation.shared.now;
  const Group& added = operation.shared.organisation.add_group(std::move(group));
  return ScimResult{201, changed_group(operation, added), scim_location("Groups", operation.scim_id(added.id))};
}

ScimAnswer scim_replace_group(ScimOperation& operation) {
  Group* group = operation.group();
  if (group == nullptr) return unknown(operation);
  auto read = read_group(operation);
  if (const ApiError* refused = std::get_if<ApiError>(&read)) return *refused;
  auto changed = change_group(operation, *group, std::get<GroupDraft>(std::move(read)));
  if (const ApiError* refused = std::get_if<ApiError>(&changed)) return *refused;
  return ScimResult{200, std::get<core::Value>(std::move(changed))};
}

ScimAnswer scim_patch_group(ScimOperation& operation) {
  Group* group = operation.group();
  if (group == nullptr) return unknown(operation);
  auto read = patched_group(operation, *group);
  if (const ApiError* refused = std::get_if<ApiError>(&read)) return *refused;
  auto changed = change_group(operation, *group, std::get<GroupDraft>(std::move(read)));
  if (const ApiError* refused = std::get_if<ApiError>(&changed)) return *refused;
  return patched(operation, std::get<core::Value>(std::move(changed)));
}

ScimAnswer scim_delete_group(ScimOperation& operation) {
  const Group* group = operation.group();
  if (group == nullptr) return unknown(operation);
  operation.shared.organisation.remove_group(group->id);
  return ScimResult{204};
}

}  // namespace bridge::emulator
