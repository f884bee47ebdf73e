#pragma once
// What the store keeps of a tenant, into memory.

#include "bridge/core/result.hpp"
#include "bridge/store/store.hpp"

namespace bridge::work {

struct State;

/// Everybody into the index, packed as they come, so that they never all stand in memory unpacked. Gives what is
/// left: everything but rows and members.
[[nodiscard]] core::Result<store::Contents> load_everybody(State& state);

}  // namespace bridge::work
