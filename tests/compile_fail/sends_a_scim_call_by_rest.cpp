// The client of a route takes that route's calls alone.
#include "bridge/work/route_client.hpp"

void run(bridge::work::RestClient& client) {
#ifdef SHOULD_FAIL
  const bridge::route::ScimCall call{"GET", "/Users", {}};
#else
  const bridge::route::RestCall call{"GET", "/users", {}};
#endif
  client.send(call, true, [](const bridge::transport::Reply&) {});
}
