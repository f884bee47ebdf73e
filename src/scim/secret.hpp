#pragma once
// Attributes that nobody may look into.

#include "bridge/scim/schema.hpp"

namespace bridge::scim {

/// Whether no answer shows the attribute, so that filters and sorting must not tell of it either (RFC 7644
/// section 7.5.2). A null pointer is none.
[[nodiscard]] inline bool is_secret(const AttributeDefinition* attribute) noexcept {
  return attribute != nullptr &&
         (attribute->returned == Returned::Never || attribute->mutability == Mutability::WriteOnly);
}

}  // namespace bridge::scim
