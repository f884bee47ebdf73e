#pragma once
// The error message of RFC 7644 section 3.12.

#include <cstddef>
#include <string>
#include <string_view>

#include "bridge/core/fault.hpp"
#include "bridge/core/value.hpp"

namespace bridge::scim {

/// The keyword of RFC 7644 table 9; empty for kinds that have none.
[[nodiscard]] std::string_view scim_type(core::FaultKind kind) noexcept;

/// How many bytes a detail has at most, the mark of what was left out aside: it may quote what the client
/// sent, which can be megabytes.
inline constexpr std::size_t kLongestDetail = 2048;

/// The detail as it is shown to the client and in the log: a longer one is cut and ends in "…".
[[nodiscard]] std::string shown_detail(std::string_view detail);

/// The message's body: `status` as text, `scimType` left out when empty, the detail as it is shown.
[[nodiscard]] core::Object error_message(int status, std::string_view scim_type, std::string_view detail);

}  // namespace bridge::scim
