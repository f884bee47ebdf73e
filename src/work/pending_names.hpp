#pragma once
// Names that Smartsheet ignores while an invitation is open: noted, and sent again once it is accepted.

#include "bridge/core/result.hpp"
#include "bridge/store/row.hpp"
#include "decision.hpp"
#include "state.hpp"

namespace bridge::work {

/// Notes in a row that is to be kept whether its names are owed; other debts stay what they are.
void note_pending_names(store::Row& row);

/// For decide_settlement: the names are sent to somebody who accepted; a decision that does nothing where the
/// invitation is still open, one without calls where nothing is owed any more.
[[nodiscard]] core::Result<Decision> settle_names(const State& state, const Edit& edit, const store::EntryPtr& before);

}  // namespace bridge::work
