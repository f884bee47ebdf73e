#include "syntax_fault.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "bridge/core/ascii_case.hpp"

namespace bridge::scim {

namespace {

constexpr std::array<std::string_view, 16> kWords = {"and", "or", "not", "pr", "eq", "ne",   "co",    "sw",
                                                     "ew",  "gt", "ge",  "lt", "le", "true", "false", "null"};

bool is_letter(char c) { return core::ascii_lower(c) >= 'a' && core::ascii_lower(c) <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string describe_word(std::string_view rest) {
  const auto end = std::find_if_not(rest.begin(), rest.end(), [](char c) { return is_letter(c) || is_digit(c); });
  const std::string word = core::fold_case(rest.substr(0, static_cast<std::size_t>(end - rest.begin())));
  const bool known = std::find(kWords.begin(), kWords.end(), word) != kWords.end();
  return known ? "'" + word + "'" : "a word";
}

std::string describe_found(std::string_view rest) {
  if (rest.empty()) return "the end";
  const char first = rest.front();
  if (is_letter(first)) return describe_word(rest);
  if (is_digit(first)) return "a digit";
  if (first == ' ') return "a space";
  if (first == '"') return "a double quote";
  if (first == '\'') return "a single quote";
  if (static_cast<unsigned char>(first) < 0x20 || first == 0x7F) return "a control character";
  if (static_cast<unsigned char>(first) > 0x7F) return "a character outside ASCII";
  return std::string("'") + first + "'";
}

std::size_t column_of(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  return 1 + static_cast<std::size_t>(std::count_if(before.begin(), before.end(), [](char c) {
           return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;  // not a continuation byte of UTF-8
         }));
}

core::Failure fault_at(core::FaultKind kind, std::string_view what, std::string_view text, std::size_t offset,
                       std::string_view expected, std::string_view found) {
  std::string detail(what);
  detail.append(" at column ").append(std::to_string(column_of(text, offset)));
  detail.append(": expected ").append(expected).append(", found ").append(found);
  return core::failure(kind, std::move(detail));
}

}  // namespace

core::Failure syntax_fault(core::FaultKind kind, std::string_view what, std::string_view text, std::size_t offset,
                           std::string_view expected) {
  return fault_at(kind, what, text, offset, expected, describe_found(text.substr(offset)));
}

core::Failure length_fault(core::FaultKind kind, std::string_view what, std::string_view text, std::size_t most) {
  return fault_at(kind, what, text, most, "the end after at most " + std::to_string(most) + " bytes",
                  std::to_string(text.size()) + " bytes");
}

}  // namespace bridge::scim
