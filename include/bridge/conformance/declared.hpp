#pragma once
// What a server says of itself at /ServiceProviderConfig, /ResourceTypes and /Schemas (RFC 7644 section 4), as
// far as cases depend on it.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/core/value.hpp"

namespace bridge::conformance {

/// An attribute or sub-attribute that a schema declares.
struct DeclaredAttribute {
  /// As the schema spells it, without what it is part of.
  std::string name;
  std::string type = "string";
  bool required = false;
  /// Not readOnly.
  bool writable = true;
  /// Not immutable either.
  bool changeable = true;
  bool multi_valued = false;
  /// The first of its canonical values; empty where there are none.
  std::string canonical;
};

/// Read from the three answers; what can't be read counts as what a plain server has (Users and Groups, the schemas of
/// RFC 7643, filters and PATCH; no bulk, sorting, ETags, cursors), so that a broken discovery endpoint fails its own
/// cases and not all others.
class Declared {
 public:
  /// The bodies of the answers; nothing where there was none that can be used.
  [[nodiscard]] static Declared read(const std::optional<core::Value>& configuration,
                                     const std::optional<core::Value>& resource_types,
                                     const std::optional<core::Value>& schemas);

  /// Why a need is not met, as a clause ("the server declares patch.supported false"); nothing when it is.
  ///
  /// - "patch", "bulk", "filter", "sort", "etag", "changePassword": ServiceProviderConfig says supported.
  /// - "cursor": it says so under pagination (RFC 9865); "index" likewise, true without pagination.
  /// - "User", "Group": the resource type is declared; "EnterpriseUser": the extension is, for User.
  /// - "User.title", "User.name.givenName", "Group.members", "EnterpriseUser.department": the attribute is declared and
  /// not
  ///   readOnly; with " changeable" behind it, not immutable either.
  /// - "schemas", "resource types", "configuration": the endpoint gave an answer that can be read.
  [[nodiscard]] std::optional<std::string> unmet(std::string_view need) const;

  /// By path as in `unmet`, null where it is not declared.
  [[nodiscard]] const DeclaredAttribute* attribute(std::string_view path) const;
  /// Paths, in lower case, of the attributes that a creation must name; those within others when these are there.
  [[nodiscard]] std::vector<std::string> required_of(std::string_view type) const;
  /// The resource type's endpoint below the base URL, "/Users".
  [[nodiscard]] std::string endpoint(std::string_view type) const;
  /// Of bulk, with the numbers that the server names.
  [[nodiscard]] std::optional<std::int64_t> max_bulk_operations() const;

 private:
  [[nodiscard]] std::optional<std::string> unmet_attribute(std::string_view need) const;

  std::set<std::string, std::less<>> features_;
  std::map<std::string, std::string, std::less<>> endpoints_;
  /// Paths in lower case. Of a schema that could not be read there are none.
  std::map<std::string, DeclaredAttribute, std::less<>> attributes_;
  std::optional<std::int64_t> max_operations_;
};

}  // namespace bridge::conformance
