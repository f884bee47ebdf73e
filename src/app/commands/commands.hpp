#pragma once
// The commands of the program. Each returns the exit code: 0 done, 1 findings or failure, 2 wrong usage.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "bridge/emulator/emulator.hpp"

namespace bridge::app {

/// Exit code for a command line that can't be understood.
inline constexpr int kWrongUsage = 2;

[[nodiscard]] int serve(const std::string& config_file);

/// Bridge, emulator and example data in one process; state goes with it.
[[nodiscard]] int demo(std::uint16_t port);

struct CheckOptions {
  std::string config;
  /// Asks Smartsheet, read-only: owners, rights, which services answer.
  bool online = false;
  bool json = false;
};
[[nodiscard]] int check_config(const CheckOptions& options);

/// For commands about one tenant.
struct TenantOptions {
  std::string config;
  /// Empty: the only one.
  std::string tenant;
  bool json = false;
};

struct PlanOptions {
  TenantOptions about;
  /// The name of the IdP token that the request comes with; empty: the tenant's first.
  std::string client;
  /// Empty: GET without a body, POST with one.
  std::string method;
  std::string path;
  /// A file, or "-" for standard input; empty: no body.
  std::string body;
  bool show_values = false;
};
/// What a SCIM request would send to Smartsheet; sends nothing.
[[nodiscard]] int plan(const PlanOptions& options);

[[nodiscard]] int show_route(const TenantOptions& options);
/// Shows how both services tell the tenant, and asks first unless `yes`.
[[nodiscard]] int set_route(const TenantOptions& options, const std::string& route, bool yes);

[[nodiscard]] int show_rehearsal(const TenantOptions& options);
[[nodiscard]] int forget_rehearsal(const TenantOptions& options);

/// People and groups by id; with `show_values` their names, too.
[[nodiscard]] int show_guard(const TenantOptions& options, bool show_values);
/// What is held passes for so long ("24h"), and `count` losses more.
[[nodiscard]] int release_guard(const TenantOptions& options, const std::string& lasting, std::uint32_t count);

struct AuditOptions {
  TenantOptions about;
  /// A name or an id; empty: everybody.
  std::string user;
  std::string group;
  /// "24h", "2026-11-01" or a date-time; empty: from the beginning.
  std::string since;
};
/// Lines of the audit, the oldest first; with `json` one object a line.
[[nodiscard]] int show_audit(const AuditOptions& options);
/// What is kept of `user` beside ids is forgotten; asks first unless `yes`.
[[nodiscard]] int forget_audit(const AuditOptions& options, bool yes);

/// Whether the store is sound; the tenant of the options plays no part, here and below. Exit code 1 where it isn't.
[[nodiscard]] int check_store(const TenantOptions& options);
/// A copy of the store in a new file.
[[nodiscard]] int back_up_store(const TenantOptions& options, const std::string& target);
/// Puts a backup in place of the store that nobody holds; asks first unless `yes`.
[[nodiscard]] int restore_store(const TenantOptions& options, const std::string& backup, bool yes);

/// Reads Smartsheet now and prints the drift; with `repair` shows what a repair would send, asks unless `yes`, and
/// sends it. 0 where nothing differs (any more).
[[nodiscard]] int sync(const TenantOptions& options, bool repair, bool yes);

struct LoginOptions {
  std::string config;
  /// Empty: the only one.
  std::string tenant;
  /// How long the browser is waited for; a code of Smartsheet's lives no longer.
  std::chrono::seconds wait{600};
};
/// The first pair of OAuth tokens, or a new one, through an administrator's browser.
[[nodiscard]] int login(const LoginOptions& options);

/// The token on standard output, its digest line on standard error.
[[nodiscard]] int new_token();

struct EmulateOptions {
  std::uint16_t port = 0;
  emulator::Options emulator;
  /// An API token to know from the start; made up and printed where there is none.
  std::optional<std::string> token;
  /// The same for the SCIM service, which takes no other.
  std::optional<std::string> scim_token;
  /// "ID:SECRET" of an app; empty: none.
  std::string oauth_client;
  std::string oauth_redirect = emulator::OAuthClient().redirect_url;
};
[[nodiscard]] int emulate(const EmulateOptions& options);

struct ConformanceOptions {
  std::string url;
  std::string token_file;
  std::vector<std::string> suites;
  std::vector<std::string> cases;
  /// A folder laid out as conformance/; empty: what the program carries.
  std::string folder;
  /// Their endings tell what they are.
  std::vector<std::string> reports;
  bool read_only = false;
  bool side_effects_accepted = false;
  bool list = false;
  bool fail_fast = false;
  std::string user_domain = "example.com";
  std::string ca_file;
  /// Seconds.
  int timeout = 60;
};
/// Plays the conformance suite against a server, or lists its cases. 0 where nothing of level MUST failed.
[[nodiscard]] int conformance(const ConformanceOptions& options);

/// Waits for SIGINT or SIGTERM, which the calling thread must have blocked with block_stop_signals().
void block_stop_signals();
void wait_for_stop_signal();

}  // namespace bridge::app
