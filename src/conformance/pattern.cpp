#include "bridge/conformance/pattern.hpp"

#include <array>
#include <optional>
#include <regex>
#include <string_view>
#include <utility>

#include "bridge/json/codec.hpp"

namespace bridge::conformance {
namespace {

using core::Array;
using core::Object;
using core::Value;

class Comparison {
 public:
  void compare(const Value& value, const Value& pattern, const std::string& where);
  [[nodiscard]] std::vector<std::string> take() && { return std::move(found_); }

  void differ(const std::string& where, const std::string& expected, const Value& value) {
    found_.push_back((where.empty() ? "the value" : where) + ": expected " + expected + ", found " +
                     json::write(value));
  }

 private:
  void compare_objects(const Value& value, const Object& pattern, const std::string& where);
  void compare_arrays(const Value& value, const Array& pattern, const std::string& where);

  std::vector<std::string> found_;
};

bool fits(const Value& value, const Value& pattern) { return differences(value, pattern).empty(); }

std::optional<double> number(const Value& value) {
  if (const std::int64_t* integer = value.if_integer()) return static_cast<double>(*integer);
  if (const double* decimal = value.if_double()) return *decimal;
  return std::nullopt;
}

bool same_scalar(const Value& value, const Value& pattern) {
  if (value == pattern) return true;
  const auto a = number(value);
  const auto b = number(pattern);
  return a && b && value.storage().index() != pattern.storage().index() && !(*a < *b) && !(*b < *a);
}

bool any(const Value&, const Value&) { return true; }

bool is_of_type(const Value& value, const Value& type) { return type == Value(value.kind()); }

bool contains(const Value& value, const Value& part) {
  const std::string* text = value.if_string();
  return text != nullptr && part.if_string() != nullptr && text->find(*part.if_string()) != std::string::npos;
}

bool matches(const Value& value, const Value& expression) {
  const std::string* text = value.if_string();
  return text != nullptr && expression.if_string() != nullptr &&
         std::regex_match(*text, std::regex(*expression.if_string()));
}

/// Each pattern takes the first element that fits and that no pattern before it took.
bool includes(const Value& value, const Value& patterns) {
  const Array* elements = value.if_array();
  const Array* wanted = patterns.if_array();
  if (elements == nullptr || wanted == nullptr) return false;
  std::vector<bool> taken(elements->size(), false);
  for (const Value& pattern : *wanted) {
    std::size_t i = 0;
    while (i < elements->size() && (taken[i] || !fits((*elements)[i], pattern))) ++i;
    if (i == elements->size()) return false;
    taken[i] = true;
  }
  return true;
}

bool is_permutation(const Value& value, const Value& patterns) {
  const bool lists = value.if_array() != nullptr && patterns.if_array() != nullptr;
  return lists && value.if_array()->size() == patterns.if_array()->size() && includes(value, patterns);
}

bool has_size(const Value& value, const Value& size) {
  const Array* elements = value.if_array();
  return elements != nullptr && Value(static_cast<std::int64_t>(elements->size())) == size;
}

bool is_integer(const Value& value, const Value& digits) {
  return value.if_integer() != nullptr && Value(std::to_string(*value.if_integer())) == digits;
}

bool is_not(const Value& value, const Value& pattern) { return !fits(value, pattern); }

struct Operator {
  std::string_view name;
  bool (*fits)(const Value& value, const Value& operand);
};
constexpr std::array kOperators{
    Operator{"$any", any},         Operator{"$type", is_of_type},    Operator{"$contains", contains},
    Operator{"$matches", matches}, Operator{"$includes", includes},  Operator{"$unordered", is_permutation},
    Operator{"$size", has_size},   Operator{"$integer", is_integer}, Operator{"$not", is_not},
};

/// The single "$name" member of the pattern, or null pointer.
const core::Member* operator_of(const Object& pattern) {
  if (pattern.size() != 1) return nullptr;
  const core::Member& member = *pattern.begin();
  return !member.name.empty() && member.name.front() == '$' && member.name != "$ref" ? &member : nullptr;
}

bool expects_absence(const Value& pattern) {
  const Object* object = pattern.if_object();
  const core::Member* member = object != nullptr ? operator_of(*object) : nullptr;
  return member != nullptr && member->name == "$absent";
}

void Comparison::compare(const Value& value, const Value& pattern, const std::string& where) {
  if (const Object* object = pattern.if_object()) return compare_objects(value, *object, where);
  if (const Array* array = pattern.if_array()) return compare_arrays(value, *array, where);
  if (!same_scalar(value, pattern)) differ(where, json::write(pattern), value);
}

void Comparison::compare_objects(const Value& value, const Object& pattern, const std::string& where) {
  if (const core::Member* member = operator_of(pattern)) {
    for (const Operator& known : kOperators) {
      if (known.name != member->name) continue;
      if (!known.fits(value, member->value)) differ(where, json::write(Value(pattern)), value);
      return;
    }
    return differ(where, "a known operator in the pattern instead of " + member->name, value);
  }
  const Object* object = value.if_object();
  if (object == nullptr) return differ(where, "an object", value);
  for (const core::Member& member : pattern) {
    const std::string here = where + "/" + member.name;
    const Value* found = object->find(member.name);
    if (expects_absence(member.value)) {
      if (found != nullptr) differ(here, "nothing", *found);
    } else if (found == nullptr) {
      found_.push_back(here + ": expected " + json::write(member.value) + ", found nothing");
    } else {
      compare(*found, member.value, here);
    }
  }
}

void Comparison::compare_arrays(const Value& value, const Array& pattern, const std::string& where) {
  const Array* array = value.if_array();
  if (array == nullptr || array->size() != pattern.size()) {
    return differ(where, "an array of " + std::to_string(pattern.size()), value);
  }
  for (std::size_t i = 0; i < pattern.size(); ++i) compare((*array)[i], pattern[i], where + "/" + std::to_string(i));
}

}  // namespace

std::vector<std::string> differences(const Value& value, const Value& pattern) {
  Comparison comparison;
  comparison.compare(value, pattern, "");
  return std::move(comparison).take();
}

}  // namespace bridge::conformance
