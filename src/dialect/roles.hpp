#pragma once
// Roles in the forms in which they are sent.

#include "bridge/core/value.hpp"
#include "bridge/scim/schema.hpp"
#include "uses.hpp"

namespace bridge::dialect {

[[nodiscard]] bool is_roles(const scim::AttributeDefinition& attribute) noexcept;

/// The elements of `roles` as an array of objects. `alone`: plain SCIM takes one element without an
/// array here. What is of another form altogether comes back as it is.
[[nodiscard]] core::Value plain_roles(const core::Value& value, bool alone, Uses& uses);

/// One element.
[[nodiscard]] core::Value plain_role(const core::Value& element, Uses& uses);

/// What stands for a role's `value` alone.
[[nodiscard]] core::Value plain_role_value(const core::Value& value, Uses& uses);

}  // namespace bridge::dialect
