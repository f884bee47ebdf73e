#include "conformance/report_escape.hpp"

#include <cstddef>
#include <cstdint>

namespace bridge::conformance {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

struct Character {
  /// Of the character's first byte on; 0: the byte begins none.
  std::size_t length = 0;
  std::uint32_t code = 0;
};

std::size_t length_by_first(unsigned char first) {
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return 2;
  if (first >= 0xE0 && first <= 0xEF) return 3;
  if (first >= 0xF0 && first <= 0xF4) return 4;
  return 0;
}

bool in_unicode(const Character& character) {
  constexpr std::uint32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = character.code >= 0xD800 && character.code <= 0xDFFF;
  return character.code >= kLeast[character.length] && character.code <= 0x10FFFF && !surrogate;
}

/// The character that the bytes begin with.
Character first_of(std::string_view bytes) {
  const auto first = static_cast<unsigned char>(bytes.front());
  Character character{length_by_first(first), first};
  if (character.length == 1) return character;
  if (character.length == 0 || character.length > bytes.size()) return {};
  character.code = first & (0x7FU >> character.length);
  for (std::size_t i = 1; i < character.length; ++i) {
    const auto next = static_cast<unsigned char>(bytes[i]);
    if ((next & 0xC0U) != 0x80U) return {};
    character.code = character.code << 6U | (next & 0x3FU);
  }
  return in_unicode(character) ? character : Character{};
}

/// Signs that turn the direction of what follows show a text as another than it is.
bool turns_direction(std::uint32_t code) {
  return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

bool in_xml(std::uint32_t code) {
  if (code < 0x20) return code == '\t' || code == '\n' || code == '\r';
  return code != 0x7F && code != 0xFFFE && code != 0xFFFF;
}

std::string_view reference_for(std::uint32_t code) {
  switch (code) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return {};
  }
}

/// Every character through `put(code, its bytes)`; code 0xFFFD with the replacement for bytes that are none.
template <class Put>
void each_character(std::string_view bytes, Put put) {
  while (!bytes.empty()) {
    const Character character = first_of(bytes);
    if (character.length == 0) {
      put(std::uint32_t{0xFFFD}, kReplacement);
      bytes.remove_prefix(1);
    } else {
      put(character.code, bytes.substr(0, character.length));
      bytes.remove_prefix(character.length);
    }
  }
}

}  // namespace

std::string valid_utf8(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  each_character(bytes, [&text](std::uint32_t /*code*/, std::string_view character) { text += character; });
  return text;
}

std::string escaped(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 8);
  each_character(bytes, [&text](std::uint32_t code, std::string_view character) {
    const std::string_view reference = reference_for(code);
    if (!reference.empty()) {
      text += reference;
    } else {
      text += in_xml(code) && !turns_direction(code) ? character : kReplacement;
    }
  });
  return text;
}

}  // namespace bridge::conformance
