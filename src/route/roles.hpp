#pragma once
// SCIM roles and what Smartsheet knows of them (Smartsheet help: roles for directory integration).

#include <set>
#include <string>
#include <string_view>

#include "bridge/core/result.hpp"
#include "bridge/core/value.hpp"
#include "bridge/route/change.hpp"

namespace bridge::route {

struct Role {
  std::string_view name;  ///< value and type of an element of roles
  std::string_view flag;  ///< the REST user record's attribute
};

inline constexpr std::string_view kLicensed = "LICENSED_USER";
inline constexpr std::string_view kSystemAdmin = "SYSTEM_ADMIN";
inline constexpr std::string_view kGroupAdmin = "GROUP_ADMIN";
inline constexpr std::string_view kResourceViewer = "RESOURCE_VIEWER";

/// Those that both services know, in the order in which they are shown.
inline constexpr Role kRoles[] = {
    {kLicensed, "licensedSheetCreator"},
    {kSystemAdmin, "admin"},
    {kGroupAdmin, "groupAdmin"},
    {kResourceViewer, "resourceViewer"},
};

/// "No flag at all" on plans of before; it grants nothing.
inline constexpr std::string_view kPlainUser = "SMARTSHEET_USER";

/// Those that Smartsheet's SCIM service alone can assign, in the order in which they are shown.
inline constexpr std::string_view kScimRoles[] = {kPlainUser, "JIRA_USER", "JIRA_ADMIN", "SALESFORCE_USER",
                                                  "SALESFORCE_ADMIN"};

using RoleNames = std::set<std::string_view>;

/// The names of both services' roles (kRoles) in a SCIM roles attribute: an element's value, else its
/// type; case matters not. Other roles are left out.
[[nodiscard]] RoleNames roles_in(const core::Object& resource);

/// The same with kScimRoles.
[[nodiscard]] RoleNames scim_roles_in(const core::Object& resource);

/// The roles that a REST user record's flags stand for.
[[nodiscard]] RoleNames roles_of_record(const core::Object& record);

/// The SCIM attribute for these roles: value and type, in the order in which they are shown.
[[nodiscard]] core::Array roles_attribute(const RoleNames& roles);

/// Forbidden for GROUP_ADMIN or RESOURCE_VIEWER without the LICENSED_USER that Smartsheet asks for with them.
[[nodiscard]] core::Outcome check_licence(const RoleNames& roles);

/// Forbidden for a role that is new to the person and that the tenant does not let SCIM grant.
[[nodiscard]] core::Outcome check_grants(const RoleNames& before, const RoleNames& after, const PersonPolicy& policy);

}  // namespace bridge::route
