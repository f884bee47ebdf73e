#pragma once
// A client's value for one attribute -> the canonical value.

#include <optional>

#include "bridge/core/value.hpp"
#include "bridge/scim/resource.hpp"
#include "bridge/scim/schema.hpp"
#include "findings.hpp"

namespace bridge::scim {

/// The value of the whole attribute: names spelled as in the schema, sub-attributes in its order,
/// unassigned and readOnly ones left out. Nothing when nothing is left or the value does not fit;
/// then `findings` has the reason.
[[nodiscard]] std::optional<core::Value> check_value(const core::Value& value, const AttributeDefinition& attribute,
                                                     Completeness completeness, const Place& place, Findings& findings);

/// The same for one element of a multi-valued attribute, or the value of a single-valued one.
[[nodiscard]] std::optional<core::Value> check_single(const core::Value& value, const AttributeDefinition& attribute,
                                                      Completeness completeness, const Place& place,
                                                      Findings& findings);

/// How many elements say that they are the primary one (RFC 7643 section 2.4).
[[nodiscard]] std::size_t count_primaries(const core::Array& elements);

/// Whether the elements are references to other resources, of which each stands once: their `value`
/// can't be changed in place.
[[nodiscard]] bool is_reference_set(const AttributeDefinition& attribute);

/// The `value` of an element of a reference set; empty when it has none.
[[nodiscard]] std::string_view reference_of(const core::Value& element);

}  // namespace bridge::scim
