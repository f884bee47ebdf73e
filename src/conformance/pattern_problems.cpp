#include <regex>
#include <utility>

#include "bridge/conformance/pattern.hpp"
#include "bridge/core/clock.hpp"
#include "bridge/json/codec.hpp"
#include "conformance/comparison.hpp"

namespace bridge::conformance {
namespace {

using core::Value;

/// What stands in its place is not known yet.
bool has_placeholder(const Value& value) {
  return value.if_string() != nullptr && value.if_string()->find("${") != std::string::npos;
}

bool is_true(const Value& value) { return value == Value(true); }
bool is_text(const Value& value) { return value.if_string() != nullptr; }
bool is_list(const Value& value) { return value.if_array() != nullptr || has_placeholder(value); }
bool is_anything(const Value&) { return true; }
bool is_number(const Value& value) {
  return value.if_integer() != nullptr || value.if_double() != nullptr || has_placeholder(value);
}
bool is_kind(const Value& value) {
  for (const char* kind : {"null", "boolean", "integer", "number", "string", "array", "object"}) {
    if (value == Value(kind)) return true;
  }
  return false;
}
bool is_instant(const Value& value) {
  return is_text(value) && (has_placeholder(value) || core::parse_date_time(*value.if_string()));
}
bool is_digits(const Value& value) {
  return is_text(value) && !value.if_string()->empty() &&
         (has_placeholder(value) || value.if_string()->find_first_not_of("-0123456789") == std::string::npos);
}
bool is_expression(const Value& value) {
  if (!is_text(value)) return false;
  if (has_placeholder(value)) return true;
  try {
    const std::regex compiled(*value.if_string());
    return true;
  } catch (const std::regex_error&) {
    return false;
  }
}

struct Rule {
  std::string_view name;
  bool (*holds)(const Value& operand);
  std::string_view operand;
};
constexpr Rule kRules[] = {
    {"$any", is_true, "true"},
    {"$absent", is_true, "true"},
    {"$unassigned", is_true, "true"},
    {"$optional", is_anything, "a pattern"},
    {"$type", is_kind, "null, boolean, integer, number, string, array or object"},
    {"$contains", is_text, "a text"},
    {"$matches", is_expression, "a regular expression"},
    {"$ignore_case", is_text, "a text"},
    {"$instant", is_instant, "a dateTime"},
    {"$date_time", is_true, "true"},
    {"$at_least", is_number, "a number"},
    {"$at_most", is_number, "a number"},
    {"$includes", is_list, "an array of patterns"},
    {"$unordered", is_list, "an array of patterns"},
    {"$each", is_anything, "a pattern"},
    {"$none", is_anything, "a pattern"},
    {"$size", is_anything, "a pattern"},
    {"$integer", is_digits, "digits"},
    {"$one_of", is_list, "an array of patterns"},
    {"$all_of", is_list, "an array of patterns"},
    {"$not", is_anything, "a pattern"},
};

class Inspection {
 public:
  void inspect(const Value& pattern, const std::string& where) {
    if (const core::Member* operation = operator_of(pattern)) return inspect_operator(*operation, where);
    if (const core::Object* object = pattern.if_object()) {
      for (const core::Member& member : *object) inspect_member(member, where + "/" + member.name);
    } else if (const core::Array* array = pattern.if_array()) {
      std::size_t i = 0;
      for (const Value& element : *array) inspect(element, where + "/" + std::to_string(i++));
    }
  }
  [[nodiscard]] std::vector<std::string> take() && { return std::move(found_); }

 private:
  void inspect_member(const core::Member& member, const std::string& where) {
    const bool misplaced = !member.name.empty() && member.name.front() == '$' && member.name != "$ref";
    if (misplaced) found_.push_back(where + ": an operator stands alone in its object");
    inspect(member.value, where);
  }

  void inspect_operator(const core::Member& operation, const std::string& where) {
    const std::string here = where + "/" + operation.name;
    for (const Rule& rule : kRules) {
      if (rule.name != operation.name) continue;
      if (!rule.holds(operation.value)) {
        found_.push_back(here + ": expected " + std::string(rule.operand) + ", found " + quoted(operation.value));
      }
      return inspect(operation.value, here);
    }
    found_.push_back(here + ": no such operator");
  }

  std::vector<std::string> found_;
};

}  // namespace

std::vector<std::string> pattern_problems(const Value& pattern) {
  Inspection inspection;
  inspection.inspect(pattern, "");
  return std::move(inspection).take();
}

}  // namespace bridge::conformance
