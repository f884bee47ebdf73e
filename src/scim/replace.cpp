#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "bridge/scim/resource.hpp"
#include "equal_value.hpp"
#include "value_checker.hpp"

namespace bridge::scim {
namespace {

using core::Array;
using core::FaultKind;
using core::Member;
using core::Object;
using core::Result;
using core::Value;

using Kept = std::optional<Value>;

core::Failure immutable_fault(const std::string& path) {
  return core::failure(FaultKind::Mutability, path + ": expected the value it has, which is immutable; found another");
}

/// Whether the client could not have sent the value back: it was never shown, or is not the client's.
bool stays_when_left_out(const AttributeDefinition& attribute) {
  return attribute.mutability != Mutability::ReadWrite || attribute.returned == Returned::Never;
}

bool same_reference(const Object& before, const Object& wanted) {
  const Value* old_value = before.find("value");
  const Value* new_value = wanted.find("value");
  return old_value == nullptr || (new_value != nullptr && *old_value == *new_value);
}

/// Sub-attributes that the client can't give are taken over while the value speaks of the same thing.
Value with_read_only_subs(const Object& before, const Object& wanted, const AttributeDefinition& attribute) {
  if (!same_reference(before, wanted)) return Value(wanted);
  std::vector<Member> members;
  bool taken_over = false;
  for (const AttributeDefinition& sub : attribute.sub_attributes) {
    const Value* value = wanted.find(sub.name);
    if (value == nullptr && stays_when_left_out(sub)) {
      value = before.find(sub.name);
      taken_over = taken_over || value != nullptr;
    }
    if (value != nullptr) members.push_back(Member{sub.name, *value});
  }
  return taken_over ? Value(Object(std::move(members))) : Value(wanted);
}

Value replace_elements(const Array& before, const Array& wanted, const AttributeDefinition& attribute) {
  std::unordered_map<std::string_view, const Object*> known;
  known.reserve(before.size());
  for (const Value& element : before) {
    const std::string_view reference = reference_of(element);
    if (!reference.empty()) known.emplace(reference, element.if_object());
  }
  if (known.empty()) return Value(wanted);
  std::vector<Value> elements;
  elements.reserve(wanted.size());
  for (const Value& element : wanted) {
    const auto old_element = known.find(reference_of(element));
    elements.push_back(old_element != known.end()
                           ? with_read_only_subs(*old_element->second, *element.if_object(), attribute)
                           : element);
  }
  return Value(Array(std::move(elements)));
}

Result<Kept> replace_complex(const Object& before, const Object& wanted, const AttributeDefinition& attribute,
                             const std::string& path) {
  for (const AttributeDefinition& sub : attribute.sub_attributes) {
    if (sub.mutability != Mutability::Immutable) continue;
    const Value* old_value = before.find(sub.name);
    const Value* new_value = wanted.find(sub.name);
    if (old_value != nullptr && new_value != nullptr && !equal_value(*old_value, *new_value, sub)) {
      return immutable_fault(path + "." + sub.name);
    }
  }
  return Kept(with_read_only_subs(before, wanted, attribute));
}

/// One attribute after the PUT; null pointers stand for absent.
Result<Kept> replace_attribute(const Value* before, const Value* wanted, const AttributeDefinition& attribute,
                               const std::string& path) {
  const auto as_it_was = [&] { return before != nullptr ? Kept(*before) : Kept(); };
  if (attribute.mutability == Mutability::ReadOnly) return as_it_was();
  if (wanted == nullptr) return stays_when_left_out(attribute) ? as_it_was() : Kept();
  if (before == nullptr) return Kept(*wanted);
  if (attribute.mutability == Mutability::Immutable) {
    return equal_value(*before, *wanted, attribute) ? Result<Kept>(as_it_was()) : immutable_fault(path);
  }
  const Object* old_object = before->if_object();
  const Object* new_object = wanted->if_object();
  if (old_object != nullptr && new_object != nullptr) return replace_complex(*old_object, *new_object, attribute, path);
  const Array* old_array = before->if_array();
  const Array* new_array = wanted->if_array();
  const bool complex = attribute.type == AttributeType::Complex;
  if (complex && old_array != nullptr && new_array != nullptr) {
    return Kept(replace_elements(*old_array, *new_array, attribute));
  }
  return Kept(*wanted);
}

Result<Kept> replace_extension(const Value* before, const Value* wanted, const Schema& schema) {
  const Object none;
  const Object& old_object = before != nullptr && before->if_object() != nullptr ? *before->if_object() : none;
  const Object& new_object = wanted != nullptr && wanted->if_object() != nullptr ? *wanted->if_object() : none;
  std::vector<Member> members;
  for (const AttributeDefinition& attribute : schema.attributes()) {
    auto kept = replace_attribute(old_object.find(attribute.name), new_object.find(attribute.name), attribute,
                                  schema.urn() + ":" + attribute.name);
    if (!kept) return kept.passed_on();
    if (*kept) members.push_back(Member{attribute.name, **std::move(kept)});
  }
  return members.empty() ? Kept() : Kept(Object(std::move(members)));
}

}  // namespace

Result<Object> replace_resource(const Object& before, const Object& wanted, const ResourceType& type) {
  std::vector<Member> members;
  members.reserve(before.size() + wanted.size());
  for (const ResourceType::Slot& slot : type.layout()) {
    const std::string name(slot.name);
    const Value* old_value = before.find(name);
    const Value* new_value = wanted.find(name);
    if (old_value == nullptr && new_value == nullptr) continue;
    auto kept = slot.attribute != nullptr ? replace_attribute(old_value, new_value, *slot.attribute, name)
                                          : replace_extension(old_value, new_value, *slot.extension);
    if (!kept) return kept.passed_on();
    if (*kept) members.push_back(Member{name, **std::move(kept)});
  }
  return in_schema_order(Object(std::move(members)), type);
}

}  // namespace bridge::scim
