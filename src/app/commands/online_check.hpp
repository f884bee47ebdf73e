#pragma once
// check-config --online: what Smartsheet's services say of a tenant's credentials, and what to make of it.

#include <string>
#include <vector>

#include "bridge/config/settings.hpp"
#include "bridge/core/value.hpp"
#include "bridge/transport/http_client.hpp"

namespace bridge::app {

enum class Heard : std::uint8_t { NotAsked, Done, Refused, NoAnswer };

/// One read-only question and what came of it.
struct OnlineAnswer {
  Heard heard = Heard::NotAsked;
  /// HTTP; 0 without an answer.
  int status = 0;
  /// Why it was refused, or why there was no answer.
  std::string detail{};
  /// Of Heard::Done.
  core::Value body{};
};

/// A documented URL of the SCIM service that is not the configured one, asked without a credential: a SCIM
/// service answers 401, anything else is none.
struct OtherUrl {
  std::string url;
  int status = 0;
};

struct TenantAnswers {
  std::string tenant;
  config::RouteChoice route = config::RouteChoice::Auto;
  /// Empty: not configured.
  std::string rest_url{};
  std::string scim_url{};
  /// The REST token is one of a pair that is renewed.
  bool oauth = false;
  OnlineAnswer rest_owner{};
  OnlineAnswer scim_probe{};
  OnlineAnswer scim_owner{};
  std::vector<OtherUrl> others{};
};

/// Asks. Each credential goes to its own URL alone. Takes the credentials out of the settings. An OAuth pair is taken
/// as it lies in `state_dir`, and is not renewed: that is the server's to do.
[[nodiscard]] TenantAnswers ask_online(transport::Engine& engine, config::Tenant& tenant, const std::string& state_dir);

/// {"tenant",
///  "rest":null|{"url","answers","status","owner","owner_status","system_admin","group_admin","account"},
///  "scim":null|{"url","answers","status","owner","others":[{"url","there"}…]},
///  "route":"scim"|"rest"|null,"reason","problems":["…"…]}
/// What the services did not tell is null. Pure.
[[nodiscard]] core::Object judge_online(const TenantAnswers& answers);

/// A judgement for people, in aligned lines. Pure.
[[nodiscard]] std::string online_text(const core::Value& judgement);

}  // namespace bridge::app
