// The identity provider's token never becomes one of ours.
#include <string>
#include <utility>

#include "bridge/core/credential.hpp"

void run() {
  bridge::core::IdpToken theirs(std::string("text"));
#ifdef SHOULD_FAIL
  bridge::core::ResourceManagementToken ours(std::string("other"));
#else
  bridge::core::IdpToken ours(std::string("other"));
#endif
  ours = std::move(theirs);
}
