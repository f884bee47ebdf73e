// The id that the identity provider stores is not the one that Smartsheet uses.
#include <string>

#include "bridge/core/ids.hpp"

void use(const bridge::core::ResourceId& id);

void run() {
#ifdef SHOULD_FAIL
  use(bridge::core::UpstreamId(std::string("1")));
#else
  use(bridge::core::ResourceId(std::string("1")));
#endif
}
