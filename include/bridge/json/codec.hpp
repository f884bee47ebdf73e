#pragma once
// Text <-> Value. The only RapidJSON in the tree is behind this face.

#include <cstddef>
#include <string>
#include <string_view>

#include "bridge/core/result.hpp"
#include "bridge/core/value.hpp"

namespace bridge::json {

/// What a text may be at the most; more is InvalidSyntax with the limit in the detail.
struct Limits {
  /// Nested arrays and objects.
  std::size_t depth = 64;
  /// Bytes of text.
  std::size_t size = std::size_t{16} * 1024 * 1024;
};

/// Reads one JSON text (RFC 8259). A number without fraction and exponent is a 64-bit integer, every
/// other the nearest double. Refused as InvalidSyntax, with the byte offset and what was expected:
/// anything but one value, bad UTF-8, a name that stands twice in one object (compared exactly), a
/// number that its type can't hold, too deep, too long.
[[nodiscard]] core::Result<core::Value> parse(std::string_view text, const Limits& limits = {});

/// Writes the value as compact JSON; the order of members is kept, control characters are escaped. A
/// double that is not finite has no JSON text and becomes null.
[[nodiscard]] std::string write(const core::Value& value);

}  // namespace bridge::json
