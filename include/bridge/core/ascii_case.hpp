#pragma once
// ASCII case, which is all the case that attribute names, URNs and e-mail domains know
// (RFC 7643 section 2.1). Bytes above 127 are left as they are.

#include <cstddef>
#include <string>
#include <string_view>

namespace bridge::core {

[[nodiscard]] constexpr char ascii_lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// The text with A-Z lowered.
[[nodiscard]] std::string fold_case(std::string_view text);

[[nodiscard]] bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept;

/// Three-way comparison after folding: negative, zero, positive.
[[nodiscard]] int compare_ignoring_case(std::string_view a, std::string_view b) noexcept;

[[nodiscard]] bool starts_with_ignoring_case(std::string_view text, std::string_view prefix) noexcept;

/// For unordered containers keyed by names.
struct CaseIgnoringHash {
  using is_transparent = void;
  [[nodiscard]] std::size_t operator()(std::string_view text) const noexcept;
};
struct CaseIgnoringEqual {
  using is_transparent = void;
  [[nodiscard]] bool operator()(std::string_view a, std::string_view b) const noexcept {
    return equal_ignoring_case(a, b);
  }
};

}  // namespace bridge::core
