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
  std::fflush(stdout);
  wait_for_stop_signal();
  return 0;
}

}  // namespace bridge::app
