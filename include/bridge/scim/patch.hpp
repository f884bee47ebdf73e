#pragma once
// PATCH as data (RFC 7644 section 3.5.2): parse, resolve, apply as a pure function.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/core/result.hpp"
#include "bridge/core/value.hpp"
#include "bridge/scim/attribute_path.hpp"
#include "bridge/scim/filter.hpp"
#include "bridge/scim/schema.hpp"

namespace bridge::scim {

/// attrPath / valuePath [subAttr], as written. A path may also be an extension's URN alone.
struct PatchPath {
  AttributePath attribute;
  std::optional<Filter> filter;
  std::string sub;  ///< after the closing bracket; empty when none was given

  bool operator==(const PatchPath& other) const;
};

/// Reads the path of a PATCH operation; a fault is InvalidPath and says at which column what was expected.
[[nodiscard]] core::Result<PatchPath> parse_patch_path(std::string_view text);
[[nodiscard]] std::string to_string(const PatchPath& path);

enum class PatchOp : std::uint8_t { Add, Remove, Replace };

/// One operation as it came; `path` is absent for the form whose value is an object of attributes.
struct PatchOperation {
  PatchOp op = PatchOp::Replace;
  std::optional<PatchPath> path;
  std::optional<core::Value> value;
  /// Add and replace: where the path's filter picks no element and is a conjunction of `eq`
  /// comparisons, an element is made that has what they say. Without it that is NoTarget, by the RFC;
  /// parse_patch() never sets it.
  bool creates_missing = false;
  /// Remove: where the path's filter picks no element there is nothing to do. Without it that is
  /// NoTarget, by the RFC, but for references such as a group's members; parse_patch() never sets it.
  bool spares_missing = false;

  bool operator==(const PatchOperation&) const = default;
};

/// A non-empty list of operations.
struct PatchRequest {
  std::vector<PatchOperation> operations;
  bool operator==(const PatchRequest&) const = default;
};

/// Reads a PatchOp message, strictly by the RFC: message schema, at least one operation, op in lower
/// case, a path on remove (NoTarget), a value on add and replace (InvalidValue). Member names ignore
/// case. Details begin with "Operations[i]: ".
[[nodiscard]] core::Result<PatchRequest> parse_patch(const core::Value& body);

/// Whether the path's filter describes an element completely, so that `creates_missing` can make one.
[[nodiscard]] bool describes_element(const PatchPath& path, const ResourceType& type);

/// Applies the operations in order to `resource` (canonical) and gives the resource after them, or
/// the first fault, its detail beginning with "Operations[i]: "; nothing is half-applied. The result
/// is checked against the schema as a whole (required attributes, one primary).
[[nodiscard]] core::Result<core::Object> apply_patch(const core::Object& resource, const PatchRequest& request,
                                                     const ResourceType& type);

}  // namespace bridge::scim
