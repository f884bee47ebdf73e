#pragma once
// Refusals of the SCIM service (RFC 7644 section 3.12).

#include <string_view>

#include "bridge/core/value.hpp"
#include "emulator/errors.hpp"

namespace bridge::emulator {

/// 400 of this scimType. `detail` says what was expected and where.
[[nodiscard]] ApiError scim_refuse(std::string_view scim_type, std::string_view detail);
/// 409 uniqueness.
[[nodiscard]] ApiError scim_taken(std::string_view detail);
[[nodiscard]] ApiError scim_unknown(std::string_view detail);

/// A refusal by a rule that both faces have, with the status and scimType that SCIM has for it.
[[nodiscard]] ApiError in_scim(ApiError error);

/// The body: schemas, status as text, scimType where there is one, detail.
[[nodiscard]] core::Object scim_error(const ApiError& error);

}  // namespace bridge::emulator
