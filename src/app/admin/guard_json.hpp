#pragma once
// The accident guard, as JSON.

#include "bridge/core/result.hpp"
#include "bridge/core/value.hpp"
#include "bridge/work/guard_status.hpp"

namespace bridge::app {

/// {"limit","configured","people","lost":LOSSES,"released":LOSSES,"held":{"count","waiting","since"?,"losses":LOSSES,
///  "changes":[{"kind","id","name"?,"verb","losses":LOSSES,"client","request","since","latest","released_until"?}…]},
///  "allowance"?:{"left","until"}}, the latest change first; LOSSES {"access","roles","members","groups"}; "waiting",
/// "since" and "losses" are of those that nobody released; "name" with `show_names` alone.
[[nodiscard]] core::Object to_value(const work::GuardStatus& status, bool show_names);

/// {"lasting_seconds","count"?} -> what is released. InvalidValue.
[[nodiscard]] core::Result<work::GuardRelease> guard_release_from(const core::Value& body);

}  // namespace bridge::app
