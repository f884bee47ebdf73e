#pragma once
// What the identity provider is shown of a row.

#include "bridge/store/row.hpp"

namespace bridge::work {

/// Attribute by attribute: `asked` while Smartsheet's record is what it was then, else the record;
/// what the route can't hold is always `asked`. So what was written reads back word for word, and
/// changes made in Smartsheet still show.
[[nodiscard]] core::Object shown(const store::Row& row);

/// The row with what is shown of it, and what is known of it that moves by itself.
[[nodiscard]] store::EntryPtr entry_of(store::Row row, core::Object moving = {});

}  // namespace bridge::work
