// A credential has one owner: copies would outlive the wiping.
#include <string>

#include "bridge/core/credential.hpp"

void run() {
  const bridge::core::OAuthToken token(std::string("text"));
#ifdef SHOULD_FAIL
  const bridge::core::OAuthToken other = token;
  static_cast<void>(other);
#else
  static_cast<void>(token);
#endif
}
