#pragma once
// What is said when a filter is well-formed and does not fit the schema.

#include <string>
#include <string_view>

#include "bridge/core/result.hpp"
#include "bridge/scim/filter.hpp"

namespace bridge::scim {

/// "eq", "ne", ...
[[nodiscard]] const char* operator_name(CompareOp op);

/// InvalidFilter with "invalid filter: " before the detail.
[[nodiscard]] core::Failure filter_fault(std::string_view detail);

/// "… is a boolean: expected eq, ne or pr, found gt".
[[nodiscard]] core::Failure operator_misfit(std::string_view name, std::string_view type, std::string_view expected,
                                            CompareOp found);

/// "… is a boolean: expected true or false, found a text". The value itself is not shown.
[[nodiscard]] core::Failure value_misfit(std::string_view name, std::string_view type, std::string_view expected,
                                         const CompareValue& found);

}  // namespace bridge::scim
