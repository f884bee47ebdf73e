#include <cstdio>

#include "app/commands/commands.hpp"
#include "bridge/core/credential.hpp"

namespace bridge::app {

int emulate(const EmulateOptions& options) {
  block_stop_signals();
  const core::SystemClock clock;
  const auto organisation = emulator::Emulator::make(options.emulator, clock);
  const std::string token = options.token ? *options.token : core::new_idp_token().expose();
  const std::string scim_token = options.scim_token ? *options.scim_token : core::new_idp_token().expose();
  if (token == scim_token) {
    std::fprintf(stderr, "scimbridge: --scim-token: expected another token than --token, each service has its own\n");
    return kWrongUsage;
  }
  organisation->add_token({token, "admin@example.com", false, false, {}, emulator::TokenUse::Rest});
  organisation->add_token({scim_token, "admin@example.com", false, false, {}, emulator::TokenUse::Scim});
  if (!options.oauth_client.empty()) {
    const std::size_t colon = options.oauth_client.find(':');
    if (colon == 0 || colon == std::string::npos || colon + 1 == options.oauth_client.size()) {
      std::fprintf(stderr, "scimbridge: --oauth-client: expected ID:SECRET, found something else\n");
      return kWrongUsage;
    }
    organisation->add_oauth_client(
        {options.oauth_client.substr(0, colon), options.oauth_client.substr(colon + 1), options.oauth_redirect});
  }
  auto server = emulator::EmulatorServer::start(*organisation, options.port);
  if (!server) {
    std::fprintf(stderr, "scimbridge: %s\n", server.error().detail.c_str());
    return 1;
  }
  const auto listening = static_cast<unsigned>((*server)->port());
  std::printf("Smartsheet REST API: http://127.0.0.1:%u/2.0\n", listening);
  std::printf("API token:           %s\n", token.c_str());
  if (options.emulator.facts.scim_offered) {
    std::printf("Smartsheet SCIM API: http://127.0.0.1:%u/2.0/scim/v2\n", listening);
    std::printf("SCIM token:          %s\n", scim_token.c_str());
  }
  if (!options.oauth_client.empty()) {
    std::printf("OAuth consent page:  http://127.0.0.1:%u/b/authorize\n", listening);
  }
  std::fflush(stdout);
  wait_for_stop_signal();
  return 0;
}

}  // namespace bridge::app
