#pragma once
// What Smartsheet's record of somebody makes of how they left and of what they are owed.

#include "bridge/store/row.hpp"
#include "state.hpp"

namespace bridge::work {

/// `row` is `before` with the record that was just read.
[[nodiscard]] store::Leaving leaving_after_sight(const State& state, const store::Row& before, const store::Row& row);

/// Whether Smartsheet's silence about somebody says that they were removed there: not of whom a policy removed.
[[nodiscard]] bool is_gone_when_absent(const State& state, const store::Row& row);

}  // namespace bridge::work
