#pragma once
// What a decision takes from people, counted. Pure.

#include <cstdint>
#include <string>

#include "bridge/core/policy.hpp"
#include "bridge/store/index.hpp"
#include "bridge/work/guard_status.hpp"
#include "decision.hpp"

namespace bridge::work {

/// A person counts once, whatever a decision takes from them: access first, else roles, and what they leave on the
/// way (groups, a licence) is part of it. A group's members count one by one, those of a group that is deleted too:
/// they lose what was shared with it. What the bridge owes (Settle) was counted when it was asked for.
[[nodiscard]] Losses losses_of(const store::Index& index, const Edit& edit, const Decision& decision);

/// The same for the same change of the same resource, whichever request asks for it.
[[nodiscard]] std::string change_key(const Decision& decision, const Losses& losses);

/// Losses in an hour: what is configured, else the larger of 20 and 5 % of these people, at most half of them,
/// at least 1.
[[nodiscard]] std::uint32_t most_losses(const core::GuardPolicy& policy, std::size_t people) noexcept;

}  // namespace bridge::work
