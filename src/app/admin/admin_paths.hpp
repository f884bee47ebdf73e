#pragma once
// Where on the admin listener each action is: one table for the listener and for the commands.

#include <optional>
#include <string>
#include <string_view>

#include "app/admin/admin_actions.hpp"

namespace bridge::app {

struct AdminPath {
  const char* method;
  /// Behind "/tenants/{name}/"; behind "/" for what is of the server.
  const char* rest;
  AdminAction action;
  bool of_server = false;
};

[[nodiscard]] const AdminPath& path_of(AdminAction action) noexcept;
/// "/tenants/{name}/route", or "/store/check" whatever the name: tenants' names need no escapes.
[[nodiscard]] std::string target_of(AdminAction action, const std::string& tenant);

struct AdminTarget {
  /// Nothing for an unknown path or method.
  std::optional<AdminAction> action;
  std::string tenant;
  /// The methods of a known path, comma-separated; empty for an unknown one.
  std::string allow;
};
[[nodiscard]] AdminTarget read_admin_target(std::string_view method, std::string_view path);

}  // namespace bridge::app
