#include "value_checker.hpp"

#include <algorithm>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "simple_value.hpp"

namespace bridge::scim {
namespace {

using core::Array;
using core::Member;
using core::Object;
using core::Value;

using SubValues = std::vector<std::optional<Value>>;

/// Sorts the members of a complex value into the places of the schema.
SubValues sort_members(const Object& object, const AttributeDefinition& attribute, Completeness completeness,
                       const Place& place, Findings& findings) {
  const auto& subs = attribute.sub_attributes;
  SubValues values(subs.size());
  for (const Member& member : object) {
    const AttributeDefinition* sub = attribute.sub(member.name);
    const Place here = place.member(sub != nullptr ? std::string_view(sub->name) : std::string_view(member.name));
    if (sub == nullptr) {
      findings.unknown.push_back(to_string(here));
      continue;
    }
    if (sub->mutability == Mutability::ReadOnly) continue;
    std::optional<Value>& value = values[static_cast<std::size_t>(sub - subs.data())];
    if (value) findings.expected(here, "one value", "two spellings of the name");
    value = check_value(member.value, *sub, completeness, here, findings);
  }
  return values;
}

std::optional<Value> check_complex(const Value& value, const AttributeDefinition& attribute, Completeness completeness,
                                   const Place& place, Findings& findings) {
  const Object* object = value.if_object();
  if (object == nullptr) {
    findings.expected(place, "an object", value.kind());
    return std::nullopt;
  }
  const std::size_t problems = findings.problems.size();
  SubValues values = sort_members(*object, attribute, completeness, place, findings);
  if (findings.problems.size() != problems) return std::nullopt;
  std::vector<Member> members;
  members.reserve(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const AttributeDefinition& sub = attribute.sub_attributes[i];
    if (values[i]) {
      members.push_back(Member{sub.name, *std::move(values[i])});
    } else if (sub.required && completeness == Completeness::Whole && !object->empty()) {
      findings.expected(place.member(sub.name), "a value, which is required", "nothing");
    }
  }
  if (members.empty()) return std::nullopt;
  return Value(Object(std::move(members)));
}

std::optional<Value> check_simple(const Value& value, const AttributeDefinition& attribute, const Place& place,
                                  Findings& findings) {
  const std::string_view expected = mismatch(value, attribute.type);
  if (!expected.empty()) {
    // A text of the wrong form is not quoted: it may be personal.
    findings.expected(place, expected, value.if_string() != nullptr ? "another text" : value.kind());
    return std::nullopt;
  }
  const std::string* text = value.if_string();
  if (attribute.required && text != nullptr && text->empty()) {
    findings.expected(place, "a text that is not empty, which is required", "an empty one");
    return std::nullopt;
  }
  return value;
}

/// Whether nothing was given. For references only null and an empty array say so: a list of members that
/// came out empty by mistake must not remove them all.
bool gives_nothing(const Value& value, const AttributeDefinition& attribute) {
  return core::is_unassigned(value) && (value.if_object() == nullptr || !is_reference_set(attribute));
}

/// Leaves out references that stand there already.
void keep_first_references(std::vector<Value>& elements) {
  std::unordered_set<std::string> seen;
  seen.reserve(elements.size());
  const auto repeated = [&](const Value& element) {
    const std::string_view reference = reference_of(element);
    return !reference.empty() && !seen.emplace(reference).second;
  };
  elements.erase(std::remove_if(elements.begin(), elements.end(), repeated), elements.end());
}

}  // namespace

std::optional<Value> check_single(const Value& value, const AttributeDefinition& attribute, Completeness completeness,
                                  const Place& place, Findings& findings) {
  if (core::is_unassigned(value)) return std::nullopt;
  if (attribute.type == AttributeType::Complex) return check_complex(value, attribute, completeness, place, findings);
  return check_simple(value, attribute, place, findings);
}

std::optional<Value> check_value(const Value& value, const AttributeDefinition& attribute, Completeness completeness,
                                 const Place& place, Findings& findings) {
  if (!attribute.multi_valued) return check_single(value, attribute, completeness, place, findings);
  if (gives_nothing(value, attribute)) return std::nullopt;
  const Array* array = value.if_array();
  if (array == nullptr) {
    findings.expected(place, "an array", value.kind());
    return std::nullopt;
  }
  const bool references = is_reference_set(attribute);
  std::vector<Value> elements;
  elements.reserve(array->size());
  for (std::size_t i = 0; i < array->size(); ++i) {
    const std::size_t problems = findings.problems.size();
    auto element = check_single((*array)[i], attribute, completeness, place.item(i), findings);
    if (element) {
      elements.push_back(*std::move(element));
    } else if (references && findings.problems.size() == problems) {
      findings.expected(place.item(i), "an object with a value", "nothing");
    }
  }
  if (references) keep_first_references(elements);
  if (elements.empty()) return std::nullopt;
  Array checked(std::move(elements));
  if (const std::size_t primaries = count_primaries(checked); primaries > 1) {
    findings.expected(place, "one primary value at most", std::to_string(primaries));
  }
  return Value(std::move(checked));
}

std::size_t count_primaries(const Array& elements) {
  return static_cast<std::size_t>(std::count_if(elements.begin(), elements.end(), [](const Value& element) {
    const Object* object = element.if_object();
    return object != nullptr && core::flag_or_false(*object, "primary");
  }));
}

bool is_reference_set(const AttributeDefinition& attribute) {
  const AttributeDefinition* value = attribute.multi_valued ? attribute.sub("value") : nullptr;
  return value != nullptr && value->mutability == Mutability::Immutable;
}

std::string_view reference_of(const Value& element) {
  const Object* object = element.if_object();
  return object != nullptr ? core::text_or_empty(*object, "value") : std::string_view();
}

}  // namespace bridge::scim
