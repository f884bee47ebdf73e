#pragma once
// Cutting text.

#include <cstddef>
#include <string_view>

namespace bridge::core {

/// As many whole characters of a UTF-8 text, from its beginning, as fit into so many bytes.
[[nodiscard]] constexpr std::string_view first_characters(std::string_view text, std::size_t most) noexcept {
  if (text.size() <= most) return text;
  // A byte of a character behind its first begins with 10.
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) --most;
  return text.substr(0, most);
}

}  // namespace bridge::core
