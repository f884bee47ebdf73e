#pragma once
// Resources as the service gives them: names in any case (RFC 7643 section 2.1), ids as text or numbers.

#include <string>
#include <string_view>

#include "bridge/core/value.hpp"

namespace bridge::route::smartsheet_scim {

// What stands under a name, case ignored; null pointer or empty where it is of another type.
[[nodiscard]] const core::Object* object_under(const core::Object& resource, std::string_view name);
[[nodiscard]] const core::Array* array_under(const core::Object& resource, std::string_view name);
[[nodiscard]] std::string_view text_under(const core::Object& resource, std::string_view name);

/// An id under this name: text, or a number as text; empty when there is none.
[[nodiscard]] std::string id_under(const core::Object& resource, std::string_view name);

/// Whether the object's `schemas` name this URN.
[[nodiscard]] bool has_schema(const core::Object& object, std::string_view urn);

/// Whether it is a user or a group: it has `schemas` that are no message's, or an id and a name.
[[nodiscard]] bool is_resource(const core::Object& object);

/// A user or group with what tells which one it is: `schemas` also where the service forgot them, `id` as
/// text, and both spelled as in the RFC, userName and displayName too.
[[nodiscard]] core::Object as_resource(const core::Object& resource);

/// `schemas` of a User with or without the enterprise extension.
[[nodiscard]] core::Array user_schemas(bool enterprise);

}  // namespace bridge::route::smartsheet_scim
