#pragma once
// The configuration as one immutable value: TOML and environment, checked as a whole. docs/configuration.md
// says the same for administrators; a test holds the two together.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/core/clock.hpp"
#include "bridge/core/credential.hpp"
#include "bridge/core/policy.hpp"

namespace bridge::config {

/// [server.limits]
struct Limits {
  std::size_t max_body = std::size_t{16} << 20U;       ///< bytes; larger: 413
  std::size_t max_target = std::size_t{16} << 10U;     ///< bytes; longer: 414
  std::size_t max_headers = std::size_t{32} << 10U;    ///< bytes; larger: 431
  std::size_t max_buffered = std::size_t{256} << 20U;  ///< bytes of all bodies together; more: 503
  std::size_t max_connections = 4096;
  std::chrono::milliseconds header_timeout{10'000};
  std::chrono::milliseconds body_timeout{30'000};
  std::chrono::milliseconds idle_timeout{120'000};
  std::chrono::milliseconds max_wait{25'000};  ///< how long a write may take before it is answered 503
  std::chrono::milliseconds drain{30'000};     ///< how long a stop waits for requests being worked on
};

/// PEM files; only that they can be read and look like PEM has been checked.
struct TlsFiles {
  std::string certificate;
  std::string key;
  std::string client_ca{};  ///< empty: no client certificates are asked for
};

/// [server]
struct Server {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  ///< 0: a free one
  std::string base_url;       ///< without trailing slash; empty: http(s)://listen
  std::optional<TlsFiles> tls;
  std::string state_dir = ".";  ///< made with mode 0700 where it is missing; relative store files lie in it
  /// Health, commands and the console: a loopback address, never the public one.
  std::string admin_address = "127.0.0.1";
  std::uint16_t admin_port = 8081;  ///< 0: a free one
  Limits limits;
};

enum class Rights : std::uint8_t { ReadWrite, ReadOnly };
enum class Idp : std::uint8_t { Okta, Entra, Generic };
/// Auto is settled once and pinned in the store; the others override the pin.
enum class RouteChoice : std::uint8_t { Auto, Scim, Rest };
/// Rehearse plans and records every write, and sends none.
enum class Mode : std::uint8_t { Live, Rehearse };
enum class OnUsernameChange : std::uint8_t { Error, Ignore };

/// [[tenant.idp_token]]: what the identity provider shows; only the digest is kept.
struct IdpTokenEntry {
  std::string name;
  core::TokenDigest digest;
  std::optional<core::Instant> expires{};
  Rights rights = Rights::ReadWrite;
  std::optional<Idp> idp{};  ///< overrides the tenant's
  std::string me{};          ///< the userName of whom the token acts for at /Me; empty: nobody
};

/// What every service of Smartsheet's has, with a credential of its own kind.
template <class Token>
struct Upstream {
  std::string url;  ///< without trailing slash
  Token token;
  std::uint32_t requests_per_minute = 300;
  std::chrono::milliseconds connect_timeout{5'000};
  std::chrono::milliseconds timeout{30'000};  ///< one call
  std::string proxy{};                        ///< empty: none; proxy variables of the environment are not read
};

/// [tenant.scim]: Smartsheet's SCIM service.
struct Scim : Upstream<core::ScimToken> {
  static constexpr const char* kDefaultUrl = "https://api.smartsheet.com/2.0/scim/v2";
};

enum class ClientAuth : std::uint8_t { Hash, Secret };

/// [tenant.rest.oauth]: access tokens that end, and are renewed, instead of one that is configured.
struct OAuth {
  static constexpr const char* kDefaultAuthorizeUrl = "https://app.smartsheet.com/b/authorize";
  std::string client_id;
  core::ClientSecret secret{std::string()};
  ClientAuth auth = ClientAuth::Hash;
  /// As registered in Smartsheet: http to a loopback address, where `scimbridge login` listens.
  std::string redirect_url = "http://127.0.0.1:8400/oauth/callback";
  /// By the REST API's region where it is not given.
  std::string authorize_url{};
};

/// [tenant.rest]: Smartsheet's REST API. With `oauth` there is no `token`.
struct Rest : Upstream<core::OAuthToken> {
  static constexpr const char* kDefaultUrl = "https://api.smartsheet.com/2.0";
  bool send_invitation = false;  ///< Smartsheet's sendEmail
  bool write_profile = false;    ///< title, department and the like are sent
  std::optional<OAuth> oauth{};
};

/// [tenant.mirror]
struct Mirror {
  std::chrono::milliseconds refresh{60'000};
  std::chrono::milliseconds full_sweep{std::chrono::hours(24)};
  bool verify_misses = false;  ///< Smartsheet is asked about people unknown to a mirror older than `refresh`
};

/// [[tenant]]. `scim`, `rest` or both are there, and always what `route` names.
struct Tenant {
  std::string name = "default";
  RouteChoice route = RouteChoice::Auto;
  Idp idp = Idp::Generic;
  Mode mode = Mode::Live;
  OnUsernameChange on_username_change = OnUsernameChange::Error;
  bool smartsheet_extension = true;    ///< whether resources have the extension with what Smartsheet alone knows
  std::string bare_username_domain{};  ///< what a userName without '@' is completed with; empty: nothing
  std::vector<IdpTokenEntry> idp_tokens{};
  std::optional<Scim> scim{};
  std::optional<Rest> rest{};
  Mirror mirror{};
  /// [tenant.roles] grantable: roles that may be granted through SCIM.
  std::vector<std::string> grantable_roles{"LICENSED_USER", "GROUP_ADMIN", "RESOURCE_VIEWER"};
  /// on_existing, protected, [tenant.deprovision], [tenant.guard], [tenant.groups].
  core::AccessPolicy access{};
  core::AuditPolicy audit{};
};

/// Move-only, because it holds the secrets.
struct Settings {
  Server server;
  /// From [store] url = "sqlite:FILE": absolute, or to be taken from state_dir.
  std::string store_file = "scimbridge.db";
  std::vector<Tenant> tenants;
};

/// One thing wrong with the configuration. Line and column are 1-based, 0 where there is no place.
struct Problem {
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::string key;  ///< dotted, for example "tenant[0].rest.token_env"
  std::string message;

  /// "FILE:LINE:COLUMN: KEY: MESSAGE", without the parts that there are not.
  [[nodiscard]] std::string to_string() const;
};

/// Settings, or every problem at once, in the order of the file. No problem quotes a secret, or what could be
/// one by mistake.
struct Loaded {
  std::optional<Settings> settings;
  std::vector<Problem> problems;
};

/// Every key that the configuration knows, dotted, for example "tenant.rest.token_env", in the order of the
/// documentation.
[[nodiscard]] std::vector<std::string> known_keys();

/// Looks a variable up; nothing when it is not set.
using Environment = std::function<std::optional<std::string>(const std::string&)>;

/// The process's environment.
[[nodiscard]] Environment process_environment();

/// Reads and checks a TOML file, and the files that it names. Relative paths in it (that of the store excepted)
/// are taken from the file's directory and are given back joined to it.
[[nodiscard]] Loaded load_file(const std::string& path, const Environment& environment);

/// The same for a text; `name` stands for the file in problems, `directory` is where relative paths begin.
[[nodiscard]] Loaded load_text(std::string_view text, const std::string& name, const std::string& directory,
                               const Environment& environment);

}  // namespace bridge::config
