#pragma once
// The names by which requests speak of attributes (RFC 7644 sections 3.5.2 and 3.10).

#include <optional>
#include <string>
#include <string_view>

#include "bridge/core/result.hpp"
#include "bridge/scim/schema.hpp"

namespace bridge::scim {

/// [URN ":"] name ["." sub], as written and not yet looked up. Equality ignores ASCII case.
struct AttributePath {
  std::string urn;  ///< empty when none was given
  std::string name;
  std::string sub;  ///< empty when none was given

  bool operator==(const AttributePath& other) const;
};

/// Reads an attribute path (the grammar's attrPath); anything else is InvalidPath with the column.
[[nodiscard]] core::Result<AttributePath> parse_attribute_path(std::string_view text);

/// The text that parse_attribute_path() reads back.
[[nodiscard]] std::string to_string(const AttributePath& path);

/// An attribute path that points at a definition: unchecked names can't reach data.
struct ResolvedAttribute {
  /// The extension that holds the attribute; null pointer for the base schema and common attributes.
  const Schema* extension = nullptr;
  /// The attribute; null pointer when the path names a whole extension by its URN.
  const AttributeDefinition* attribute = nullptr;
  const AttributeDefinition* sub = nullptr;

  /// What is compared, set or removed in the end: the sub-attribute where there is one.
  [[nodiscard]] const AttributeDefinition* leaf() const noexcept { return sub != nullptr ? sub : attribute; }
};

/// Looks the path up in a resource type; the type must outlive the result. A URN is matched against
/// the base schema and the extensions without regard to case. Unknown is nothing.
[[nodiscard]] std::optional<ResolvedAttribute> resolve(const AttributePath& path, const ResourceType& type);

}  // namespace bridge::scim
