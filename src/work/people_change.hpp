#pragma once
// What a planner is told of a change of somebody.

#include "aim.hpp"
#include "bridge/route/change.hpp"
#include "bridge/store/row.hpp"
#include "state.hpp"

namespace bridge::work {

/// Somebody who is to be made on the route, under the address of the userName.
[[nodiscard]] route::PersonCreation creation_of(const State& state, route::Route way, const core::Object& after);

[[nodiscard]] route::PersonChange change_of(const State& state, const Aim& aim, const store::Entry& before,
                                            const core::Object& after, bool roles_meant);

}  // namespace bridge::work
