// The queue of a token takes the calls of its own route alone.
#include "bridge/work/call_queue.hpp"

void run(bridge::work::CallQueue<bridge::route::ScimCall>& queue) {
#ifdef SHOULD_FAIL
  const bridge::route::RestCall call{"GET", "/users", {}};
#else
  const bridge::route::ScimCall call{"GET", "/Users", {}};
#endif
  queue.submit(bridge::work::Priority::Person, call, true, [](const bridge::work::CallResult&) {});
}
