#include "http/percent.hpp"

#include <cstdint>

namespace bridge::http {
namespace {

std::optional<unsigned> hex_digit(char c) noexcept {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10;
  return std::nullopt;
}

/// A lead byte: how many bytes follow it, and the range of the first of them.
struct Lead {
  int following;
  std::uint8_t low;
  std::uint8_t high;
};

std::optional<Lead> lead(std::uint8_t byte) noexcept {
  if (byte < 0x80) return Lead{0, 0, 0};
  if (byte < 0xC2) return std::nullopt;
  if (byte < 0xE0) return Lead{1, 0x80, 0xBF};
  if (byte == 0xE0) return Lead{2, 0xA0, 0xBF};
  if (byte == 0xED) return Lead{2, 0x80, 0x9F};
  if (byte < 0xF0) return Lead{2, 0x80, 0xBF};
  if (byte == 0xF0) return Lead{3, 0x90, 0xBF};
  if (byte < 0xF4) return Lead{3, 0x80, 0xBF};
  if (byte == 0xF4) return Lead{3, 0x80, 0x8F};
  return std::nullopt;
}

}  // namespace

std::optional<char> take_byte(std::string_view text, std::size_t& position) noexcept {
  const char c = text[position++];
  if (c != '%') return c;
  if (text.size() - position < 2) return std::nullopt;
  const auto high = hex_digit(text[position]);
  const auto low = hex_digit(text[position + 1]);
  if (!high || !low) return std::nullopt;
  position += 2;
  return static_cast<char>(static_cast<unsigned char>(*high << 4U | *low));
}

std::optional<std::string> percent_decoded(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t position = 0; position < text.size();) {
    const auto byte = take_byte(text, position);
    if (!byte) return std::nullopt;
    decoded.push_back(*byte);
  }
  if (!is_utf8(decoded)) return std::nullopt;
  return decoded;
}

bool is_utf8(std::string_view text) noexcept {
  const auto byte_at = [text](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto start = lead(byte_at(i));
    if (!start || text.size() - i <= static_cast<std::size_t>(start->following)) return false;
    for (int n = 0; n < start->following; ++n) {
      const std::uint8_t next = byte_at(++i);
      const std::uint8_t low = n == 0 ? start->low : std::uint8_t{0x80};
      const std::uint8_t high = n == 0 ? start->high : std::uint8_t{0xBF};
      if (next < low || next > high) return false;
    }
  }
  return true;
}

}  // namespace bridge::http
