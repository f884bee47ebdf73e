#pragma once
// What a planner is told of a change of somebody.

#include "aim.hpp"
#include "bridge/route/change.hpp"
#include "bridge/store/row.hpp"
#include "state.hpp"

namespace bridge::work {

[[nodiscard]] route::PersonChange change_of(const State& state, const Aim& aim, const store::Entry& before,
                                            const core::Object& after, bool roles_meant);

}  // namespace bridge::work
