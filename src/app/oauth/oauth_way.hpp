#pragma once
// A tenant's way to Smartsheet's REST API with tokens that are renewed.

#include <memory>
#include <string>
#include <vector>

#include "app/tenant_parts.hpp"
#include "bridge/config/settings.hpp"
#include "bridge/core/clock.hpp"
#include "bridge/core/result.hpp"
#include "bridge/oauth/grant.hpp"
#include "bridge/oauth/pair_file.hpp"
#include "bridge/oauth/token_keeper.hpp"
#include "bridge/transport/http_client.hpp"
#include "bridge/work/loop.hpp"
#include "bridge/work/route_client.hpp"

namespace bridge::app {

/// Takes the secret out of the configuration.
[[nodiscard]] oauth::App take_app(config::OAuth& configured);

/// How the token endpoint is called. A lost answer may lock the bridge out, so it is waited for longer than others.
[[nodiscard]] transport::ClientSettings token_endpoint_settings(const config::Rest& rest);

/// What keeps tenants with [tenant.rest.oauth] from working, a sentence each: no pair on disk, one that can't be read,
/// or one that holds a secret that something else has, too.
[[nodiscard]] std::vector<std::string> oauth_problems(const config::Settings& settings);

struct OAuthWay {
  std::shared_ptr<oauth::TokenKeeper> keeper;
  std::unique_ptr<work::RestClient> client;
};

/// For a tenant that has it. Takes the client secret. StoreFailed, naming the way out, where there is no pair.
[[nodiscard]] core::Result<OAuthWay> make_oauth_way(config::Tenant& tenant, const SharedParts& shared,
                                                    work::Loop& loop);

}  // namespace bridge::app
