#include "emulator/operation.hpp"

namespace bridge::emulator {

namespace {

/// Collects members in order.
class Fields {
 public:
  Fields& put(std::string_view name, core::Value value) {
    members_.push_back({std::string(name), std::move(value)});
    return *this;
  }
  Fields& put_text(std::string_view name, const std::string& value) { return value.empty() ? *this : put(name, value); }
  [[nodiscard]] core::Object object() { return core::Object(std::move(members_)); }

 private:
  std::vector<core::Member> members_;
};

/// With six digits of a second's fraction, as seat dates have them.
core::Value fine_date(const Operation& operation, core::Instant instant) {
  if (operation.numeric_dates()) return operation.date(instant);
  std::string text = core::to_date_time(instant);
  text.insert(text.size() - 1, "000");
  return text;
}

std::int64_t sheet_count(const Operation& operation, const User& user) {
  return operation.facts.sheet_count_minus_one ? -1 : user.sheets;
}

void put_roles(Fields& fields, const User& user) {
  fields.put("admin", user.admin)
      .put("groupAdmin", user.group_admin)
      .put("licensedSheetCreator", user.licensed)
      .put("resourceViewer", user.resource_viewer);
}

void put_seat(Fields& fields, const Operation& operation, const User& user) {
  fields.put_text("seatType", user.seat_type);
  if (user.seat_changed_at) fields.put("seatTypeLastChangedAt", fine_date(operation, *user.seat_changed_at));
  if (user.provisional_until) fields.put("provisionalExpirationDate", fine_date(operation, *user.provisional_until));
}

}  // namespace

core::Object render_user(const Operation& operation, const User& user, bool with_last_login) {
  Fields fields;
  fields.put("id", user.id).put("email", user.email);
  fields.put_text("firstName", user.first_name).put_text("lastName", user.last_name).put_text("name", user.name());
  if (with_last_login && user.last_login) fields.put("lastLogin", operation.date(*user.last_login));
  if (!operation.caller.admin) return fields.object();
  put_roles(fields, user);
  fields.put("isInternal", operation.is_internal(user));
  put_seat(fields, operation, user);
  if (user.status == Status::Active) fields.put("sheetCount", sheet_count(operation, user));
  return fields.put("status", to_string(user.status)).object();
}

core::Object render_profile(const Operation& operation, const User& user, bool full) {
  Fields fields;
  fields.put("id", user.id);
  fields.put("account", core::Object{{"id", std::int64_t{3'940'649'673'949'060}}, {"name", "Example"}});
  fields.put("email", user.email).put_text("firstName", user.first_name).put_text("lastName", user.last_name);
  for (const core::Member& member : user.profile) fields.put(member.name, member.value);
  fields.put("alternateEmails", core::Array{});
  if (user.last_login) fields.put("lastLogin", operation.date(*user.last_login));
  if (!full) return fields.object();
  put_roles(fields, user);
  fields.put("jiraAdmin", user.scim.has_role("JIRA_ADMIN"))
      .put("salesforceAdmin", user.scim.has_role("SALESFORCE_ADMIN"))
      .put("salesforceUser", user.scim.has_role("SALESFORCE_USER"));
  if (user.status == Status::Active) fields.put("sheetCount", sheet_count(operation, user));
  if (operation.facts.status_in_profile && operation.caller.admin) fields.put("status", to_string(user.status));
  return fields.object();
}

core::Object render_member(const User& user) {
  Fields fields;
  fields.put("id", user.id).put("email", user.email);
  fields.put_text("firstName", user.first_name).put_text("lastName", user.last_name);
  const std::string name = user.name();
  return fields.put("name", name.empty() ? user.email : name).object();
}

core::Object render_group(const Operation& operation, const Group& group, bool with_members) {
  Fields fields;
  fields.put("id", group.id).put("name", group.name).put_text("description", group.description);
  if (const User* owner = person(operation, group.owner_id)) fields.put("owner", owner->email);
  fields.put("ownerId", group.owner_id);
  if (with_members) {
    std::vector<core::Value> members;
    members.reserve(group.members.ids().size());
    for (const std::int64_t id : group.members.ids()) {
      if (const User* user = person(operation, id)) members.push_back(render_member(*user));
    }
    fields.put("members", core::Array(std::move(members)));
  }
  fields.put("createdAt", operation.date(group.created_at)).put("modifiedAt", operation.date(group.modified_at));
  return fields.object();
}

}  // namespace bridge::emulator
