// The token of one of Smartsheet's services is never shown to another.
#include <string>
#include <utility>

#include "bridge/core/credential.hpp"

void run() {
  bridge::core::ScimToken token(std::string("text"));
#ifdef SHOULD_FAIL
  const bridge::core::OAuthToken other(std::move(token));
#else
  const bridge::core::ScimToken other(std::move(token));
#endif
  static_cast<void>(other);
}
