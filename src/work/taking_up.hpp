#pragma once
// What was under way when the bridge stopped.

#include <vector>

#include "bridge/store/store.hpp"

namespace bridge::work {

struct State;

/// Each open change goes on in its lanes; one that can't be read stays in the store, with an alarm. The rest of a
/// change that is over is closed. On the loop, once after a start.
void take_up(State& state, const std::vector<store::Intent>& open);

}  // namespace bridge::work
