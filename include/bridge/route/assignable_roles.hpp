#pragma once
// The roles that Users can be given (Smartsheet help: roles for directory integration).

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/route/plan.hpp"

namespace bridge::route {

struct AssignableRole {
  std::string_view value;    ///< as `roles` has it: value and type
  std::string_view display;  ///< as Smartsheet's pages call it
};

/// What a write on this route can give somebody who does not have it, of the roles that SCIM may grant.
/// While the route is not settled, those that both routes know.
[[nodiscard]] std::vector<AssignableRole> assignable_roles(std::optional<Route> route,
                                                           const std::set<std::string>& grantable);

}  // namespace bridge::route
