#pragma once
// The parameters of a query (RFC 7644 section 3.4.2, RFC 9865 section 2), which come in a URL or in a
// SearchRequest message (RFC 7644 section 3.4.3) and mean the same there.

#include <cstddef>
#include <optional>
#include <string>

#include "bridge/core/result.hpp"
#include "bridge/core/value.hpp"

namespace bridge::scim {

/// Each as the text that it is in a URL, not yet read; nothing where it was not given.
struct SearchRequest {
  std::optional<std::string> filter{};
  std::optional<std::string> start_index{};
  std::optional<std::string> count{};
  /// Names, separated by commas.
  std::optional<std::string> attributes{};
  std::optional<std::string> excluded_attributes{};
  std::optional<std::string> sort_by{};
  std::optional<std::string> sort_order{};
  std::optional<std::string> cursor{};

  bool operator==(const SearchRequest&) const = default;
};

/// How many bytes of a sortBy, sortOrder or list of attributes a message may hold: what a URL can.
/// Filters and cursors are limited by those who read them.
inline constexpr std::size_t kLongestSearchText = 16384;

/// Reads a SearchRequest message. Names ignore case, null is absent, unknown members are ignored.
/// InvalidSyntax: not an object, or without the message's URN in `schemas`; InvalidValue: a member of another
/// type or a longer text, which the detail names.
[[nodiscard]] core::Result<SearchRequest> read_search_request(const core::Value& body);

}  // namespace bridge::scim
