#pragma once
// SCIM roles and Smartsheet's four flags (Smartsheet help: roles for directory integration).

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/core/value.hpp"

namespace bridge::route::smartsheet_rest {

struct Role {
  std::string_view name;  ///< value and type of an element of roles
  std::string_view flag;  ///< the user record's attribute
};

/// In the order in which they are shown.
inline constexpr Role kRoles[] = {
    {"LICENSED_USER", "licensedSheetCreator"},
    {"SYSTEM_ADMIN", "admin"},
    {"GROUP_ADMIN", "groupAdmin"},
    {"RESOURCE_VIEWER", "resourceViewer"},
};

/// The names of Smartsheet's roles in a SCIM roles attribute: its value, else its type; case matters
/// not. Other roles are not Smartsheet's and are left out.
[[nodiscard]] std::set<std::string_view> roles_in(const core::Object& resource);

/// The roles that a user record's flags stand for.
[[nodiscard]] std::set<std::string_view> roles_of_record(const core::Object& record);

/// The SCIM attribute for a record's flags.
[[nodiscard]] core::Array roles_attribute(const core::Object& record);

}  // namespace bridge::route::smartsheet_rest
