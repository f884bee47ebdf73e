#pragma once
// What a tenant's rehearsed writes would have done, counted. Pure.

#include <vector>

#include "bridge/core/value.hpp"
#include "bridge/store/store.hpp"

namespace bridge::app {

/// {"writes":N,
///  "people":{"created","changed","deactivated","reactivated","deleted"},
///  "groups":{"created","changed","deleted","members_added","members_removed"},
///  "calls":{"rest","scim"}, "bridge_only":N, "nothing":N,
///  "refused":{"count":N,"details":[{"detail","count"}…]}, the most frequent first,
///  "held":N, which the accident guard would hold,
///  "resources":[{"kind","name","id","verb","outcome","detail"?,"held"?,"steps":[purpose…],"at","client",
///                "request"}…]}
///
/// A write that removes a person counts as "deleted" alone: in Smartsheet it deactivates. "bridge_only":
/// the change needs no call; "nothing": it changes nothing.
[[nodiscard]] core::Object rehearsal_report(const std::vector<store::Rehearsal>& rehearsals);

}  // namespace bridge::app
