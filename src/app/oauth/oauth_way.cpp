#include "app/oauth/oauth_way.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

#include "app/log.hpp"
#include "bridge/core/credential.hpp"
#include "bridge/oauth/renewing_client.hpp"

namespace bridge::app {

namespace {

constexpr std::chrono::milliseconds kLeastPatience{60'000};
constexpr std::size_t kMostOfAnAnswer = std::size_t{64} << 10U;

std::string about(const std::string& tenant) { return "tenant \"" + tenant + "\": "; }

std::string no_pair(const std::string& tenant, const oauth::PairFile& file) {
  return about(tenant) + "expected a pair of OAuth tokens in " + file.path().string() +
         ", found none; run \"scimbridge login --config FILE --tenant " + tenant + "\"";
}

oauth::Log log_of(const std::string& tenant) {
  return [tenant](oauth::LogLevel level, const std::string& text) {
    const Severity severity = level == oauth::LogLevel::Info      ? Severity::Info
                              : level == oauth::LogLevel::Warning ? Severity::Warning
                                                                  : Severity::Error;
    log_line(severity, "oauth", {{"tenant", tenant}, {"message", text}});
  };
}

/// Every secret that the configuration holds, in any tenant.
std::vector<core::TokenDigest> configured_secrets(const config::Settings& settings) {
  std::vector<core::TokenDigest> secrets;
  for (const config::Tenant& tenant : settings.tenants) {
    for (const config::IdpTokenEntry& token : tenant.idp_tokens) secrets.push_back(token.digest);
    if (tenant.scim) secrets.push_back(core::TokenDigest::of(tenant.scim->token));
    if (!tenant.rest) continue;
    secrets.push_back(tenant.rest->oauth ? core::TokenDigest::of(tenant.rest->oauth->secret)
                                         : core::TokenDigest::of(tenant.rest->token));
  }
  return secrets;
}

}  // namespace

oauth::App take_app(config::OAuth& configured) {
  const bool hash = configured.auth == config::ClientAuth::Hash;
  return {configured.client_id, std::move(configured.secret),
          hash ? oauth::ClientAuth::Hash : oauth::ClientAuth::Secret};
}

transport::ClientSettings token_endpoint_settings(const config::Rest& rest) {
  transport::ClientSettings settings = client_settings(rest);
  settings.timeout = std::max(settings.timeout, kLeastPatience);
  settings.max_answer = kMostOfAnAnswer;
  return settings;
}

std::vector<std::string> oauth_problems(const config::Settings& settings) {
  std::vector<std::string> problems;
  std::vector<core::TokenDigest> known = configured_secrets(settings);
  for (const config::Tenant& tenant : settings.tenants) {
    if (!tenant.rest || !tenant.rest->oauth) continue;
    const oauth::PairFile file(settings.server.state_dir, tenant.name);
    const auto pair = file.read();
    if (!pair || !*pair) {
      problems.push_back(pair ? no_pair(tenant.name, file) : about(tenant.name) + pair.error().detail);
      continue;
    }
    for (const auto& secret : {core::TokenDigest::of((*pair)->access), core::TokenDigest::of((*pair)->refresh)}) {
      if (std::find(known.begin(), known.end(), secret) != known.end()) {
        problems.push_back(about(tenant.name) + "expected tokens of its own in " + file.path().string() +
                           ", found a secret that something else has, too; run \"scimbridge login\"");
      }
      known.push_back(secret);
    }
  }
  return problems;
}

core::Result<OAuthWay> make_oauth_way(config::Tenant& tenant, const SharedParts& shared, work::Loop& loop) {
  config::Rest& rest = *tenant.rest;
  oauth::PairFile file(shared.state_dir, tenant.name);
  auto pair = file.read();
  if (!pair) return pair.passed_on();
  if (!*pair) return core::failure(core::FaultKind::StoreFailed, no_pair(tenant.name, file));
  const auto endpoint = std::make_shared<transport::AnonymousClient>(shared.engine, token_endpoint_settings(rest));
  const auto ask = [endpoint](std::string form, std::function<void(transport::Reply)> done) {
    endpoint->send(oauth::token_request(std::move(form)), std::move(done));
  };
  auto keeper =
      std::make_shared<oauth::TokenKeeper>(oauth::KeeperParts{loop, shared.clock, tenant.name, take_app(*rest.oauth),
                                                              std::move(file), ask, log_of(tenant.name)},
                                           std::move(**pair));
  std::shared_ptr<work::RestClient> client = work::make_rest_client(
      transport::Client<core::OAuthToken>(shared.engine, client_settings(rest), keeper->token()));
  auto renewing = oauth::make_renewing_client(std::move(client), keeper);
  return OAuthWay{std::move(keeper), std::move(renewing)};
}

}  // namespace bridge::app
