// /groups and /groups/{id} (Smartsheet API, "Groups").

#include "emulator/envelope.hpp"
#include "emulator/group_rules.hpp"
#include "emulator/listing.hpp"

namespace bridge::emulator {

namespace {

constexpr std::string_view kMembers = "members";

std::optional<core::Instant> instant_in(const std::string& text) {
  if (const auto number = whole_number(text)) return core::Instant(std::chrono::milliseconds(*number));
  return core::parse_date_time(text);
}

/// The body as an object with only attributes of a group, or the refusal.
std::variant<Attributes, ApiError> group_attributes(const Operation& operation) {
  const core::Object* body = operation.body.if_object();
  if (body == nullptr) return refuse(1008, "a JSON object was expected");
  if (auto refused = refuse_unknown(
          operation, *body, {"id", "name", "description", "owner", "ownerId", "members", "createdAt", "modifiedAt"})) {
    return *refused;
  }
  return Attributes(*body);
}

std::variant<std::vector<User*>, ApiError> first_members(const Operation& operation, const core::Object& body) {
  const core::Value* members = body.find("members");
  if (members == nullptr || members->is_null()) return std::vector<User*>{};
  if (members->if_array() == nullptr) return refuse(1008, "members is an array");
  return people_in(operation, *members->if_array());
}

/// The new owner must be an active group admin or System Admin.
std::optional<ApiError> refuse_owner(const Operation& operation, std::int64_t id) {
  const User* owner = operation.organisation.user(id);
  const bool fit = owner != nullptr && owner->status == Status::Active && (owner->admin || owner->group_admin);
  return fit ? std::nullopt : std::optional(refuse(1031, std::to_string(id), "ownerId"));
}

}  // namespace

Answer list_groups(Operation& operation) {
  std::vector<const Group*> groups = operation.organisation.groups();
  if (const auto since = operation.query.get("modifiedSince")) {
    const auto instant = instant_in(*since);
    if (!instant) return refuse(1018, *since, "modifiedSince");
    std::erase_if(groups, [&](const Group* group) { return group->modified_at < *instant; });
  }
  return render_page(operation, std::move(groups),
                     [&](const Group& group) { return render_group(operation, group, false); });
}

Answer get_group(Operation& operation) {
  const Group* group = operation.organisation.group(operation.ids[0]);
  if (group == nullptr) return refuse(1106);
  return core::Value(render_group(operation, *group, true));
}

Answer create_group(Operation& operation) {
  const bool allowed =
      operation.caller.group_admin || (operation.caller.admin && operation.facts.system_admins_create_groups);
  if (!allowed) return refuse(1104);
  auto read = group_attributes(operation);
  if (const ApiError* refused = std::get_if<ApiError>(&read)) return *refused;
  Attributes& given = std::get<Attributes>(read);
  Group group;
  const auto name = given.text("name");
  group.description = given.text("description").value_or("");
  if (given.problem()) return *given.problem();
  if (!name) return refuse(1012, "name");
  if (auto refused = refuse_name(operation, *name, 0)) return *refused;
  const auto members = first_members(operation, given.body());
  if (const ApiError* refused = std::get_if<ApiError>(&members)) return *refused;

  group.name = *name;
  group.owner_id = operation.caller.user;
  group.created_at = group.modified_at = operation.now;
  if (operation.facts.group_creator_becomes_member) group.members.add(operation.caller.user);
  for (const User* user : std::get<std::vector<User*>>(members)) group.members.add(user->id);
  const Group& added = operation.organisation.add_group(std::move(group));
  return core::Value(success(render_group(operation, added, true)));
}

Answer update_group(Operation& operation) {
  Group* group = operation.organisation.group(operation.ids[0]);
  if (group == nullptr) return refuse(1106);
  if (auto refused = refuse_editor(operation, *group)) return *refused;
  auto read = group_attributes(operation);
  if (const ApiError* refused = std::get_if<ApiError>(&read)) return *refused;
  Attributes& given = std::get<Attributes>(read);
  if (given.has(kMembers)) return refuse(1032, kMembers);
  const auto name = given.text("name");
  const auto description = given.text("description");
  const auto owner = given.integer("ownerId");
  if (given.problem()) return *given.problem();
  if (!name && !description && !owner) return refuse(1012, "name");
  if (name) {
    if (auto refused = refuse_name(operation, *name, group->id)) return *refused;
  }
  if (owner) {
    if (auto refused = refuse_owner(operation, *owner)) return *refused;
  }

  group->name = name.value_or(group->name);
  group->description = description.value_or(group->description);
  group->owner_id = owner.value_or(group->owner_id);
  group->modified_at = operation.now;
  return core::Value(success(render_group(operation, *group, operation.facts.group_put_answers_members)));
}

Answer delete_group(Operation& operation) {
  const Group* group = operation.organisation.group(operation.ids[0]);
  if (group == nullptr) return refuse(1106);
  if (auto refused = refuse_editor(operation, *group)) return *refused;
  operation.organisation.remove_group(group->id);
  return core::Value(success());
}

}  // namespace bridge::emulator
