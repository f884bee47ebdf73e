#include "emulator/scim_roles.hpp"

#include <algorithm>
#include <array>

#include "emulator/scim_errors.hpp"

namespace bridge::emulator {

namespace {

struct FlagRole {
  std::string_view role;
  bool User::*flag;
};
constexpr std::array kFlagRoles{FlagRole{"LICENSED_USER", &User::licensed}, FlagRole{"SYSTEM_ADMIN", &User::admin},
                                FlagRole{"GROUP_ADMIN", &User::group_admin},
                                FlagRole{"RESOURCE_VIEWER", &User::resource_viewer}};
constexpr std::array<std::string_view, 5> kOtherRoles{"SMARTSHEET_USER", "JIRA_USER", "JIRA_ADMIN", "SALESFORCE_USER",
                                                      "SALESFORCE_ADMIN"};

core::Object role(std::string_view name) { return {{"type", name}, {"value", name}}; }

/// Nothing when the item is of a wrong type.
std::optional<std::string> role_in(const core::Value& item) {
  if (const std::string* text = item.if_string()) return *text;
  const core::Object* record = item.if_object();
  if (record == nullptr) return std::nullopt;
  const core::Value* value = record->find_ignoring_case("value");
  if (value == nullptr || value->is_null()) value = record->find_ignoring_case("type");
  if (value == nullptr || value->if_string() == nullptr) return std::nullopt;
  return *value->if_string();
}

bool give_role(const std::string& name, User& user) {
  for (const FlagRole& row : kFlagRoles) {
    if (row.role != name) continue;
    user.*row.flag = true;
    return true;
  }
  if (std::find(kOtherRoles.begin(), kOtherRoles.end(), name) == kOtherRoles.end()) return false;
  if (!user.scim.has_role(name)) user.scim.roles.push_back(name);
  return true;
}

}  // namespace

core::Array scim_roles(const User& user) {
  std::vector<core::Value> roles;
  for (const FlagRole& row : kFlagRoles) {
    if (user.*row.flag) roles.emplace_back(role(row.role));
  }
  for (const std::string& name : user.scim.roles) roles.emplace_back(role(name));
  return core::Array(std::move(roles));
}

std::optional<ApiError> put_scim_roles(const core::Array& roles, User& user) {
  for (const FlagRole& row : kFlagRoles) user.*row.flag = false;
  user.scim.roles.clear();
  for (const core::Value& item : roles) {
    const auto name = role_in(item);
    if (!name) return scim_refuse("invalidSyntax", "roles: expected texts or objects with value");
    if (!name->empty() && !give_role(*name, user)) {
      return scim_refuse("invalidValue", "roles: there is no role " + *name);
    }
  }
  return std::nullopt;
}

}  // namespace bridge::emulator
