#pragma once
// What the commands about one tenant have in common.

#include <memory>
#include <string>
#include <vector>

#include "app/admin/admin_door.hpp"
#include "app/commands/commands.hpp"
#include "bridge/config/settings.hpp"
#include "bridge/core/result.hpp"

namespace bridge::app {

/// The tenant that is meant: the one of this name, or the only one. Else a sentence that names them all.
[[nodiscard]] core::Result<std::string> chosen_tenant(const std::vector<config::Tenant>& tenants,
                                                      const std::string& wanted);

/// A tenant that can be asked, or the exit code after what was wrong went to standard error.
struct Reached {
  std::unique_ptr<AdminDoor> door;
  std::string tenant;
  int code = 0;
};
[[nodiscard]] Reached reach_tenant(const TenantOptions& options);

/// A line of JSON, or the text, on standard output.
void print(const TenantOptions& options, const core::Value& value, const std::string& text);

/// A fault of an action: JSON on standard output where that was asked for, else a sentence on standard error.
/// Gives the exit code.
[[nodiscard]] int report_refusal(const TenantOptions& options, const AdminAnswer& answer);

}  // namespace bridge::app
