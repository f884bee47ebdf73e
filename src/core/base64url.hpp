#pragma once
// base64url without padding (RFC 4648 section 5).

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bridge::core {

[[nodiscard]] std::string to_base64url(std::span<const std::uint8_t> bytes);

/// The bytes; nothing when to_base64url() would not give exactly this text for any.
[[nodiscard]] std::optional<std::vector<std::uint8_t>> from_base64url(std::string_view text);

}  // namespace bridge::core
