#pragma once
// Readers of single values. Each reports what was expected and found, and then leaves `out` as it is.

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "config/report.hpp"

namespace bridge::config {

using Milliseconds = std::chrono::milliseconds;

/// "500ms", "2s", "5m", "1h", "7d": digits and a unit, nothing else.
[[nodiscard]] std::optional<Milliseconds> parse_duration(std::string_view text);
/// "256B", "32KiB", "16MiB", "1GiB".
[[nodiscard]] std::optional<std::size_t> parse_size(std::string_view text);
/// The largest unit that says it exactly.
[[nodiscard]] std::string show_duration(Milliseconds duration);
[[nodiscard]] std::string show_size(std::size_t bytes);

/// In quotation marks, shortened: for values that can't be secrets.
[[nodiscard]] std::string in_quotes(std::string_view text);

/// The text, or null pointer after reporting the type.
[[nodiscard]] const std::string* as_text(const Field& field, const char* expected = "a string");
void read_placed(const Field& field, std::optional<Placed>& out);
/// A userName, which is an e-mail address.
void read_address(const Field& field, std::string& out);
/// A domain as it stands behind the '@' of an address.
void read_domain(const Field& field, std::string& out);
void read_boolean(const Field& field, bool& out);
[[nodiscard]] std::optional<std::int64_t> as_integer(const Field& field, std::int64_t least, std::int64_t most);
void read_duration(const Field& field, Milliseconds least, Milliseconds most, Milliseconds& out);
void read_size(const Field& field, std::size_t least, std::size_t most, std::size_t& out);

template <class Enum, std::size_t N>
std::optional<Enum> as_choice(const Field& field, const std::pair<std::string_view, Enum> (&choices)[N]) {
  const std::string* text = as_text(field);
  if (text == nullptr) return std::nullopt;
  std::string expected;
  for (const auto& [name, value] : choices) {
    if (*text == name) return value;
    expected += (expected.empty() ? "" : " or ") + in_quotes(name);
  }
  field.unexpected(expected, in_quotes(*text));
  return std::nullopt;
}

template <class Enum, std::size_t N>
void read_choice(const Field& field, const std::pair<std::string_view, Enum> (&choices)[N], Enum& out) {
  out = as_choice(field, choices).value_or(out);
}

}  // namespace bridge::config
