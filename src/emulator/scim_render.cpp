// How people and groups look to clients of the SCIM service.

#include "emulator/scim_document.hpp"

namespace bridge::emulator {

namespace {

core::Object meta(std::string_view type, std::string_view collection, const std::string& id) {
  return {{"resourceType", type}, {"location", scim_location(collection, id)}};
}

core::Object with_modified(const ScimOperation& operation, const core::Object& known, core::Instant modified) {
  if (!operation.facts().scim_last_modified) return known;
  return known.with("lastModified", core::to_date_time(modified));
}

/// The manager in the form that the switch chooses.
core::Object shown_enterprise(const ScimOperation& operation, const core::Object& extension) {
  const core::Value* manager = extension.find("manager");
  if (manager == nullptr || operation.facts().scim_manager_is_object) return extension;
  return extension.with("manager", core::text_or_empty(*manager->if_object(), "value"));
}

core::Value member(const ScimOperation& operation, const User& user) {
  const std::string name = user.name();
  return core::Object{
      {"value", operation.scim_id(user.id)}, {"display", name.empty() ? user.email : name}, {"type", "User"}};
}

}  // namespace

core::Object render_scim_user(const ScimOperation& operation, const User& user) {
  const std::string id = operation.scim_id(user.id);
  core::Object resource{{"schemas", core::Array{kUserSchema, kEnterpriseSchema}}, {"id", id}};
  for (const core::Member& attribute : scim_user_document(operation, user)) {
    const bool extension = attribute.name == kEnterpriseSchema;
    resource =
        resource.with(attribute.name, extension ? core::Value(shown_enterprise(operation, *attribute.value.if_object()))
                                                : attribute.value);
  }
  return resource.with("meta", with_modified(operation, meta("User", "Users", id), user.modified_at));
}

core::Object render_scim_group(const ScimOperation& operation, const Group& group, bool with_members) {
  const std::string id = operation.scim_id(group.id);
  core::Object resource{{"schemas", core::Array{kGroupSchema}}, {"id", id}};
  if (!group.external_id.empty()) resource = resource.with("externalId", group.external_id);
  resource = resource.with("displayName", group.name);
  if (with_members) {
    std::vector<core::Value> members;
    for (const std::int64_t user_id : group.members.ids()) {
      if (const User* user = person(operation.shared, user_id)) members.push_back(member(operation, *user));
    }
    resource = resource.with("members", core::Array(std::move(members)));
  }
  const core::Object known = meta("Group", "Groups", id).with("created", core::to_date_time(group.created_at));
  return resource.with("meta", with_modified(operation, known, group.modified_at));
}

}  // namespace bridge::emulator
