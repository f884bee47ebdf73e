#pragma once
// PATCH in the plain form that the service takes: lower-case op, simple paths, a value or none.

#include <string>
#include <string_view>
#include <vector>

#include "bridge/core/ids.hpp"
#include "bridge/core/value.hpp"
#include "bridge/route/plan.hpp"

namespace bridge::route::smartsheet_scim {

[[nodiscard]] core::Value add(std::string_view path, core::Value value);
[[nodiscard]] core::Value replace(std::string_view path, core::Value value);
[[nodiscard]] core::Value remove(std::string_view path);

[[nodiscard]] ScimCall patch(const std::string& path, std::vector<core::Value> operations);

// "/Users/…" and "/Groups/…".
[[nodiscard]] std::string user_path(const core::UpstreamId& id);
[[nodiscard]] std::string group_path(const core::UpstreamId& id);

}  // namespace bridge::route::smartsheet_scim
