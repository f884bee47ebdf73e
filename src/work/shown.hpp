#pragma once
// What the identity provider is shown of a row.

#include <vector>

#include "bridge/core/bare_names.hpp"
#include "bridge/route/record.hpp"
#include "bridge/store/row.hpp"

namespace bridge::work {

/// Attribute by attribute: `asked` while Smartsheet's record is what it was then, else the record;
/// what the route can't hold is always `asked`. So what was written reads back word for word, and
/// changes made in Smartsheet still show. Whom nobody asked for goes by the bare name where they can.
[[nodiscard]] core::Object shown(const store::Row& row, const core::BareNames& names);

/// An attribute of which something else is shown than was asked for, since it was changed in Smartsheet.
struct Moved {
  route::HeldAttribute path;
  /// Null where there is none.
  core::Value asked;
  core::Value seen;
};
[[nodiscard]] std::vector<Moved> moved_in_smartsheet(const store::Row& row);

/// The row with what is shown of it, and what is known of it that moves by itself.
[[nodiscard]] store::EntryPtr entry_of(store::Row row, const core::BareNames& names, core::Object moving = {});

}  // namespace bridge::work
