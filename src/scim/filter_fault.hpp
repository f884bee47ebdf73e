#pragma once
// What is said when a filter is well-formed and does not fit the schema.

#include <cstdint>
#include <string_view>

#include "bridge/core/result.hpp"
#include "bridge/scim/filter.hpp"

namespace bridge::scim {

/// "eq", "ne", ...
[[nodiscard]] const char* operator_name(CompareOp op);

/// "invalid filter at column N: expected …, found …". Without the column where that is 0: the filter
/// was not read from a text.
[[nodiscard]] core::Failure filter_fault(std::uint32_t column, std::string_view expected, std::string_view found,
                                         core::FaultKind kind = core::FaultKind::InvalidFilter);

/// What a condition is about, in the words of a fault: "for a boolean (active)".
struct Subject {
  std::string_view type;
  std::string_view name;  ///< as the client wrote it
};

/// "expected eq, ne or pr for a boolean (active), found gt".
[[nodiscard]] core::Failure operator_misfit(const Compare& compare, const Subject& subject, std::string_view expected);

/// "expected true, false or null for a boolean (active), found a text". The value itself is not shown.
[[nodiscard]] core::Failure value_misfit(const Compare& compare, const Subject& subject, std::string_view expected);

}  // namespace bridge::scim
