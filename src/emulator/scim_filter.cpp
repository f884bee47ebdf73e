#include "emulator/scim_filter.hpp"

#include <algorithm>

#include "bridge/core/ascii_case.hpp"
#include "bridge/json/codec.hpp"

namespace bridge::emulator {

namespace {

std::string_view take_word(std::string_view& text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  const std::string_view word = text.substr(0, text.find(' '));
  text.remove_prefix(word.size());
  return word;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace

bool is_attribute_name(std::string_view text) {
  return !text.empty() && is_letter(text.front()) && std::all_of(text.begin(), text.end(), [](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

std::optional<ScimFilter> read_scim_filter(std::string_view text) {
  const std::string_view attribute = take_word(text);
  const std::string_view comparison = take_word(text);
  if (!is_attribute_name(attribute) || !core::equal_ignoring_case(comparison, "eq")) return std::nullopt;
  const auto value = json::parse(text);
  if (!value || value->if_string() == nullptr) return std::nullopt;
  return ScimFilter{std::string(attribute), *value->if_string()};
}

}  // namespace bridge::emulator
