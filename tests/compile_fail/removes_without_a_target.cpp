// Nobody is removed without somebody who gets what they own, and no other code lets a removal out.
#include "bridge/route/smartsheet_rest/removal.hpp"

using bridge::core::UpstreamId;
using bridge::route::smartsheet_rest::Handover;
using bridge::route::smartsheet_rest::Removals;
using bridge::route::smartsheet_rest::TransferTarget;

void run() {
#ifdef SHOULD_FAIL
  static_cast<void>(Removals::of_person(UpstreamId("1"), Handover{}));
#else
  const auto target = TransferTarget::of(UpstreamId("2"));
  static_cast<void>(Removals::of_person(UpstreamId("1"), Handover{*target}));
#endif
}
