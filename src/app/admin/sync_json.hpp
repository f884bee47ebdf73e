#pragma once
// Syncs, drift and repairs as the admin listener and the commands spell them.

#include "bridge/core/value.hpp"
#include "bridge/work/reconciler.hpp"

namespace bridge::app {

/// {"course","people","groups","members_of","members_of_all","problem"?}
[[nodiscard]] core::Object to_value(const work::SyncStatus& status);
/// {"kind","what","id","name","attribute"?,"asked"?,"seen"?,"member"?,"since","repair"}
[[nodiscard]] core::Object to_value(const work::Drift& drift);
/// {"drift":[…]}
[[nodiscard]] core::Object to_value(const std::vector<work::Drift>& drifts);
/// {"plan","calls","losses","guard_limit","guard_counted","items":[{"kind","id","name","drift":[…],"calls":[…],
/// "losses","impossible"?}…]}
[[nodiscard]] core::Object to_value(const work::RepairPlan& plan);
/// {"course","of","done","repaired","held","failed","problems":[{"kind","id","name","held","problem"}…]}
[[nodiscard]] core::Object to_value(const work::RepairStatus& status);

}  // namespace bridge::app
