#pragma once
// What is refused with 403 before any call leaves: changes that would lock the bridge or the organisation out,
// or touch somebody whom the administrator protects.

#include "bridge/core/result.hpp"
#include "decision.hpp"
#include "state.hpp"

namespace bridge::work {

/// Forbidden, naming the rule, where the decision takes access, licence or System Admin from the owner of one of
/// the tenant's own tokens, the last active System Admin, whoever gets what others leave (`transfer_to`), or
/// anybody in `protected`.
[[nodiscard]] core::Outcome check_safety(const State& state, const Decision& decision);

}  // namespace bridge::work
