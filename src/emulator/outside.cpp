#include "emulator/outside.hpp"

#include <algorithm>

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

core::Value user_state(const User& user) {
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
  if (!user.seat_type.empty()) record = record.with("seatType", user.seat_type);
  put_date(record, "lastLogin", user.last_login);
  put_date(record, "deactivatedAt", user.deactivated_at);
  for (const core::Member& member : user.profile) record = record.with(member.name, member.value);
  return record;
}

core::Value group_state(const Group& group) {
  std::vector<core::Value> members(group.members.ids().begin(), group.members.ids().end());
  return core::Object{{"id", group.id},
                      {"name", group.name},
                      {"description", group.description},
                      {"ownerId", group.owner_id},
                      {"members", core::Array(std::move(members))},
                      {"createdAt", core::to_date_time(group.created_at)},
                      {"modifiedAt", core::to_date_time(group.modified_at)}};
}

template <class Record, class Show>
core::Array by_id(std::vector<const Record*> records, Show show) {
  std::sort(records.begin(), records.end(), [](const Record* a, const Record* b) { return a->id < b->id; });
  std::vector<core::Value> shown;
  shown.reserve(records.size());
  for (const Record* record : records) shown.push_back(show(*record));
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
  if (const core::Value* sheets = attributes.find("sheetCount"); sheets != nullptr && sheets->if_integer() != nullptr) {
    user.sheets = *sheets->if_integer();
  }
  for (const core::Member& member : attributes) {
    if (!is_profile_attribute(member.name)) continue;
    user.profile =
        member.value.is_null() ? user.profile.without(member.name) : user.profile.with(member.name, member.value);
  }
}

core::Value whole_state(const Organisation& organisation) {
  return core::Object{{"users", by_id(organisation.users(), user_state)},
                      {"groups", by_id(organisation.groups(), group_state)}};
}

}  // namespace bridge::emulator
