#pragma once
// A resource as the rest of the bridge handles it: canonical.

#include <string>
#include <string_view>
#include <vector>

#include "bridge/core/result.hpp"
#include "bridge/core/value.hpp"
#include "bridge/scim/schema.hpp"

namespace bridge::scim {

/// Whether absent required attributes are a fault.
enum class Completeness : std::uint8_t { Whole, Partial };

/// What comes of a client's body.
struct CheckedResource {
  /// Names spelled as in the schema, values of the schema's types, unassigned and readOnly attributes
  /// left out, `schemas` as the content demands (base first, an extension's URN where it has values),
  /// attributes in the schema's order.
  core::Object resource;
  /// Paths of attributes that the schema does not know and that were left out.
  std::vector<std::string> unknown;
};

/// Checks a body for POST or PUT against the resource type (RFC 7643 section 3, RFC 7644 3.3, 3.5.1).
/// Every problem found is named in one detail. InvalidSyntax: not an object, `schemas` missing,
/// empty, or without the base schema; InvalidValue: wrong type, missing required, more than one
/// primary, not a date, not base64. Extension data whose URN is not in `schemas` is accepted and the
/// URN added. readOnly attributes are ignored; unknown ones are collected, the caller decides.
[[nodiscard]] core::Result<CheckedResource> check_resource(const core::Value& body, const ResourceType& type,
                                                           Completeness completeness = Completeness::Whole);

/// PUT (RFC 7644 section 3.5.1): the resource after replacing `before` by the client's checked one.
/// readOnly values stay as they were, an immutable one that differs is Mutability, writeOnly and
/// `returned: never` values that were left out stay.
[[nodiscard]] core::Result<core::Object> replace_resource(const core::Object& before, const core::Object& wanted,
                                                          const ResourceType& type);

/// Gives the attributes the schema's order and `schemas` what the content demands.
[[nodiscard]] core::Object in_schema_order(const core::Object& resource, const ResourceType& type);

}  // namespace bridge::scim
