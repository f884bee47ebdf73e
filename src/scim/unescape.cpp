#include "unescape.hpp"

#include <charconv>
#include <cstdint>

namespace bridge::scim {

namespace {

constexpr std::string_view kEscaped = "\"\\/\b\f\n\r\t";
constexpr std::string_view kLetters = "\"\\/bfnrt";

/// The four hexadecimal digits after "\u", taken off the text.
std::uint32_t take_unit(std::string_view& text) {
  std::uint32_t unit = 0;
  std::from_chars(text.data(), text.data() + 4, unit, 16);
  text.remove_prefix(4);
  return unit;
}

void append_utf8(std::uint32_t code, std::string& text) {
  const auto byte = [&text](std::uint32_t value) { text.push_back(static_cast<char>(value)); };
  if (code < 0x80) {
    byte(code);
  } else if (code < 0x800) {
    byte(0xC0 | (code >> 6));
    byte(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    byte(0xE0 | (code >> 12));
    byte(0x80 | ((code >> 6) & 0x3F));
    byte(0x80 | (code & 0x3F));
  } else {
    byte(0xF0 | (code >> 18));
    byte(0x80 | ((code >> 12) & 0x3F));
    byte(0x80 | ((code >> 6) & 0x3F));
    byte(0x80 | (code & 0x3F));
  }
}

std::uint32_t take_code_point(std::string_view& text) {
  const std::uint32_t unit = take_unit(text);
  if (unit < 0xD800 || unit > 0xDBFF) return unit;
  text.remove_prefix(2);  // the "\u" of the second half
  return 0x10000 + ((unit - 0xD800) << 10) + (take_unit(text) - 0xDC00);
}

}  // namespace

void unescape(std::string_view escaped, std::string& text) {
  for (;;) {
    const std::size_t plain = escaped.find('\\');
    text.append(escaped.substr(0, plain));
    if (plain == std::string_view::npos) return;
    const char letter = escaped[plain + 1];
    escaped.remove_prefix(plain + 2);
    if (letter == 'u') {
      append_utf8(take_code_point(escaped), text);
    } else {
      text.push_back(kEscaped[kLetters.find(letter)]);
    }
  }
}

void append_quoted(std::string_view text, std::string& quoted) {
  constexpr std::string_view kHex = "0123456789abcdef";
  quoted.push_back('"');
  for (const char c : text) {
    const std::size_t known = c == '/' ? std::string_view::npos : kEscaped.find(c);
    const auto byte = static_cast<unsigned char>(c);
    if (known != std::string_view::npos) {
      quoted.append({'\\', kLetters[known]});
    } else if (byte < 0x20) {
      quoted.append("\\u00").append({kHex[byte >> 4U], kHex[byte & 0xFU]});
    } else {
      quoted.push_back(c);
    }
  }
  quoted.push_back('"');
}

}  // namespace bridge::scim
