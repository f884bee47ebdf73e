#include "app/commands/tenant_command.hpp"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "app/commands/problems.hpp"
#include "app/json_reading.hpp"
#include "bridge/json/codec.hpp"

namespace bridge::app {

core::Result<std::string> chosen_tenant(const std::vector<config::Tenant>& tenants, const std::string& wanted) {
  if (wanted.empty() && tenants.size() == 1) return tenants.front().name;
  const bool known =
      std::any_of(tenants.begin(), tenants.end(), [&](const config::Tenant& tenant) { return tenant.name == wanted; });
  if (known) return wanted;
  std::string names;
  for (const config::Tenant& tenant : tenants) names += (names.empty() ? "" : ", ") + tenant.name;
  return core::failure(core::FaultKind::InvalidValue, "--tenant: expected one of " + names + ", found " +
                                                          (wanted.empty() ? "nothing" : "\"" + wanted + "\""));
}

Reached reach_tenant(const TenantOptions& options) {
  auto settings = load_or_report(options.config);
  if (!settings) return {nullptr, {}, 1};
  auto tenant = chosen_tenant(settings->tenants, options.tenant);
  if (!tenant) {
    std::fprintf(stderr, "scimbridge: %s\n", tenant.error().detail.c_str());
    return {nullptr, {}, kWrongUsage};
  }
  auto door = open_admin_door(std::move(*settings), *tenant);
  if (!door) {
    std::fprintf(stderr, "scimbridge: %s\n", door.error().detail.c_str());
    return {nullptr, {}, 1};
  }
  return {std::move(*door), std::move(*tenant), 0};
}

void print(const TenantOptions& options, const core::Value& value, const std::string& text) {
  const std::string shown = options.json ? json::write(value) + "\n" : text;
  std::fwrite(shown.data(), 1, shown.size(), stdout);
  std::fflush(stdout);
}

int report_refusal(const TenantOptions& options, const AdminAnswer& answer) {
  if (options.json) {
    print(options, answer.body, {});
  } else {
    std::fprintf(stderr, "scimbridge: %s\n", printable(text_at(answer.body, "detail")).c_str());
  }
  return 1;
}

}  // namespace bridge::app
