#pragma once
// Filters that name references one by one.

#include <optional>
#include <string>
#include <vector>

#include "bridge/scim/filter.hpp"

namespace bridge::scim {

/// The ids of `value eq "x"`, also of several of these with `or`; nothing for every other filter.
[[nodiscard]] std::optional<std::vector<std::string>> referenced_ids(const Filter& filter);

}  // namespace bridge::scim
