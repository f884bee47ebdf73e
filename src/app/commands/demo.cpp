#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

#include "app/commands/commands.hpp"
#include "app/log.hpp"
#include "bridge/app/bridge.hpp"
#include "bridge/core/credential.hpp"

namespace bridge::app {

namespace {

constexpr std::uint32_t kExamplePeople = 25;
constexpr std::uint32_t kExampleGroups = 3;
constexpr std::uint32_t kAccessLosses = 100'000;

/// A directory of the demo's own, gone with it.
class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    std::string name = (std::filesystem::temp_directory_path() / "scimbridge-demo-XXXXXX").string();
    if (::mkdtemp(name.data()) != nullptr) path_ = name;
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

config::Settings demo_settings(std::uint16_t port, std::uint16_t emulator_port, const std::string& state_dir,
                               const core::IdpToken& idp_token, core::OAuthToken api_token) {
  config::Settings settings;
  settings.server.port = port;
  settings.server.state_dir = state_dir;
  settings.server.admin_port = 0;
  config::Rest rest{{"http://127.0.0.1:" + std::to_string(emulator_port) + "/2.0", std::move(api_token)}};
  rest.requests_per_minute = 3000;
  config::Tenant tenant;
  tenant.idp = config::Idp::Okta;
  tenant.rest = std::move(rest);
  tenant.mirror.refresh = std::chrono::seconds(5);
  // Nobody loses anything in a demo, and a conformance run takes access from hundreds of its own people.
  tenant.access.guard.max_per_hour = kAccessLosses;
  tenant.idp_tokens.push_back({"demo", core::TokenDigest::of(idp_token)});
  settings.tenants.push_back(std::move(tenant));
  return settings;
}

void print_welcome(const std::string& base, const std::string& token, std::uint16_t emulator_port) {
  const std::string head = "curl -s -H 'Authorization: Bearer " + token + "' ";
  std::printf("scimbridge demo is running; stop it with Ctrl-C.\n\n");
  std::printf("Base URL: %s\nToken:    %s\nSmartsheet (emulated): http://127.0.0.1:%u/2.0\n\n", base.c_str(),
              token.c_str(), static_cast<unsigned>(emulator_port));
  std::printf("Try:\n");
  std::printf("  %s'%s/Users?count=2'\n", head.c_str(), base.c_str());
  std::printf(
      "  %s-H 'Content-Type: application/scim+json' '%s/Users' -d "
      "'{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],"
      "\"userName\":\"ada@example.com\",\"name\":{\"givenName\":\"Ada\",\"familyName\":\"Byron\"}}'\n",
      head.c_str(), base.c_str());
  std::printf("  %s'%s/Users?filter=userName%%20eq%%20%%22ada@example.com%%22'\n", head.c_str(), base.c_str());
  std::fflush(stdout);
}

}  // namespace

int demo(std::uint16_t port) {
  block_stop_signals();
  const core::SystemClock clock;
  emulator::Options options;
  options.rate_limit = 0;
  options.seed_users = kExamplePeople;
  options.seed_groups = kExampleGroups;
  const auto organisation = emulator::Emulator::make(options, clock);
  core::OAuthToken api_token(core::new_idp_token().expose());
  organisation->add_token({api_token.expose(), "admin@example.com", false, false, {}});
  auto smartsheet = emulator::EmulatorServer::start(*organisation, 0);
  if (!smartsheet) {
    std::fprintf(stderr, "scimbridge: %s\n", smartsheet.error().detail.c_str());
    return 1;
  }
  const TemporaryDirectory state;
  if (state.path().empty()) {
    std::fprintf(stderr, "scimbridge: can't make a directory for the demo's state\n");
    return 1;
  }
  const core::IdpToken idp_token = core::new_idp_token();
  auto bridge =
      Bridge::start(demo_settings(port, (*smartsheet)->port(), state.path(), idp_token, std::move(api_token)));
  if (!bridge) {
    std::fprintf(stderr, "scimbridge: %s\n", bridge.error().detail.c_str());
    return 1;
  }
  print_welcome((*bridge)->base_url() + "/scim/v2", idp_token.expose(), (*smartsheet)->port());
  wait_for_stop_signal();
  (*bridge)->stop();
  return 0;
}

}  // namespace bridge::app
