#pragma once
// Requests that take a User's access away, whatever else they say: that part of them has to work.

#include "bridge/dialect/dialect.hpp"
#include "bridge/scim/schema.hpp"
#include "bridge/service/service.hpp"

namespace bridge::service {

/// Whether the body of a PUT asks for `active` to be false, as the dialect reads it. What else stands there
/// doesn't matter.
[[nodiscard]] bool replaces_without_access(const core::Value& body, const scim::ResourceType& type,
                                           const dialect::Dialect& dialect);

/// The same of a PATCH: whether its operations on `active` leave it false.
[[nodiscard]] bool patches_access_away(const core::Value& body, const scim::ResourceType& type,
                                       const dialect::Dialect& dialect);

}  // namespace bridge::service
