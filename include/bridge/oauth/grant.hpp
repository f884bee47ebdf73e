#pragma once
// The token grants of Smartsheet's OAuth 2.0 as pure functions: what the token endpoint is sent, and what its answers
// mean (https://developers.smartsheet.com/api/smartsheet/guides/advanced-topics/oauth-2.0-flow).

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "bridge/core/credential.hpp"
#include "bridge/transport/http_client.hpp"

namespace bridge::oauth {

/// How the app proves itself: with its secret, or with a hash that holds for one request.
enum class ClientAuth : std::uint8_t { Hash, Secret };

/// The bridge as an app that is registered in Smartsheet.
struct App {
  std::string client_id;
  core::ClientSecret secret;
  ClientAuth auth = ClientAuth::Hash;
};

/// Under the REST API's base URL; asked with POST and no Authorization header.
inline constexpr std::string_view kTokenPath = "/token";
inline constexpr std::string_view kFormType = "application/x-www-form-urlencoded";

/// What the bridge asks an administrator to allow: READ_USERS to read people and groups, ADMIN_USERS to create,
/// change and deactivate people and to manage groups. Nothing that opens a sheet.
inline constexpr std::string_view kScopes = "READ_USERS ADMIN_USERS";

/// The form body for the first pair.
[[nodiscard]] std::string code_form(const App& app, const core::AuthorizationCode& code);
/// The form body for the next pair.
[[nodiscard]] std::string refresh_form(const App& app, const core::RefreshToken& refresh);

/// Where an administrator allows the app: `authorize_url` with client, scopes and state.
[[nodiscard]] std::string consent_url(std::string_view authorize_url, std::string_view client_id,
                                      std::string_view state);

/// The POST that carries a form. Never repeated by the transport: a refresh token is good once.
[[nodiscard]] transport::Request token_request(std::string form);

struct Granted {
  core::OAuthToken access;
  core::RefreshToken refresh;
  std::chrono::seconds lifetime;
};

struct GrantFault {
  enum class Kind : std::uint8_t {
    /// Asking again with the same is of no use.
    Refused,
    /// Nothing was done; later it may be.
    NotDone,
    /// A new pair may have been made that nobody received.
    Unknown,
  };
  Kind kind = Kind::Unknown;
  /// One sentence in our own words, without any part of a secret.
  std::string why;
  /// Smartsheet's errorCode; 0 where there is none.
  std::int64_t code = 0;
};

[[nodiscard]] std::variant<Granted, GrantFault> read_grant(const transport::Reply& reply);

/// Whether a call's answer says that its access token is dead (expired, replaced, revoked): nothing was done then.
[[nodiscard]] bool says_token_is_dead(const transport::Reply& reply);

}  // namespace bridge::oauth
