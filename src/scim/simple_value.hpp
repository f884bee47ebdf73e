#pragma once
// The simple types of RFC 7643 section 2.3, one check a family.

#include <string_view>

#include "bridge/core/value.hpp"
#include "bridge/scim/schema.hpp"

namespace bridge::scim {

/// What was expected instead of this value, as words for a message; empty when the value is of the
/// type. Complex is not a simple type.
[[nodiscard]] std::string_view mismatch(const core::Value& value, AttributeType type);

}  // namespace bridge::scim
