// Patterns as an engineer reads them in a difference.

#include <array>

#include "bridge/core/first_characters.hpp"
#include "bridge/json/codec.hpp"
#include "conformance/comparison.hpp"

namespace bridge::conformance {
namespace {

using core::Value;

constexpr std::size_t kLongestQuote = 400;

std::string cut(const std::string& text) {
  if (text.size() <= kLongestQuote) return text;
  return std::string(core::first_characters(text, kLongestQuote)) + "…";
}

/// "a, b or c" of what an array's patterns ask for.
std::string listed(const Value& patterns, std::string_view last_joint) {
  const core::Array* array = patterns.if_array();
  if (array == nullptr) return json::write(patterns);
  std::string text;
  for (std::size_t i = 0; i < array->size(); ++i) {
    if (i > 0) text += i + 1 == array->size() ? last_joint : std::string_view(", ");
    text += in_words((*array)[i]);
  }
  return text.empty() ? "nothing" : text;
}

std::string with_article(const Value& type) {
  const std::string name = type.if_string() != nullptr ? *type.if_string() : json::write(type);
  if (name == "null") return name;
  const bool vowel = !name.empty() && std::string_view("aeiou").find(name.front()) != std::string_view::npos;
  return (vowel ? "an " : "a ") + (name == "string" ? "text" : name);
}

std::string expression(const Value& operand) {
  return operand.if_string() != nullptr ? "/" + *operand.if_string() + "/" : json::write(operand);
}

struct Wording {
  std::string_view name;
  std::string (*say)(const Value& operand);
};
constexpr std::array kWordings{
    Wording{"$any", [](const Value&) -> std::string { return "something"; }},
    Wording{"$absent", [](const Value&) -> std::string { return "nothing"; }},
    Wording{"$unassigned", [](const Value&) -> std::string { return "nothing, null or an empty value"; }},
    Wording{"$optional", [](const Value& x) { return "nothing, or " + in_words(x); }},
    Wording{"$type", [](const Value& x) { return with_article(x); }},
    Wording{"$contains", [](const Value& x) { return "a text that contains " + json::write(x); }},
    Wording{"$matches", [](const Value& x) { return "a text that matches " + expression(x); }},
    Wording{"$ignore_case", [](const Value& x) { return json::write(x) + " in any case"; }},
    Wording{"$instant", [](const Value& x) { return "a dateTime of the instant " + json::write(x); }},
    Wording{"$date_time", [](const Value&) -> std::string { return "a dateTime"; }},
    Wording{"$at_least", [](const Value& x) { return "at least " + json::write(x); }},
    Wording{"$at_most", [](const Value& x) { return "at most " + json::write(x); }},
    Wording{"$includes", [](const Value& x) { return "an array with " + listed(x, " and "); }},
    Wording{"$unordered", [](const Value& x) { return "an array of " + listed(x, " and ") + " in any order"; }},
    Wording{"$each", [](const Value& x) { return "an array of nothing but " + in_words(x); }},
    Wording{"$none", [](const Value& x) { return "an array without " + in_words(x); }},
    Wording{"$size", [](const Value& x) { return "an array whose length is " + in_words(x); }},
    Wording{"$integer",
            [](const Value& x) { return "the number " + (x.if_string() ? *x.if_string() : json::write(x)); }},
    Wording{"$one_of", [](const Value& x) { return listed(x, " or "); }},
    Wording{"$all_of", [](const Value& x) { return listed(x, " and "); }},
    Wording{"$not", [](const Value& x) { return "anything but " + in_words(x); }},
};

}  // namespace

std::string quoted(const Value& value) { return cut(json::write(value)); }

std::string in_words(const Value& pattern) {
  if (const core::Member* operation = operator_of(pattern)) {
    for (const Wording& wording : kWordings) {
      if (wording.name == operation->name) return wording.say(operation->value);
    }
  }
  return quoted(pattern);
}

}  // namespace bridge::conformance
