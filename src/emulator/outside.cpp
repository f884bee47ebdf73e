#include "emulator/outside.hpp"

#include <algorithm>

#include "emulator/scim_ids.hpp"

namespace bridge::emulator {

namespace {

void read_flag(const core::Object& attributes, std::string_view name, bool& target) {
  const core::Value* value = attributes.find(name);
  if (value != nullptr && value->if_bool() != nullptr) target = *value->if_bool();
}

void read_text(const core::Object& attributes, std::string_view name, std::string& target) {
  const core::Value* value = attributes.find(name);
  if (value == nullptr) return;
  if (value->if_string() != nullptr) target = *value->if_string();
  if (value->is_null()) target.clear();
}

void read_date(const core::Object& attributes, std::string_view name, std::optional<core::Instant>& target) {
  const core::Value* value = attributes.find(name);
  if (value == nullptr) return;
  if (value->is_null()) target.reset();
  if (value->if_string() != nullptr) target = core::parse_date_time(*value->if_string());
}

void read_status(const core::Object& attributes, User& user, core::Instant now) {
  const auto status = status_from(core::text_or_empty(attributes, "status"));
  if (!status || *status == user.status) return;
  user.status = *status;
  user.deactivated_at = *status == Status::Deactivated ? std::optional(now) : std::nullopt;
}

void put_date(core::Object& record, std::string_view name, const std::optional<core::Instant>& instant) {
  if (instant) record = record.with(name, core::to_date_time(*instant));
}

void read_number(const core::Object& attributes, std::string_view name, std::int64_t& number) {
  const core::Value* value = attributes.find(name);
  if (value != nullptr && value->if_integer() != nullptr) number = *value->if_integer();
}

void put_text(core::Object& record, std::string_view name, const std::string& text) {
  if (!text.empty()) record = record.with(name, text);
}

core::Object scim_only_state(const ScimOnly& scim) {
  core::Object record;
  put_text(record, "externalId", scim.external_id);
  put_text(record, "workEmail", scim.work_email);
  put_text(record, "fax", scim.fax);
  put_text(record, "division", scim.division);
  put_text(record, "costCenter", scim.cost_center);
  if (scim.manager != 0) record = record.with("manager", std::to_string(scim.manager));
  if (!scim.roles.empty())
    record = record.with("roles", core::Array(std::vector<core::Value>(scim.roles.begin(), scim.roles.end())));
  return record;
}

core::Value user_state(const User& user, ScimIds form) {
  core::Object record{{"id", user.id},
                      {"email", user.email},
                      {"firstName", user.first_name},
                      {"lastName", user.last_name},
                      {"status", to_string(user.status)},
                      {"admin", user.admin},
                      {"licensedSheetCreator", user.licensed},
                      {"groupAdmin", user.group_admin},
                      {"resourceViewer", user.resource_viewer},
                      {"managedExternally", user.managed_externally},
                      {"sheetCount", user.sheets}};
  if (user.shared_items != 0) record = record.with("sharedItems", user.shared_items);
  if (!user.seat_type.empty()) record = record.with("seatType", user.seat_type);
  put_date(record, "lastLogin", user.last_login);
  put_date(record, "deactivatedAt", user.deactivated_at);
  for (const core::Member& member : user.profile) record = record.with(member.name, member.value);
  record = record.with("scimId", scim_id_of(user.id, form));
  const core::Object scim = scim_only_state(user.scim);
  return scim.empty() ? record : record.with("scim", scim);
}

core::Value group_state(const Group& group, ScimIds form) {
  std::vector<core::Value> members(group.members.ids().begin(), group.members.ids().end());
  const core::Object record{{"id", group.id},
                            {"name", group.name},
                            {"description", group.description},
                            {"ownerId", group.owner_id},
                            {"members", core::Array(std::move(members))},
                            {"createdAt", core::to_date_time(group.created_at)},
                            {"modifiedAt", core::to_date_time(group.modified_at)},
                            {"scimId", scim_id_of(group.id, form)}};
  if (group.external_id.empty()) return record;
  return record.with("scim", core::Object{{"externalId", group.external_id}});
}

template <class Record, class Show>
core::Array by_id(std::vector<const Record*> records, ScimIds form, Show show) {
  std::sort(records.begin(), records.end(), [](const Record* a, const Record* b) { return a->id < b->id; });
  std::vector<core::Value> shown;
  shown.reserve(records.size());
  for (const Record* record : records) shown.push_back(show(*record, form));
  return core::Array(std::move(shown));
}

}  // namespace

void apply_record(const core::Object& attributes, User& user, core::Instant now) {
  read_text(attributes, "firstName", user.first_name);
  read_text(attributes, "lastName", user.last_name);
  read_text(attributes, "seatType", user.seat_type);
  read_flag(attributes, "admin", user.admin);
  read_flag(attributes, "licensedSheetCreator", user.licensed);
  read_flag(attributes, "groupAdmin", user.group_admin);
  read_flag(attributes, "resourceViewer", user.resource_viewer);
  read_flag(attributes, "managedExternally", user.managed_externally);
  read_date(attributes, "lastLogin", user.last_login);
  read_status(attributes, user, now);
  read_date(attributes, "deactivatedAt", user.deactivated_at);
  read_number(attributes, "sheetCount", user.sheets);
  read_number(attributes, "sharedItems", user.shared_items);
  for (const core::Member& member : attributes) {
    if (!is_profile_attribute(member.name)) continue;
    user.profile =
        member.value.is_null() ? user.profile.without(member.name) : user.profile.with(member.name, member.value);
  }
}

core::Value whole_state(const Organisation& organisation, ScimIds form) {
  const core::Object state{{"users", by_id(organisation.users(), form, user_state)},
                           {"groups", by_id(organisation.groups(), form, group_state)}};
  const auto removed = organisation.former_users();
  return removed.empty() ? state : state.with("removed", by_id(removed, form, user_state));
}

}  // namespace bridge::emulator
