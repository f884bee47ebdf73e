// No credential reaches a log by way of a stream.
#include <iostream>
#include <string>

#include "bridge/core/credential.hpp"

void run() {
  const bridge::core::ScimToken token(std::string("text"));
#ifdef SHOULD_FAIL
  std::cout << token;
#else
  std::cout << bridge::core::TokenDigest::of(token).to_string();
#endif
}
