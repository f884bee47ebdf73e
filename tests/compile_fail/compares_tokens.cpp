// Credentials are compared as digests, in constant time.
#include <string>

#include "bridge/core/credential.hpp"

bool run() {
  const bridge::core::IdpToken one(std::string("text"));
  const bridge::core::IdpToken other(std::string("text"));
#ifdef SHOULD_FAIL
  return one == other;
#else
  return bridge::core::TokenDigest::of(one) == bridge::core::TokenDigest::of(other);
#endif
}
