#include <cstdio>

#include "bridge/core/credential.hpp"
#include "commands.hpp"

namespace bridge::app {

int emulate(const EmulateOptions& options) {
  block_stop_signals();
  const core::SystemClock clock;
  const auto organisation = emulator::Emulator::make(options.emulator, clock);
  const std::string token = options.token ? *options.token : core::new_idp_token().expose();
  organisation->add_token({token, "admin@example.com", false, false, {}});
  auto server = emulator::EmulatorServer::start(*organisation, options.port);
  if (!server) {
    std::fprintf(stderr, "scimbridge: %s\n", server.error().detail.c_str());
    return 1;
  }
  std::printf("Smartsheet REST API: http://127.0.0.1:%u/2.0\n", static_cast<unsigned>((*server)->port()));
  if (options.emulator.facts.scim_offered) {
    std::printf("Smartsheet SCIM API: http://127.0.0.1:%u/2.0/scim/v2\n", static_cast<unsigned>((*server)->port()));
  }
  std::printf("API token:           %s\n", token.c_str());
  std::fflush(stdout);
  wait_for_stop_signal();
  return 0;
}

}  // namespace bridge::app
