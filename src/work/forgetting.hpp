#pragma once
// A person is forgotten: of them the store keeps ids, and what keeps them hidden.

#include <functional>
#include <string>

#include "bridge/core/result.hpp"
#include "bridge/store/row.hpp"
#include "bridge/work/tenant.hpp"

namespace bridge::work {

struct State;

/// Tenant::forget(), on the loop.
void forget_person(State& state, const std::string& who, std::function<void(core::Result<Forgotten>)> done);

/// Whether the row is one of somebody who was forgotten: nothing of theirs is written into it.
[[nodiscard]] inline bool is_forgotten(const store::Row& row) noexcept { return !row.name_digest.empty(); }

/// The row of somebody who was deleted through SCIM without anything that says who they are: ids, access and roles
/// stay, so that they stay hidden, and are given nothing from before should they come back.
[[nodiscard]] store::Row forgotten_row(const State& state, store::Row row);

}  // namespace bridge::work
