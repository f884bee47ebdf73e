#pragma once
// Comparing where there may be nothing to compare with.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/core/value.hpp"

namespace bridge::conformance {

/// As `differences`, for a value that may be missing (null pointer). `where` begins each sentence.
[[nodiscard]] std::vector<std::string> differences_at(const core::Value* value, const core::Value& pattern,
                                                      const std::string& where);
[[nodiscard]] bool fits(const core::Value* value, const core::Value& pattern);

/// What a pattern asks for, in words: "nothing, or a text that contains "x"".
[[nodiscard]] std::string in_words(const core::Value& pattern);
/// A value as a message quotes it: JSON, cut where it gets long.
[[nodiscard]] std::string quoted(const core::Value& value);

/// The single "$name" member of a pattern that is an operator, or null pointer. "$ref" is an attribute.
[[nodiscard]] const core::Member* operator_of(const core::Value& pattern);

/// Finding out what an operator says; `value` is a null pointer where there is nothing.
using Test = bool (*)(const core::Value* value, const core::Value& operand);
/// Null pointer for an operator that is not known.
[[nodiscard]] Test test_of(std::string_view operator_name);

/// Longer texts are not given to regular expressions, whose matching nests with the length.
inline constexpr std::size_t kLongestMatched = 4096;

}  // namespace bridge::conformance
