#pragma once
// The error message of RFC 7644 section 3.12.

#include <string_view>

#include "bridge/core/fault.hpp"
#include "bridge/core/value.hpp"

namespace bridge::scim {

/// The keyword of RFC 7644 table 9; empty for kinds that have none.
[[nodiscard]] std::string_view scim_type(core::FaultKind kind) noexcept;

/// The message's body: `status` as text, `scimType` left out when empty.
[[nodiscard]] core::Object error_message(int status, std::string_view scim_type, std::string_view detail);

}  // namespace bridge::scim
