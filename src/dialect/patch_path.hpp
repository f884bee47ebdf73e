#pragma once
// The paths of PATCH operations, also where they stand as keys.

#include <optional>
#include <string>
#include <string_view>

#include "bridge/scim/attribute_path.hpp"
#include "bridge/scim/patch.hpp"
#include "uses.hpp"

namespace bridge::dialect {

/// A path and what it points at.
struct KnownPath {
  std::string text;  ///< as plain SCIM
  scim::ResolvedAttribute resolved;
  bool filtered = false;

  [[nodiscard]] const scim::AttributeDefinition* attribute() const noexcept { return resolved.attribute; }
  [[nodiscard]] const scim::AttributeDefinition* sub() const noexcept { return resolved.sub; }
};

/// What a text is, read as a path.
struct PathReading {
  /// Nothing when it is no path of this type.
  std::optional<KnownPath> known;
  /// It is a path, but of an attribute that the type does not have.
  bool unknown = false;
};

/// Old separators, short names and the values in its filter become plain first, as far as allowed.
[[nodiscard]] PathReading read_path(std::string_view text, const scim::ResourceType& type, Uses& uses);

}  // namespace bridge::dialect
