#pragma once
// Index-based paging and the list response (RFC 7644 section 3.4.2, RFC 9865 section 2).

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/core/result.hpp"

namespace bridge::scim {

/// Which part of a result a request asked for.
struct Paging {
  std::uint64_t start_index = 1;       ///< 1-based
  std::optional<std::uint64_t> count;  ///< nothing when the request leaves it to the server

  bool operator==(const Paging&) const = default;
};

/// From query parameters; an absent one is nullopt. startIndex below 1 is 1, count below 0 is 0;
/// what is not an integer is InvalidValue.
[[nodiscard]] core::Result<Paging> read_paging(std::optional<std::string_view> start_index,
                                               std::optional<std::string_view> count);

/// What a ListResponse says beside its resources.
struct ListFrame {
  std::uint64_t total = 0;
  /// Nothing in an answer to a cursor (RFC 9865 section 2.1).
  std::optional<std::uint64_t> start_index;
  /// Nothing on the last page, and where pages are counted.
  std::optional<std::string> next_cursor;
};

/// The ListResponse as JSON text, of resources that are JSON texts already. `itemsPerPage` is their
/// number; `Resources` is there also when empty. A cursor must be of base64url.
[[nodiscard]] std::string list_response(const ListFrame& frame, const std::vector<std::string_view>& resources);

}  // namespace bridge::scim
