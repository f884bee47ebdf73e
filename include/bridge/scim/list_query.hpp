#pragma once
// Index-based paging and the list response (RFC 7644 section 3.4.2).

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/core/result.hpp"
#include "bridge/core/value.hpp"

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

/// From the members of a SearchRequest (RFC 7644 section 3.4.3), names ignoring case; null is absent.
[[nodiscard]] core::Result<Paging> read_paging(const core::Object& search_request);

/// The ListResponse as JSON text, of resources that are JSON texts already. `itemsPerPage` is their
/// number; `Resources` is there also when empty.
[[nodiscard]] std::string list_response(std::uint64_t total, std::uint64_t start_index,
                                        const std::vector<std::string_view>& resources);

}  // namespace bridge::scim
