#pragma once
// The roles of the SCIM service and REST's flags behind four of them.

#include <optional>

#include "bridge/core/value.hpp"
#include "emulator/errors.hpp"
#include "emulator/records.hpp"

namespace bridge::emulator {

/// [{"type":…,"value":…}], both the same text; flags first.
[[nodiscard]] core::Array scim_roles(const User& user);

/// Sets the flags and the other roles to exactly these: texts or objects with `value` (or `type`); empty texts
/// count for nothing. invalidSyntax for wrong types, invalidValue for a role that there isn't.
[[nodiscard]] std::optional<ApiError> put_scim_roles(const core::Array& roles, User& user);

}  // namespace bridge::emulator
