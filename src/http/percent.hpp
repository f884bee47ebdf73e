#pragma once
// Percent-encoding (RFC 3986 section 2.1).

#include <optional>
#include <string>
#include <string_view>

namespace bridge::http {

/// Reads one byte at `position`, an escape counting as the byte it stands for, and moves past it. An
/// escape without two hex digits is nothing. `position` must be inside the text.
[[nodiscard]] std::optional<char> take_byte(std::string_view text, std::size_t& position) noexcept;

/// The text with every escape decoded once; a bad escape, or bytes that are not UTF-8, is nothing.
[[nodiscard]] std::optional<std::string> percent_decoded(std::string_view text);

/// Whether the bytes are well-formed UTF-8 (RFC 3629).
[[nodiscard]] bool is_utf8(std::string_view text) noexcept;

}  // namespace bridge::http
