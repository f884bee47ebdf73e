// What each operator of a pattern fits.

#include <algorithm>
#include <array>
#include <functional>
#include <regex>

#include "bridge/core/ascii_case.hpp"
#include "bridge/core/clock.hpp"
#include "conformance/comparison.hpp"

namespace bridge::conformance {
namespace {

using core::Array;
using core::Value;

const std::string* text_of(const Value* value) { return value != nullptr ? value->if_string() : nullptr; }
const Array* array_of(const Value* value) { return value != nullptr ? value->if_array() : nullptr; }

std::optional<double> number(const Value* value) {
  if (value == nullptr) return std::nullopt;
  if (const std::int64_t* integer = value->if_integer()) return static_cast<double>(*integer);
  if (const double* decimal = value->if_double()) return *decimal;
  return std::nullopt;
}

bool any(const Value* value, const Value&) { return value != nullptr; }

bool absent(const Value* value, const Value&) { return value == nullptr; }

bool unassigned(const Value* value, const Value&) { return value == nullptr || core::is_unassigned(*value); }

bool optional(const Value* value, const Value& pattern) { return unassigned(value, {}) || fits(value, pattern); }

bool is_of_type(const Value* value, const Value& type) {
  if (value == nullptr) return false;
  return type == Value(value->kind()) || (type == Value("number") && value->if_integer() != nullptr);
}

bool contains(const Value* value, const Value& part) {
  const std::string* text = text_of(value);
  return text != nullptr && part.if_string() != nullptr && text->find(*part.if_string()) != std::string::npos;
}

bool matches(const Value* value, const Value& expression) {
  const std::string* text = text_of(value);
  if (text == nullptr || expression.if_string() == nullptr || text->size() > kLongestMatched) return false;
  try {
    return std::regex_match(*text, std::regex(*expression.if_string()));
  } catch (const std::regex_error&) {  // an expression that placeholders made one that is none
    return false;
  }
}

bool ignoring_case(const Value* value, const Value& wanted) {
  const std::string* text = text_of(value);
  return text != nullptr && wanted.if_string() != nullptr && core::equal_ignoring_case(*text, *wanted.if_string());
}

std::optional<core::Instant> instant_of(const Value* value) {
  const std::string* text = text_of(value);
  return text != nullptr ? core::parse_date_time(*text) : std::nullopt;
}

bool is_instant(const Value* value, const Value& wanted) {
  const auto instant = instant_of(value);
  return instant && instant == instant_of(&wanted);
}

bool is_date_time(const Value* value, const Value&) { return instant_of(value).has_value(); }

bool at_least(const Value* value, const Value& bound) {
  const auto a = number(value);
  const auto b = number(&bound);
  return a && b && *a >= *b;
}

bool at_most(const Value* value, const Value& bound) {
  const auto a = number(value);
  const auto b = number(&bound);
  return a && b && *a <= *b;
}

/// Gives each pattern an element of its own, moving earlier ones to others that fit them too.
class Assignment {
 public:
  Assignment(const Array& elements, const Array& patterns)
      : elements_(elements), patterns_(patterns), taken_by_(elements.size(), kNobody) {}

  bool complete() {
    for (std::size_t pattern = 0; pattern < patterns_.size(); ++pattern) {
      tried_.assign(elements_.size(), false);
      if (!place(pattern)) return false;
    }
    return true;
  }

 private:
  static constexpr std::size_t kNobody = static_cast<std::size_t>(-1);

  bool place(std::size_t pattern) {
    for (std::size_t i = 0; i < elements_.size(); ++i) {
      if (tried_[i] || !fits(&elements_[i], patterns_[pattern])) continue;
      tried_[i] = true;
      if (taken_by_[i] != kNobody && !place(taken_by_[i])) continue;
      taken_by_[i] = pattern;
      return true;
    }
    return false;
  }

  const Array& elements_;
  const Array& patterns_;
  std::vector<std::size_t> taken_by_;
  std::vector<bool> tried_;
};

bool includes(const Value* value, const Value& patterns) {
  const Array* elements = array_of(value);
  const Array* wanted = patterns.if_array();
  return elements != nullptr && wanted != nullptr && Assignment(*elements, *wanted).complete();
}

bool is_permutation(const Value* value, const Value& patterns) {
  const Array* elements = array_of(value);
  return elements != nullptr && patterns.if_array() != nullptr && elements->size() == patterns.if_array()->size() &&
         includes(value, patterns);
}

bool each(const Value* value, const Value& pattern) {
  const Array* elements = array_of(value);
  return elements != nullptr &&
         std::all_of(elements->begin(), elements->end(), [&](const Value& element) { return fits(&element, pattern); });
}

bool none(const Value* value, const Value& pattern) {
  const Array* elements = array_of(value);
  return elements != nullptr && std::none_of(elements->begin(), elements->end(),
                                             [&](const Value& element) { return fits(&element, pattern); });
}

bool has_size(const Value* value, const Value& pattern) {
  const Array* elements = array_of(value);
  if (elements == nullptr) return false;
  const Value size(static_cast<std::int64_t>(elements->size()));
  return fits(&size, pattern);
}

bool is_integer(const Value* value, const Value& digits) {
  return value != nullptr && value->if_integer() != nullptr && Value(std::to_string(*value->if_integer())) == digits;
}

bool one_of(const Value* value, const Value& patterns) {
  const Array* all = patterns.if_array();
  return all != nullptr &&
         std::any_of(all->begin(), all->end(), [&](const Value& pattern) { return fits(value, pattern); });
}

bool all_of(const Value* value, const Value& patterns) {
  const Array* all = patterns.if_array();
  return all != nullptr &&
         std::all_of(all->begin(), all->end(), [&](const Value& pattern) { return fits(value, pattern); });
}

bool is_not(const Value* value, const Value& pattern) { return value != nullptr && !fits(value, pattern); }

struct Operator {
  std::string_view name;
  Test test;
};
constexpr std::array kOperators{
    Operator{"$any", any},
    Operator{"$absent", absent},
    Operator{"$unassigned", unassigned},
    Operator{"$optional", optional},
    Operator{"$type", is_of_type},
    Operator{"$contains", contains},
    Operator{"$matches", matches},
    Operator{"$ignore_case", ignoring_case},
    Operator{"$instant", is_instant},
    Operator{"$date_time", is_date_time},
    Operator{"$at_least", at_least},
    Operator{"$at_most", at_most},
    Operator{"$includes", includes},
    Operator{"$unordered", is_permutation},
    Operator{"$each", each},
    Operator{"$none", none},
    Operator{"$size", has_size},
    Operator{"$integer", is_integer},
    Operator{"$one_of", one_of},
    Operator{"$all_of", all_of},
    Operator{"$not", is_not},
};

}  // namespace

Test test_of(std::string_view operator_name) {
  const auto* found = std::find_if(kOperators.begin(), kOperators.end(),
                                   [&](const Operator& known) { return known.name == operator_name; });
  return found != kOperators.end() ? found->test : nullptr;
}

const core::Member* operator_of(const Value& pattern) {
  const core::Object* object = pattern.if_object();
  if (object == nullptr || object->size() != 1) return nullptr;
  const core::Member& member = *object->begin();
  return !member.name.empty() && member.name.front() == '$' && member.name != "$ref" ? &member : nullptr;
}

}  // namespace bridge::conformance
