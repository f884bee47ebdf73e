#pragma once
// What a write says about a group's members, read from the request alone.

#include <optional>

#include "bridge/scim/patch.hpp"
#include "decision.hpp"
#include "state.hpp"
#include "unfinished.hpp"

namespace bridge::work {

/// Whether every operation on members that takes some away says whom, by id.
[[nodiscard]] bool names_who_leaves(const scim::PatchRequest& patch);

/// Whether an operation says who all the members are, or that there are none.
[[nodiscard]] bool sets_all_members(const scim::PatchRequest& patch);

/// Whether the edit is a PATCH of a group that adds members and does nothing else.
[[nodiscard]] bool only_adds_members(const State& state, const Edit& edit);

/// Whether a PUT or POST says who the members are: an empty array says that there are none, no array says
/// nothing about them.
[[nodiscard]] bool names_members(const core::Object& wanted, bool clears_members);

/// Whom the edit of a group has its say about, once it is decided; nothing where it is about no members.
[[nodiscard]] std::optional<Say> say_of(const State& state, const Edit& edit, const Decision& decision);

}  // namespace bridge::work
