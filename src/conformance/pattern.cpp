#include "bridge/conformance/pattern.hpp"

#include <utility>

#include "conformance/comparison.hpp"

namespace bridge::conformance {
namespace {

using core::Array;
using core::Object;
using core::Value;

/// Walks value and pattern side by side and writes down what does not fit.
class Comparison {
 public:
  void compare(const Value* value, const Value& pattern, const std::string& where);
  [[nodiscard]] std::vector<std::string> take() && { return std::move(found_); }

 private:
  void differ(const std::string& where, const std::string& expected, const Value* value) {
    found_.push_back((where.empty() ? "the value" : where) + ": expected " + expected + ", found " +
                     (value != nullptr ? quoted(*value) : "nothing"));
  }
  void apply(const core::Member& operation, const Value* value, const Value& pattern, const std::string& where);
  void compare_objects(const Value& value, const Object& pattern, const std::string& where);
  void compare_arrays(const Value& value, const Array& pattern, const std::string& where);
  void explain_elements(const Value& value, const Value& pattern, const std::string& where);

  std::vector<std::string> found_;
};

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

void Comparison::compare(const Value* value, const Value& pattern, const std::string& where) {
  if (const core::Member* operation = operator_of(pattern)) return apply(*operation, value, pattern, where);
  if (value == nullptr) return differ(where, in_words(pattern), value);
  if (const Object* object = pattern.if_object()) return compare_objects(*value, *object, where);
  if (const Array* array = pattern.if_array()) return compare_arrays(*value, *array, where);
  if (!same_scalar(*value, pattern)) differ(where, in_words(pattern), value);
}

/// An operator that looks into the value says what is wrong there, all others what they ask for.
void Comparison::apply(const core::Member& operation, const Value* value, const Value& pattern,
                       const std::string& where) {
  const Test test = test_of(operation.name);
  if (test == nullptr) return differ(where, "a known operator in the pattern instead of " + operation.name, value);
  if (test(value, operation.value)) return;
  const bool is_there = value != nullptr;
  const Array* operands = operation.value.if_array();
  if (is_there && operation.name == "$optional" && operation.value.if_object() != nullptr) {
    return compare(value, operation.value, where);
  }
  if (is_there && operation.name == "$each" && value->if_array() != nullptr) {
    return explain_elements(*value, operation.value, where);
  }
  if (operation.name == "$all_of" && operands != nullptr) {
    for (const Value& each : *operands) compare(value, each, where);
    return;
  }
  differ(where, in_words(pattern), value);
}

void Comparison::explain_elements(const Value& value, const Value& pattern, const std::string& where) {
  std::size_t i = 0;
  for (const Value& element : *value.if_array()) compare(&element, pattern, where + "/" + std::to_string(i++));
}

void Comparison::compare_objects(const Value& value, const Object& pattern, const std::string& where) {
  const Object* object = value.if_object();
  if (object == nullptr) return differ(where, "an object", &value);
  for (const core::Member& member : pattern) {
    compare(object->find(member.name), member.value, where + "/" + member.name);
  }
}

void Comparison::compare_arrays(const Value& value, const Array& pattern, const std::string& where) {
  const Array* array = value.if_array();
  if (array == nullptr || array->size() != pattern.size()) {
    return differ(where, "an array of " + std::to_string(pattern.size()), &value);
  }
  for (std::size_t i = 0; i < pattern.size(); ++i) compare(&(*array)[i], pattern[i], where + "/" + std::to_string(i));
}

}  // namespace

std::vector<std::string> differences_at(const Value* value, const Value& pattern, const std::string& where) {
  Comparison comparison;
  comparison.compare(value, pattern, where);
  return std::move(comparison).take();
}

bool fits(const Value* value, const Value& pattern) { return differences_at(value, pattern, "").empty(); }

std::vector<std::string> differences(const Value& value, const Value& pattern) {
  return differences_at(&value, pattern, "");
}

}  // namespace bridge::conformance
