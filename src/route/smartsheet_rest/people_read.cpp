#include <array>

#include "bridge/core/ascii_case.hpp"
#include "bridge/route/record.hpp"
#include "bridge/route/smartsheet_rest/people.hpp"
#include "bridge/scim/urns.hpp"
#include "route/roles.hpp"

namespace bridge::route::smartsheet_rest {

namespace {

using core::Array;
using core::Object;
using core::Value;

/// lastLogin, sheetCount and profileImage move by themselves and would make every refresh a change; the profile
/// (title and the like) is told of one person, not in listings, and would come and go.
constexpr std::array<std::string_view, 14> kStableAttributes{"id",
                                                             "email",
                                                             "firstName",
                                                             "lastName",
                                                             "name",
                                                             "admin",
                                                             "groupAdmin",
                                                             "licensedSheetCreator",
                                                             "resourceViewer",
                                                             "status",
                                                             "isInternal",
                                                             "seatType",
                                                             "seatTypeLastChangedAt",
                                                             "provisionalExpirationDate"};

std::string_view text_of(const Object& record, std::string_view name) { return core::text_or_empty(record, name); }

void put_text(std::vector<core::Member>& members, std::string_view name, std::string_view text) {
  if (!text.empty()) members.push_back({std::string(name), Value(text)});
}

/// DECLINED and DEACTIVATED people can't use Smartsheet; ACTIVE and PENDING (invited) ones can.
bool has_access(const Object& record) {
  const std::string_view status = text_of(record, "status");
  return !core::equal_ignoring_case(status, "DEACTIVATED") && !core::equal_ignoring_case(status, "DECLINED");
}

Value name_attribute(const Object& record) {
  std::vector<core::Member> name;
  put_text(name, "formatted", text_of(record, "name"));
  put_text(name, "familyName", text_of(record, "lastName"));
  put_text(name, "givenName", text_of(record, "firstName"));
  return Object(std::move(name));
}

Value phones_attribute(const Object& record) {
  std::vector<Value> phones;
  const auto put = [&](std::string_view attribute, std::string_view type) {
    const std::string_view number = text_of(record, attribute);
    if (!number.empty()) phones.emplace_back(Object{{"value", number}, {"type", type}});
  };
  put("workPhone", "work");
  put("mobilePhone", "mobile");
  return Array(std::move(phones));
}

}  // namespace

Object stable_user(const Object& record) {
  std::vector<core::Member> members;
  for (const std::string_view name : kStableAttributes) {
    const Value* value = record.find(name);
    if (value != nullptr && !value->is_null()) members.push_back({std::string(name), *value});
  }
  return Object(std::move(members));
}

std::string record_id(const Object& record) {
  const Value* id = record.find("id");
  const std::int64_t* number = id != nullptr ? id->if_integer() : nullptr;
  return number != nullptr ? std::to_string(*number) : std::string();
}

bool is_internal(const Object& record) {
  const Value* value = record.find("isInternal");
  const bool* internal = value != nullptr ? value->if_bool() : nullptr;
  return internal == nullptr || *internal;
}

Object read_user(const Object& record) {
  const std::string_view email = text_of(record, "email");
  std::vector<core::Member> user;
  std::vector<Value> schemas{scim::kUserUrn};
  const std::string_view department = text_of(record, "department");
  if (!department.empty()) schemas.emplace_back(scim::kEnterpriseUserUrn);
  user.push_back({"schemas", Array(std::move(schemas))});
  user.push_back({"userName", email});
  const Value name = name_attribute(record);
  if (!core::is_unassigned(name)) user.push_back({"name", name});
  put_text(user, "displayName", text_of(record, "name"));
  put_text(user, "title", text_of(record, "title"));
  user.push_back({"active", has_access(record)});
  user.push_back({"emails", Array{Object{{"value", email}, {"type", "work"}, {"primary", true}}}});
  const Value phones = phones_attribute(record);
  if (!core::is_unassigned(phones)) user.push_back({"phoneNumbers", phones});
  const Array roles = roles_attribute(roles_of_record(record));
  if (!roles.empty()) user.push_back({"roles", roles});
  if (!department.empty()) user.push_back({std::string(scim::kEnterpriseUserUrn), Object{{"department", department}}});
  return Object(std::move(user));
}

Object record_of(const Object& resource) {
  const Value* name = resource.find("name");
  const Object names = name != nullptr && name->if_object() != nullptr ? *name->if_object() : Object();
  std::vector<core::Member> record;
  put_text(record, "email", text_of(resource, "userName"));
  put_text(record, "firstName", text_of(names, "givenName"));
  put_text(record, "lastName", text_of(names, "familyName"));
  record.push_back({"status", is_active(resource) ? "ACTIVE" : "DEACTIVATED"});
  const RoleNames roles = roles_in(resource);
  for (const Role& role : kRoles) record.push_back({std::string(role.flag), roles.contains(role.name)});
  return Object(std::move(record));
}

}  // namespace bridge::route::smartsheet_rest
