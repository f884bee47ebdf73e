#pragma once
// The conditions of a filter, in lists and in PATCH paths, with their values as plain SCIM writes them.

#include <string>
#include <string_view>

#include "bridge/scim/attribute_path.hpp"
#include "uses.hpp"

namespace bridge::dialect {

/// The text of a filter, or of a path with one. It is read leniently and need not be well-formed; what
/// is not understood stays as it is.
[[nodiscard]] std::string plain_conditions(std::string_view text, const scim::ResourceType& type, Uses& uses);

/// The one extension that has an attribute of this name, which the base schema has not; null pointer
/// when there is none or more than one.
[[nodiscard]] const scim::Schema* only_extension_with(std::string_view name, const scim::ResourceType& type);

}  // namespace bridge::dialect
