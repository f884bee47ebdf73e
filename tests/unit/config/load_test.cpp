// What a correct configuration becomes.

#include <type_traits>

#include <gtest/gtest.h>

#include "unit/config/fixture.hpp"

namespace bridge::config::test {
namespace {

using std::chrono::milliseconds;

static_assert(std::is_move_constructible_v<Settings> && !std::is_copy_constructible_v<Tenant>);

Loaded load(std::string_view text, const std::string& directory = ".") {
  return load_text(text, "test.toml", directory, test_environment());
}

TEST(Load, FillsInEveryDefault) {
  const Loaded loaded = load(minimal());
  ASSERT_TRUE(loaded.settings) << loaded.problems.at(0).to_string();
  const Settings& settings = *loaded.settings;
  EXPECT_EQ(settings.server.address, "127.0.0.1");
  EXPECT_EQ(settings.server.port, 8080);
  EXPECT_EQ(settings.server.admin_address, "127.0.0.1");
  EXPECT_EQ(settings.server.admin_port, 8081);
  EXPECT_EQ(settings.server.base_url, "");
  EXPECT_FALSE(settings.server.tls);
  EXPECT_EQ(settings.server.limits.max_body, std::size_t{16} << 20U);
  EXPECT_EQ(settings.store_file, "scimbridge.db");
  ASSERT_EQ(settings.tenants.size(), 1U);
  const Tenant& tenant = settings.tenants[0];
  EXPECT_EQ(tenant.name, "default");
  EXPECT_EQ(tenant.route, RouteChoice::Auto);
  EXPECT_EQ(tenant.idp, Idp::Generic);
  EXPECT_EQ(tenant.mode, Mode::Live);
  EXPECT_FALSE(tenant.scim);
  ASSERT_TRUE(tenant.rest);
  EXPECT_EQ(tenant.rest->url, "https://api.smartsheet.com/2.0");
  EXPECT_EQ(tenant.rest->token.expose(), kRestToken);
  EXPECT_EQ(tenant.rest->requests_per_minute, 300U);
  EXPECT_EQ(tenant.mirror.refresh, milliseconds(60'000));
  EXPECT_FALSE(tenant.mirror.verify_misses);
  ASSERT_EQ(tenant.idp_tokens.size(), 1U);
  EXPECT_TRUE(tenant.idp_tokens[0].digest == core::TokenDigest::of(core::IdpToken(kIdpToken)));
  EXPECT_EQ(tenant.idp_tokens[0].rights, Rights::ReadWrite);
  EXPECT_FALSE(tenant.idp_tokens[0].expires);
}

TEST(Load, ReadsEveryKey) {
  const Loaded loaded = load_file(source_dir() / "tests/data/config/everything.toml", test_environment());
  ASSERT_TRUE(loaded.settings) << loaded.problems.at(0).to_string();
  const Settings& settings = *loaded.settings;
  EXPECT_EQ(settings.server.address, "::1");
  EXPECT_EQ(settings.server.port, 0);
  EXPECT_EQ(settings.server.admin_address, "::1");
  EXPECT_EQ(settings.server.admin_port, 9081);
  EXPECT_EQ(settings.server.base_url, "https://scim.example.com/bridge");
  EXPECT_EQ(settings.server.limits.max_body, 1U << 20U);
  EXPECT_EQ(settings.server.limits.max_target, 256U);
  EXPECT_EQ(settings.server.limits.max_headers, 64U << 10U);
  EXPECT_EQ(settings.server.limits.max_buffered, std::size_t{1} << 30U);
  EXPECT_EQ(settings.server.limits.max_connections, 10U);
  EXPECT_EQ(settings.server.limits.header_timeout, milliseconds(500));
  EXPECT_EQ(settings.server.limits.body_timeout, milliseconds(2'000));
  EXPECT_EQ(settings.server.limits.idle_timeout, milliseconds(300'000));
  EXPECT_EQ(settings.server.limits.max_wait, milliseconds(3'600'000));
  EXPECT_EQ(settings.server.limits.drain, milliseconds(0));
  EXPECT_EQ(settings.server.state_dir, (source_dir() / "tests/data/config/state").string());
  EXPECT_EQ(settings.store_file, "/var/lib/scimbridge/people.db");
  ASSERT_EQ(settings.tenants.size(), 3U);
  const Tenant& tenant = settings.tenants[0];
  EXPECT_EQ(tenant.name, "north-1");
  EXPECT_EQ(tenant.route, RouteChoice::Scim);
  EXPECT_EQ(tenant.idp, Idp::Entra);
  EXPECT_EQ(tenant.mode, Mode::Rehearse);
  EXPECT_EQ(tenant.on_username_change, OnUsernameChange::Ignore);
  EXPECT_FALSE(tenant.smartsheet_extension);
  EXPECT_EQ(tenant.bare_username_domain, "people.example.com");
  EXPECT_EQ(tenant.access.on_existing, core::OnExisting::Adopt);
  EXPECT_EQ(tenant.access.protected_people, (std::vector<std::string>{"breakglass@example.com", "root@example.com"}));
  const core::DeprovisionPolicy& deprovision = tenant.access.deprovision;
  EXPECT_EQ(deprovision.on_deactivate, core::TakeAccess::Downgrade);
  EXPECT_EQ(deprovision.on_delete, core::TakeAccess::Remove);
  EXPECT_EQ(deprovision.fallback, core::Fallback::Downgrade);
  EXPECT_EQ(deprovision.pending, core::OnPending::Cancel);
  EXPECT_EQ(deprovision.on_reactivate_expired, core::OnReactivateExpired::Invite);
  EXPECT_EQ(deprovision.transfer_to, "owner@example.com");
  EXPECT_FALSE(deprovision.transfer_sheets);
  EXPECT_FALSE(deprovision.remove_from_sharing);
  EXPECT_EQ(deprovision.hold, std::chrono::hours(24 * 7));
  EXPECT_EQ(tenant.access.guard.max_per_hour, 50U);
  EXPECT_EQ(tenant.access.groups.authority, core::Authority::Full);
  EXPECT_EQ(tenant.access.groups.on_delete, core::OnGroupDelete::Delete);
  EXPECT_EQ(tenant.access.groups.unknown_members, core::UnknownMembers::Skip);
  EXPECT_TRUE(tenant.audit.values);
  EXPECT_EQ(tenant.audit.keep, std::chrono::hours(24 * 30));
  ASSERT_EQ(tenant.idp_tokens.size(), 2U);
  EXPECT_EQ(tenant.idp_tokens[0].name, "okta-2026");
  EXPECT_EQ(core::to_date_time(tenant.idp_tokens[0].expires.value()), "2026-12-31T23:00:00.250Z");
  EXPECT_EQ(tenant.idp_tokens[0].rights, Rights::ReadOnly);
  EXPECT_EQ(tenant.idp_tokens[0].idp, Idp::Generic);
  EXPECT_EQ(tenant.idp_tokens[0].me, "Ada.Lovelace+scim@example.com");
  EXPECT_EQ(tenant.idp_tokens[1].me, "");
  ASSERT_TRUE(tenant.scim && tenant.rest);
  EXPECT_EQ(tenant.scim->url, "https://scim-gateway.example.com/v2");
  EXPECT_EQ(tenant.scim->token.expose(), kScimToken);
  EXPECT_EQ(tenant.scim->requests_per_minute, 200U);
  EXPECT_EQ(tenant.scim->connect_timeout, milliseconds(7'000));
  EXPECT_EQ(tenant.scim->timeout, milliseconds(8'000));
  EXPECT_EQ(tenant.scim->proxy, "http://scim-proxy.example.com:3128");
  EXPECT_EQ(tenant.rest->token.expose(), kRestToken);
  EXPECT_EQ(tenant.rest->url, "https://gateway.example.com:8443/2.0");
  EXPECT_EQ(tenant.rest->requests_per_minute, 100'000U);
  EXPECT_EQ(tenant.rest->connect_timeout, milliseconds(1));
  EXPECT_EQ(tenant.rest->timeout, milliseconds(60'000));
  EXPECT_EQ(tenant.rest->proxy, "http://proxy.example.com:3128");
  EXPECT_TRUE(tenant.rest->send_invitation);
  EXPECT_TRUE(tenant.rest->write_profile);
  EXPECT_EQ(tenant.grantable_roles, (std::vector<std::string>{"SYSTEM_ADMIN", "SMARTSHEET_USER", "JIRA_USER",
                                                              "JIRA_ADMIN", "SALESFORCE_USER", "SALESFORCE_ADMIN"}));
  EXPECT_EQ(tenant.mirror.refresh, milliseconds(100));
  EXPECT_EQ(tenant.mirror.full_sweep, std::chrono::hours(24 * 7));
  EXPECT_TRUE(tenant.mirror.verify_misses);
  EXPECT_EQ(settings.tenants[1].name, "by-oauth");
  EXPECT_EQ(settings.tenants[2].name, "default");
}

TEST(Load, TakesRelativePathsFromTheDirectoryOfTheFile) {
  const TemporaryDirectory directory;
  directory.write("scimbridge.toml",
                  minimal("token_file = \"token\"", "tls_certificate = \"c.pem\"\ntls_key = \"k.pem\""));
  directory.write("token", "token-from-a-file\r\n");
  directory.write("c.pem", "-----BEGIN CERTIFICATE-----\n");
  directory.write("k.pem", "-----BEGIN EC PRIVATE KEY-----\n");
  const Loaded loaded = load_file(directory.path() + "/scimbridge.toml", test_environment());
  ASSERT_TRUE(loaded.settings) << loaded.problems.at(0).to_string();
  EXPECT_EQ(loaded.settings->tenants[0].rest->token.expose(), "token-from-a-file");
  EXPECT_EQ(loaded.settings->server.tls.value().certificate, directory.path() + "/c.pem");
  EXPECT_EQ(loaded.settings->server.tls.value().key, directory.path() + "/k.pem");
  EXPECT_EQ(loaded.settings->server.tls.value().client_ca, "");
  EXPECT_EQ(loaded.settings->server.state_dir, directory.path());
}

TEST(Load, AcceptsTheUrlsThatACredentialMayGoTo) {
  for (const char* url :
       {"https://api.smartsheet.com/2.0", "https://API.Smartsheet.EU/2.0", "https://api.smartsheet.au",
        "https://api.smartsheetgov.com/2.0", "https://scim.smartsheet.com/v2", "https://scim.smartsheet.eu/v2",
        "https://api.rm.smartsheet.com/api/v1", "http://127.0.0.1:9000/2.0", "http://127.8.9.10", "http://[::1]:9000",
        "http://localhost:9000/2.0", "https://localhost/2.0"}) {
    const Loaded loaded = load(minimal("url = \"" + std::string(url) + "\""));
    ASSERT_TRUE(loaded.settings) << url << ": " << loaded.problems.at(0).to_string();
    EXPECT_EQ(loaded.settings->tenants[0].rest->url, url);
  }
}

TEST(Load, AcceptsATenantWithTheScimServiceAlone) {
  const Loaded loaded = load(minimal_scim("", "route = \"scim\""));
  ASSERT_TRUE(loaded.settings) << loaded.problems.at(0).to_string();
  const Tenant& tenant = loaded.settings->tenants[0];
  EXPECT_EQ(tenant.route, RouteChoice::Scim);
  EXPECT_FALSE(tenant.rest);
  ASSERT_TRUE(tenant.scim);
  EXPECT_EQ(tenant.scim->url, "https://api.smartsheet.com/2.0/scim/v2");
  EXPECT_EQ(tenant.scim->token.expose(), kScimToken);
  EXPECT_EQ(tenant.scim->requests_per_minute, 300U);
  EXPECT_EQ(tenant.scim->connect_timeout, milliseconds(5'000));
  EXPECT_EQ(tenant.scim->timeout, milliseconds(30'000));
  EXPECT_EQ(tenant.scim->proxy, "");
}

TEST(Load, AcceptsTheUrlsOfTheScimService) {
  for (const char* url : {"https://api.smartsheet.com/2.0/scim/v2", "https://scim.smartsheet.com/v2",
                          "https://scim.smartsheet.eu/v2", "http://127.0.0.1:9000/2.0/scim/v2"}) {
    const Loaded loaded = load(minimal_scim("url = \"" + std::string(url) + "\""));
    ASSERT_TRUE(loaded.settings) << url << ": " << loaded.problems.at(0).to_string();
    EXPECT_EQ(loaded.settings->tenants[0].scim.value().url, url);
  }
}

TEST(Load, LetsTheAdminListenOnAnyLoopbackAddress) {
  struct Case {
    const char* server;
    const char* address;
    int port;
  };
  for (const Case& row : {Case{"admin_listen = \"localhost:0\"\nlisten = \"localhost:0\"", "localhost", 0},
                          Case{"admin_listen = \"127.8.9.10:8080\"", "127.8.9.10", 8080},
                          Case{"admin_listen = \"[::1]:8080\"", "::1", 8080},
                          Case{"admin_listen = \"[::1]:8080\"\nlisten = \"0.0.0.0:8080\"", "::1", 8080},
                          Case{"listen = \"192.0.2.1:8081\"", "127.0.0.1", 8081}}) {
    const Loaded loaded = load(minimal("", row.server));
    ASSERT_TRUE(loaded.settings) << row.server << ": " << loaded.problems.at(0).to_string();
    EXPECT_EQ(loaded.settings->server.admin_address, row.address);
    EXPECT_EQ(loaded.settings->server.admin_port, row.port);
  }
}

TEST(Load, AcceptsEveryWayToListen) {
  struct Case {
    const char* listen;
    const char* address;
    int port;
  };
  for (const Case& row : {Case{"0.0.0.0:443", "0.0.0.0", 443}, Case{"[::]:65535", "::", 65535},
                          Case{"localhost:0", "localhost", 0}, Case{"scim.example.com:80", "scim.example.com", 80}}) {
    const Loaded loaded = load(minimal("", "listen = \"" + std::string(row.listen) + "\""));
    ASSERT_TRUE(loaded.settings) << row.listen;
    EXPECT_EQ(loaded.settings->server.address, row.address);
    EXPECT_EQ(loaded.settings->server.port, row.port);
  }
}

}  // namespace
}  // namespace bridge::config::test
