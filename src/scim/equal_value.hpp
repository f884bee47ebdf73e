#pragma once
// Equality as an attribute's schema has it.

#include "bridge/core/ascii_case.hpp"
#include "bridge/core/value.hpp"
#include "bridge/scim/schema.hpp"

namespace bridge::scim {

/// Texts compare as caseExact says (RFC 7643 section 2.2), everything else as it is.
[[nodiscard]] inline bool equal_value(const core::Value& a, const core::Value& b,
                                      const AttributeDefinition& attribute) {
  const std::string* left = a.if_string();
  const std::string* right = b.if_string();
  if (attribute.case_exact || left == nullptr || right == nullptr) return a == b;
  return core::equal_ignoring_case(*left, *right);
}

}  // namespace bridge::scim
