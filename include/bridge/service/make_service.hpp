#pragma once
// The service over tenants at work.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "bridge/core/bare_names.hpp"
#include "bridge/core/clock.hpp"
#include "bridge/core/credential.hpp"
#include "bridge/dialect/dialect.hpp"
#include "bridge/scim/schema.hpp"
#include "bridge/service/service.hpp"
#include "bridge/work/loop.hpp"
#include "bridge/work/tenant.hpp"

namespace bridge::service {

/// One IdP token: what is kept of it.
struct TokenEntry {
  std::string name;
  core::TokenDigest digest;
  std::optional<core::Instant> expires;
  Rights rights = Rights::ReadWrite;
  const dialect::Dialect* dialect = nullptr;
  /// The userName of the User that it acts for, who is /Me; empty: nobody.
  std::string me{};
};

struct TenantEntry {
  core::TenantName name;
  /// The path segment: "scim" for the tenant "default", else the name.
  std::string segment;
  /// "https://host/scim/v2", without trailing slash.
  std::string base_url;
  std::vector<TokenEntry> tokens;
  work::Tenant* tenant = nullptr;
  /// Smartsheet's budget for a write, the smaller one where there are two routes.
  std::uint32_t requests_per_minute = 300;
  /// What this tenant's resources can have; the one that the tenant at work goes by.
  const scim::SchemaRegistry* schemas = nullptr;
  /// [tenant.roles] grantable.
  std::set<std::string> grantable_roles{};
  /// Which userNames need no domain; as the tenant at work has it.
  core::BareNames bare_names{};
  /// Where this tenant's filters without an index are evaluated, so that neither I/O threads nor other tenants
  /// wait for them.
  work::Loop* scans = nullptr;
};

struct ServiceParts {
  std::vector<TenantEntry> tenants;
  const core::Clock& clock;
  /// How long a write may take before its caller is told to come back.
  std::chrono::milliseconds max_wait{25'000};
  /// Bytes of a request's body at the most.
  std::size_t max_payload = std::size_t{16} << 20U;
  /// What every tenant's base begins with: "https://host".
  std::string base_url{};
};

/// Everything that the parts refer to must outlive the service.
[[nodiscard]] std::unique_ptr<Service> make_service(ServiceParts parts);

}  // namespace bridge::service
