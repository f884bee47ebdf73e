#pragma once
// What the identity provider takes from somebody, or from a group, that is lost in Smartsheet: a repair does not
// bring it back.

#include <vector>

#include "bridge/store/store.hpp"
#include "bridge/work/edit.hpp"

namespace bridge::work {

struct Decision;
struct State;

/// Whoever is deleted or deactivated while they are lost stays lost; a membership that is ended is not given again,
/// of whomever of the two is lost. Empty where the edit takes nothing of that. Pure: settle_lost() takes it over.
[[nodiscard]] store::Change taken_from_lost(const State& state, const Edit& edit);
/// Once it is on disk.
void settle_lost(State& state, const store::Change& change);

/// The memberships with which the decision ends, without those that were ended while it was under way.
[[nodiscard]] std::vector<store::MembershipChange> still_wanted(const State& state, const Decision& decision);

}  // namespace bridge::work
