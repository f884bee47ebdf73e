#pragma once
// Plans for people and scripts to read.

#include <string>

#include "bridge/core/value.hpp"
#include "bridge/route/plan.hpp"

namespace bridge::route {

/// [{"purpose","route","credential","method","path","body"?}], `credential` "OAuthToken" or "ScimToken".
/// Without `show_values` personal values are "***": every text in a body but those of schemas, op, path,
/// type and roles, and what a query looks for.
[[nodiscard]] core::Value shown_calls(const Plan& plan, bool show_values);

/// A call's path, with "***" for what its query looks for.
[[nodiscard]] std::string shown_path(const std::string& path);

}  // namespace bridge::route
