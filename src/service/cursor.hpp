#pragma once
// Cursors (RFC 9865): where a page ended, sealed, so that the next one goes on behind it whatever was added
// or removed meanwhile. The server remembers nothing.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "bridge/core/sealing_key.hpp"
#include "bridge/scim/sort.hpp"
#include "bridge/store/index.hpp"

namespace bridge::service {

/// Where a resource stands in a list: by what it is sorted by, if by anything, then Users before Groups, then
/// in the order of lists.
struct Position {
  scim::SortKey key;
  store::Kind kind = store::Kind::User;
  store::Place place;
};

struct Cursor {
  /// The last resource of the page before.
  Position after;
  /// What the request for it said of `count`.
  std::optional<std::uint64_t> count;
};

/// `query` is what the next request must repeat, and whoever must make it.
[[nodiscard]] std::string seal_cursor(const Cursor& cursor, const core::SealingKey& key, std::string_view query);

/// Nothing: not made by this key for this query.
[[nodiscard]] std::optional<Cursor> open_cursor(std::string_view sealed, const core::SealingKey& key,
                                                std::string_view query);

}  // namespace bridge::service
