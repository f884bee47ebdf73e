#include "simple_value.hpp"

#include <algorithm>

#include "bridge/core/clock.hpp"

namespace bridge::scim {
namespace {

using core::Value;

std::string_view check_date_time(const Value& value) {
  const std::string* text = value.if_string();
  const bool fits = text != nullptr && core::parse_date_time(*text).has_value();
  return fits ? "" : "a date and time such as \"2026-03-01T08:15:30Z\"";
}

bool is_base64_character(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '/' ||
         c == '-' || c == '_';
}

/// Base64 or base64url (RFC 7643 section 2.3.6), padding optional.
std::string_view check_binary(const Value& value) {
  constexpr std::string_view kExpected = "base64 text";
  const std::string* text = value.if_string();
  if (text == nullptr) return kExpected;
  const std::size_t body = text->find_last_not_of('=') + 1;
  const std::size_t padding = text->size() - body;
  const std::string_view characters = std::string_view(*text).substr(0, body);
  const bool alphabet = std::all_of(characters.begin(), characters.end(), is_base64_character);
  const bool length = padding == 0 ? body % 4 != 1 : padding <= 2 && text->size() % 4 == 0;
  return alphabet && length ? "" : kExpected;
}

/// The characters that no URI reference holds (RFC 3986 section 2); letters of other scripts may stand.
std::string_view check_reference(const Value& value) {
  constexpr std::string_view kExpected = "a URI";
  const std::string* text = value.if_string();
  if (text == nullptr) return kExpected;
  const bool fits = std::none_of(text->begin(), text->end(), [](char c) {
    return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f ||
           std::string_view("<>\"{}|\\^`").find(c) != std::string_view::npos;
  });
  return fits ? "" : kExpected;
}

}  // namespace

std::string_view mismatch(const Value& value, AttributeType type) {
  switch (type) {
    case AttributeType::String: return value.if_string() != nullptr ? "" : "a string";
    case AttributeType::Boolean: return value.if_bool() != nullptr ? "" : "true or false";
    case AttributeType::Integer: return value.if_integer() != nullptr ? "" : "an integer";
    case AttributeType::Decimal: return value.if_double() != nullptr || value.if_integer() != nullptr ? "" : "a number";
    case AttributeType::DateTime: return check_date_time(value);
    case AttributeType::Binary: return check_binary(value);
    case AttributeType::Reference: return check_reference(value);
    case AttributeType::Complex: break;
  }
  return "an object";
}

}  // namespace bridge::scim
