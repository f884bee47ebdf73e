#pragma once
// What counts as drift. Reads the index, changes nothing.

#include <vector>

#include "bridge/store/row.hpp"
#include "bridge/store/store.hpp"
#include "bridge/work/drift.hpp"
#include "state.hpp"

namespace bridge::work {

/// How the resource differs; nothing of one that nobody manages through SCIM, of a guest, and of what the bridge
/// itself still owes.
[[nodiscard]] std::vector<Drift> drift_of(const State& state, const store::Entry& entry);

/// Of a resource that is gone in Smartsheet; nothing where somebody has its name by now.
[[nodiscard]] std::vector<Drift> drift_of_lost(const State& state, const store::Lost& lost);

/// Whether a change of the resource is under way: it is not what it will be.
[[nodiscard]] bool is_under_way(const State& state, const store::Row& row);

}  // namespace bridge::work
