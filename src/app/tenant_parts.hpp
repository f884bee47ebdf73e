#pragma once
// What one tenant is made of, out of its part of the configuration.

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

#include "app/schemas.hpp"
#include "bridge/config/settings.hpp"
#include "bridge/core/clock.hpp"
#include "bridge/core/result.hpp"
#include "bridge/oauth/token_keeper.hpp"
#include "bridge/scim/schema.hpp"
#include "bridge/service/make_service.hpp"
#include "bridge/store/store.hpp"
#include "bridge/transport/http_client.hpp"
#include "bridge/work/tenant.hpp"

namespace bridge::app {

/// A tenant's own threads, ways out and work; destroyed in the reverse order.
struct TenantParts {
  /// For reading its whole directory.
  std::unique_ptr<work::Loop> scans;
  std::unique_ptr<work::Loop> loop;
  /// Where the REST token is renewed.
  std::shared_ptr<oauth::TokenKeeper> keeper;
  std::unique_ptr<work::RestClient> rest;
  std::unique_ptr<work::ScimClient> scim;
  std::unique_ptr<work::Tenant> tenant;
};

/// What all tenants share; it must outlive them.
struct SharedParts {
  transport::Engine& engine;
  const core::Clock& clock;
  store::Store& store;
  const Schemas& schemas;
  /// Of one tenant, which may wait at a time: no tenant may hold every connection.
  std::size_t most_edits;
  /// Where pairs of OAuth tokens lie.
  const std::string& state_dir;
  /// How long a request may be kept waiting.
  std::chrono::milliseconds max_wait;
};

/// The route that a configuration names; nothing for auto.
[[nodiscard]] std::optional<route::Route> fixed_route(config::RouteChoice choice) noexcept;

/// Takes the tenant's credentials. Nothing leaves before Tenant::start().
[[nodiscard]] core::Result<TenantParts> make_tenant(config::Tenant& tenant, const SharedParts& shared);

/// What the service is told of a tenant; `base_url` is the server's.
[[nodiscard]] service::TenantEntry tenant_entry(const config::Tenant& tenant, const std::string& base_url,
                                                work::Tenant& at_work, const scim::SchemaRegistry& schemas);

/// How a configured service is called. `max_answer` is the default.
template <class Token>
[[nodiscard]] transport::ClientSettings client_settings(const config::Upstream<Token>& upstream) {
  transport::ClientSettings settings;
  settings.base_url = upstream.url;
  settings.connect_timeout = upstream.connect_timeout;
  settings.timeout = upstream.timeout;
  settings.proxy = upstream.proxy;
  return settings;
}

}  // namespace bridge::app
