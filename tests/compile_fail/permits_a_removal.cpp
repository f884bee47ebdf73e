// A permit for a removal is made where removals are built, and nowhere else.
#include "bridge/route/plan.hpp"

void run() {
#ifdef SHOULD_FAIL
  static_cast<void>(bridge::route::RestCall{"DELETE", "/users/1", {}, bridge::route::RemovalPermit(true)});
#else
  static_cast<void>(bridge::route::RestCall{"DELETE", "/users/1", {}, bridge::route::RemovalPermit()});
#endif
}
