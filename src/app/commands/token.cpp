#include <cstdio>

#include "app/commands/commands.hpp"
#include "bridge/core/credential.hpp"

namespace bridge::app {

int new_token() {
  const core::IdpToken token = core::new_idp_token();
  std::printf("%s\n", token.expose().c_str());
  std::fflush(stdout);
  std::fprintf(stderr, "digest = \"%s\"\n", core::TokenDigest::of(token).to_string().c_str());
  return 0;
}

}  // namespace bridge::app
