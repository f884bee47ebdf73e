// What RFC 7643 leaves open about values, decided once:
//
//   null, [] of a list, {} of a complex value      unassigned, like absent (section 2.5 has no word for {})
//   {} and [] for anything else                    a wrong type
//   canonicalValues                                suggestions: any other text is accepted (section 7)
//   elements of one type and value                 become one, later sub-attributes counting (section 2.4)
//   an element without any value                   left out of a POST or PUT, refused in a PATCH and of references
//   two spellings of one name                      refused
//   integers                                       no fraction, no exponent: 3.0 is refused (section 2.3.4)
//   decimals                                       integers too
//   dates                                          date and time; an offset stays as it is, none means UTC
//   base64                                         either alphabet, padding optional (section 2.3.6)
//   references                                     absolute or relative, checked for characters that no URI has
//   e-mail, phone, country, locale, time zone      any text: their formats are SHOULD (section 4.1.2)
//   empty texts                                    values, but for required attributes
#include "value_checker.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "element_list.hpp"
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

/// The elements, each once.
Array distinct(Array elements, const AttributeDefinition& attribute) {
  if (elements.size() < 2) return elements;
  ElementList list(attribute);
  for (const Value& element : elements) list.add(element);
  return list.size() == elements.size() ? elements : list.take();
}

}  // namespace

std::optional<Value> check_single(const Value& value, const AttributeDefinition& attribute, Completeness completeness,
                                  const Place& place, Findings& findings) {
  if (value.is_null()) return std::nullopt;
  if (attribute.type == AttributeType::Complex) return check_complex(value, attribute, completeness, place, findings);
  return check_simple(value, attribute, place, findings);
}

std::optional<Value> check_value(const Value& value, const AttributeDefinition& attribute, Completeness completeness,
                                 const Place& place, Findings& findings) {
  if (!attribute.multi_valued) return check_single(value, attribute, completeness, place, findings);
  if (value.is_null()) return std::nullopt;
  const Array* array = value.if_array();
  if (array == nullptr) {
    findings.expected(place, "an array", value.kind());
    return std::nullopt;
  }
  // A list of members that came out empty by mistake must not remove them all.
  const bool wants_values = findings.refuses_empty_elements || is_reference_set(attribute);
  std::vector<Value> elements;
  elements.reserve(array->size());
  for (std::size_t i = 0; i < array->size(); ++i) {
    const std::size_t problems = findings.problems.size();
    auto element = check_single((*array)[i], attribute, completeness, place.item(i), findings);
    if (element) {
      elements.push_back(*std::move(element));
    } else if (wants_values && findings.problems.size() == problems) {
      const bool complex = attribute.type == AttributeType::Complex;
      findings.expected(place.item(i), complex ? "an object with a value" : "a value", "nothing");
    }
  }
  if (elements.empty()) return std::nullopt;
  Array checked(std::move(elements));
  if (const std::size_t primaries = count_primaries(checked); primaries > 1) {
    findings.expected(place, "one primary value at most", std::to_string(primaries));
  }
  return Value(distinct(std::move(checked), attribute));
}

std::size_t count_primaries(const Array& elements) {
  return static_cast<std::size_t>(std::count_if(elements.begin(), elements.end(), is_primary));
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
