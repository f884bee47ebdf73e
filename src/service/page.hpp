#pragma once
// Which resources one answer to a list holds.

#include <cstdint>
#include <optional>
#include <vector>

#include "listing.hpp"

namespace bridge::service {

struct Page {
  /// Of all pages.
  std::uint64_t total = 0;
  std::vector<store::Glimpse> entries;
  /// Of its last resource, where pages go by cursor and there is more behind it.
  std::optional<Position> next;
};

[[nodiscard]] Page select(const Listing& listing, const store::Index& index, const Presenter& presenter,
                          const std::string& client);

}  // namespace bridge::service
