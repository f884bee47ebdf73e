// Text becomes a credential only where somebody writes the kind down.
#include <string>
#include <utility>

#include "bridge/core/credential.hpp"

void use(bridge::core::OAuthToken token);

void run(std::string text) {
#ifdef SHOULD_FAIL
  use(std::move(text));
#else
  use(bridge::core::OAuthToken(std::move(text)));
#endif
}
