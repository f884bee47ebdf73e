#pragma once
// Texts that most resources hold, as one byte each.

#include <cstdint>
#include <optional>
#include <string_view>

namespace bridge::store {

/// The text's number, 1 to 255; 0 for a text that is not in the dictionary. Of this run of the program alone:
/// numbers are never stored.
[[nodiscard]] std::uint8_t number_of(std::string_view text) noexcept;

/// Of a number that number_of() gave.
[[nodiscard]] std::string_view text_of(std::uint8_t number) noexcept;

}  // namespace bridge::store
