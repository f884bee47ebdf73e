#pragma once
// A reference to one other resource, `manager`, in the forms in which it is sent.

#include <optional>

#include "bridge/core/value.hpp"
#include "bridge/scim/schema.hpp"
#include "uses.hpp"

namespace bridge::dialect {

/// Whether the attribute is such a reference: complex, single-valued, with a `value`.
[[nodiscard]] bool is_reference(const scim::AttributeDefinition& attribute) noexcept;

/// The reference as an object with `value`; nothing when it says that there is none; what is of another
/// form altogether comes back as it is.
[[nodiscard]] std::optional<core::Value> plain_manager(const core::Value& value, Uses& uses);

}  // namespace bridge::dialect
