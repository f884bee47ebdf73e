#include <array>
#include <charconv>

#include "bridge/core/overloaded.hpp"
#include "bridge/scim/filter.hpp"
#include "filter_fault.hpp"
#include "unescape.hpp"

namespace bridge::scim {

namespace {

/// The shortest digits that read back exactly, and never as a whole number.
std::string to_text(double number) {
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  std::string text(digits.data(), end);
  if (text.find_first_of(".e") == std::string::npos) text.append(".0");
  return text;
}

void append(const CompareValue& value, std::string& text) {
  std::visit(core::overloaded{
                 [&](std::nullptr_t) { text.append("null"); },
                 [&](bool flag) { text.append(flag ? "true" : "false"); },
                 [&](std::int64_t number) { text.append(std::to_string(number)); },
                 [&](double number) { text.append(to_text(number)); },
                 [&](const std::string& words) { append_quoted(words, text); },
             },
             value);
}

/// How tightly the place where a filter stands binds: looser filters need parentheses there.
enum class Place : std::uint8_t { Open, InOr, InAnd };

void append(const Filter& filter, Place place, std::string& text);

void append_terms(const std::vector<Filter>& terms, const char* word, Place inside, bool parentheses,
                  std::string& text) {
  if (parentheses) text.push_back('(');
  for (std::size_t i = 0; i < terms.size(); ++i) {
    if (i > 0) text.append(word);
    append(terms[i], inside, text);
  }
  if (parentheses) text.push_back(')');
}

void append(const Filter& filter, Place place, std::string& text) {
  std::visit(core::overloaded{
                 [&](const Compare& compare) {
                   text.append(to_string(compare.path)).append(" ").append(operator_name(compare.op)).append(" ");
                   append(compare.value, text);
                 },
                 [&](const Present& present) { text.append(to_string(present.path)).append(" pr"); },
                 [&](const And& all) { append_terms(all.terms, " and ", Place::InAnd, place == Place::InAnd, text); },
                 [&](const Or& any) { append_terms(any.terms, " or ", Place::InOr, place != Place::Open, text); },
                 [&](const Not& negation) {
                   text.append("not (");
                   append(*negation.term, Place::Open, text);
                   text.push_back(')');
                 },
                 [&](const ValuePath& selection) {
                   text.append(to_string(selection.path)).append("[");
                   append(*selection.filter, Place::Open, text);
                   text.push_back(']');
                 },
             },
             filter.node);
}

}  // namespace

bool And::operator==(const And& other) const { return terms == other.terms; }
bool Or::operator==(const Or& other) const { return terms == other.terms; }
bool Not::operator==(const Not& other) const { return term == other.term; }
bool ValuePath::operator==(const ValuePath& other) const { return path == other.path && filter == other.filter; }

std::string to_string(const Filter& filter) {
  std::string text;
  append(filter, Place::Open, text);
  return text;
}

}  // namespace bridge::scim
