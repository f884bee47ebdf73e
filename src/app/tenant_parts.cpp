#include "app/tenant_parts.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "app/log.hpp"
#include "app/oauth/oauth_way.hpp"
#include "bridge/dialect/dialect.hpp"
#include "bridge/work/route_client.hpp"

namespace bridge::app {

namespace {

service::Rights rights_of(config::Rights rights) {
  return rights == config::Rights::ReadWrite ? service::Rights::ReadWrite : service::Rights::ReadOnly;
}

const dialect::Dialect* dialect_of(config::Idp idp) {
  switch (idp) {
    case config::Idp::Okta: return &dialect::okta();
    case config::Idp::Entra: return &dialect::entra();
    case config::Idp::Generic: break;
  }
  return &dialect::generic();
}

std::vector<service::TokenEntry> tokens_of(const config::Tenant& tenant) {
  std::vector<service::TokenEntry> tokens;
  for (const config::IdpTokenEntry& token : tenant.idp_tokens) {
    tokens.push_back({token.name, token.digest, token.expires, rights_of(token.rights),
                      dialect_of(token.idp.value_or(tenant.idp)), token.me});
  }
  return tokens;
}

/// A write may need calls of both services.
std::uint32_t budget_of(const config::Tenant& tenant) {
  if (!tenant.rest) return tenant.scim ? tenant.scim->requests_per_minute : service::TenantEntry().requests_per_minute;
  if (!tenant.scim) return tenant.rest->requests_per_minute;
  return std::min(tenant.rest->requests_per_minute, tenant.scim->requests_per_minute);
}

work::Log log_of(const std::string& tenant) {
  return [tenant](work::LogLevel level, const std::string& text) {
    const Severity severity = level == work::LogLevel::Info      ? Severity::Info
                              : level == work::LogLevel::Warning ? Severity::Warning
                                                                 : Severity::Error;
    log_line(severity, "work", {{"tenant", tenant}, {"message", text}});
  };
}

work::TenantSettings settings_of(const config::Tenant& tenant) {
  work::TenantSettings settings;
  settings.name = core::TenantName(tenant.name);
  settings.policy.grantable_roles.insert(tenant.grantable_roles.begin(), tenant.grantable_roles.end());
  settings.access = tenant.access;
  settings.audit = tenant.audit;
  settings.fixed_route = fixed_route(tenant.route);
  settings.rehearse = tenant.mode == config::Mode::Rehearse;
  settings.username_change_ignored = tenant.on_username_change == config::OnUsernameChange::Ignore;
  settings.bare_names = core::BareNames(tenant.bare_username_domain);
  settings.refresh = tenant.mirror.refresh;
  settings.full_sweep = tenant.mirror.full_sweep;
  settings.verify_misses = tenant.mirror.verify_misses;
  if (tenant.rest) {
    settings.policy.send_invitation = tenant.rest->send_invitation;
    settings.policy.write_profile = tenant.rest->write_profile;
    settings.requests_per_minute = tenant.rest->requests_per_minute;
    settings.call_timeout = tenant.rest->timeout;
  }
  if (tenant.scim) {
    settings.scim_requests_per_minute = tenant.scim->requests_per_minute;
    settings.call_timeout = tenant.rest ? std::max(tenant.rest->timeout, tenant.scim->timeout) : tenant.scim->timeout;
  }
  return settings;
}

}  // namespace

std::optional<route::Route> fixed_route(config::RouteChoice choice) noexcept {
  switch (choice) {
    case config::RouteChoice::Scim: return route::Route::Scim;
    case config::RouteChoice::Rest: return route::Route::Rest;
    case config::RouteChoice::Auto: break;
  }
  return std::nullopt;
}

core::Result<TenantParts> make_tenant(config::Tenant& tenant, const SharedParts& shared) {
  TenantParts parts;
  parts.scans = work::start_loop();
  parts.loop = work::start_loop();
  if (tenant.rest && tenant.rest->oauth) {
    auto way = make_oauth_way(tenant, shared, *parts.loop);
    if (!way) return way.passed_on();
    parts.keeper = std::move(way->keeper);
    parts.rest = std::move(way->client);
  } else if (tenant.rest) {
    parts.rest = work::make_rest_client(transport::Client<core::OAuthToken>(
        shared.engine, client_settings(*tenant.rest), std::move(tenant.rest->token)));
  }
  if (tenant.scim) {
    parts.scim = work::make_scim_client(transport::Client<core::ScimToken>(shared.engine, client_settings(*tenant.scim),
                                                                           std::move(tenant.scim->token)));
  }
  work::TenantSettings settings = settings_of(tenant);
  settings.max_wait = shared.max_wait;
  settings.max_edits = std::max<std::size_t>(1, std::min(settings.max_edits, shared.most_edits));
  settings.jitter = work::random_jitter();
  auto made =
      work::Tenant::make(std::move(settings), {*parts.loop, shared.clock, shared.store, parts.rest.get(),
                                               parts.scim.get(), shared.schemas.of(tenant), log_of(tenant.name)});
  if (!made) return made.passed_on();
  parts.tenant = std::move(*made);
  return parts;
}

service::TenantEntry tenant_entry(const config::Tenant& tenant, const std::string& base_url, work::Tenant& at_work,
                                  const scim::SchemaRegistry& schemas) {
  const bool is_default = tenant.name == "default";
  service::TenantEntry entry;
  entry.name = core::TenantName(tenant.name);
  entry.segment = is_default ? "scim" : tenant.name;
  entry.base_url = base_url + (is_default ? "/scim/v2" : "/" + tenant.name + "/scim/v2");
  entry.tokens = tokens_of(tenant);
  entry.tenant = &at_work;
  entry.requests_per_minute = budget_of(tenant);
  entry.schemas = &schemas;
  entry.grantable_roles.insert(tenant.grantable_roles.begin(), tenant.grantable_roles.end());
  entry.bare_names = core::BareNames(tenant.bare_username_domain);
  return entry;
}

}  // namespace bridge::app
