#include "bridge/route/assignable_roles.hpp"

#include <algorithm>
#include <iterator>

#include "route/roles.hpp"

namespace bridge::route {

namespace {

constexpr AssignableRole kNamed[] = {
    {"LICENSED_USER", "Licensed User"},
    {"SYSTEM_ADMIN", "System Admin"},
    {"GROUP_ADMIN", "Group Admin"},
    {"RESOURCE_VIEWER", "Resource Viewer"},
    {"SMARTSHEET_USER", "Smartsheet User"},
    {"JIRA_USER", "Jira Connector User"},
    {"JIRA_ADMIN", "Jira Connector Admin"},
    {"SALESFORCE_USER", "Salesforce Connector User"},
    {"SALESFORCE_ADMIN", "Salesforce Connector Admin"},
};
static_assert(std::size(kNamed) == std::size(kRoles) + std::size(kScimRoles));

bool is_of_scim_alone(std::string_view role) {
  return std::find(std::begin(kScimRoles), std::end(kScimRoles), role) != std::end(kScimRoles);
}

}  // namespace

std::vector<AssignableRole> assignable_roles(std::optional<Route> route, const std::set<std::string>& grantable) {
  std::vector<AssignableRole> roles;
  for (const AssignableRole& role : kNamed) {
    const bool granted = role.value == kPlainUser || grantable.contains(std::string(role.value));
    if (granted && (route == Route::Scim || !is_of_scim_alone(role.value))) roles.push_back(role);
  }
  return roles;
}

}  // namespace bridge::route
