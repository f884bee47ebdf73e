#pragma once
// The JSON form of an attribute definition (RFC 7643 section 7).

#include <string>
#include <vector>

#include "bridge/core/result.hpp"
#include "bridge/core/value.hpp"
#include "bridge/scim/schema.hpp"

namespace bridge::scim {

/// Reads the list under "attributes" or "subAttributes"; `where` names the list in a fault. Complex
/// attributes are allowed at the top only (RFC 7643 section 2.3.8).
[[nodiscard]] core::Result<std::vector<AttributeDefinition>> read_attributes(const core::Object& holder,
                                                                             std::string_view member,
                                                                             const std::string& where, bool top);

}  // namespace bridge::scim
