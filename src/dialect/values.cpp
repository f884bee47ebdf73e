#include "values.hpp"

#include <utility>

#include "bridge/core/ascii_case.hpp"
#include "embedded.hpp"
#include "manager.hpp"
#include "roles.hpp"

namespace bridge::dialect {
namespace {

using core::Array;
using core::Member;
using core::Object;
using core::Value;
using scim::AttributeDefinition;
using scim::AttributeType;

/// Whether the schema could take no text here at all.
bool knows_no_text(const AttributeDefinition& attribute) noexcept {
  if (attribute.multi_valued) return true;
  switch (attribute.type) {
    case AttributeType::Boolean:
    case AttributeType::Integer:
    case AttributeType::Decimal:
    case AttributeType::DateTime:
    case AttributeType::Complex: return true;
    case AttributeType::String:
    case AttributeType::Reference:
    case AttributeType::Binary: break;
  }
  return false;
}

bool has_empty_value(const Value& element) {
  const Object* object = element.if_object();
  const Value* value = object != nullptr ? object->find_ignoring_case("value") : nullptr;
  return value != nullptr && (value->is_null() || is_empty_text(*value));
}

}  // namespace

std::optional<Leniency> empty_element_switch(const AttributeDefinition& attribute) {
  const AttributeDefinition* value = attribute.multi_valued ? attribute.sub("value") : nullptr;
  if (value == nullptr || value->mutability != scim::Mutability::ReadWrite) return std::nullopt;
  return is_roles(attribute) ? Leniency::EmptyRoleDropped : Leniency::EmptyElementDropped;
}

bool is_reference_list(const AttributeDefinition& attribute) noexcept {
  const AttributeDefinition* value = attribute.multi_valued ? attribute.sub("value") : nullptr;
  return value != nullptr && value->mutability == scim::Mutability::Immutable;
}

bool Values::take_cleared() { return std::exchange(cleared_, false); }

/// Adding nothing to a list is nothing, and a group is not emptied by a text.
bool Values::allows_empty(const Value& value, const AttributeDefinition& attribute) const {
  if (in_element_ || attribute.required || !uses_.allows(Leniency::EmptyValueUnassigns)) return false;
  if (attribute.multi_valued && (in_ == In::Add || is_reference_list(attribute))) return false;
  return is_empty_text(value) || (value.is_null() && in_ == In::Add);
}

bool Values::unassigns(const Value& value, const AttributeDefinition& attribute) {
  if (in_ == In::Body) {
    const bool out_of_place = is_empty_text(value) && knows_no_text(attribute) && !is_reference_list(attribute);
    if (!out_of_place || !uses_.allows(Leniency::EmptyTextUnassigned)) return false;
    uses_.mark(Leniency::EmptyTextUnassigned);
    return true;
  }
  if (!allows_empty(value, attribute)) return false;
  uses_.mark(Leniency::EmptyValueUnassigns);
  return true;
}

std::optional<Value> Values::value(const Value& given, const AttributeDefinition& attribute) {
  if (unassigns(given, attribute)) return std::nullopt;
  if (is_reference(attribute)) return reference(given, attribute);
  return attribute.multi_valued ? list(given, attribute) : single(given, attribute);
}

std::optional<Value> Values::picked(const Value& given, const AttributeDefinition& attribute,
                                    const AttributeDefinition* sub) {
  const AttributeDefinition& leaf = sub != nullptr ? *sub : attribute;
  const bool empty = (given.is_null() || is_empty_text(given)) && !is_reference_list(attribute);
  if (empty && !leaf.required && uses_.allows(Leniency::EmptyValueUnassigns)) {
    uses_.mark(Leniency::EmptyValueUnassigns);
    return std::nullopt;
  }
  if (sub == nullptr) return element(given, attribute);
  const bool of_role = is_roles(attribute) && core::equal_ignoring_case(sub->name, "value");
  return single(of_role ? plain_role_value(given, uses_) : given, *sub);
}

/// In a PATCH it takes the place of the whole reference before it, a `$ref` included.
std::optional<Value> Values::reference(const Value& given, const AttributeDefinition& attribute) {
  const std::optional<Value> plain = plain_manager(given, uses_);
  if (!plain) return std::nullopt;
  const Object* object = plain->if_object();
  const bool other_form = given.if_object() == nullptr && object != nullptr;
  if (!other_form || in_ == In::Body || object->find_ignoring_case("$ref") != nullptr) {
    return single(*plain, attribute);
  }
  cleared_ = true;
  return single(object->with("$ref", nullptr), attribute);
}

Value Values::single(const Value& given, const AttributeDefinition& attribute) {
  if (attribute.type == AttributeType::Boolean) return boolean(given);
  const Object* object = attribute.type == AttributeType::Complex ? given.if_object() : nullptr;
  if (object == nullptr) return given;
  return members(*object, [&attribute](std::string_view name) { return attribute.sub(name); });
}

Value Values::boolean(const Value& given) {
  const std::string* text = given.if_string();
  if (text == nullptr || !uses_.allows(Leniency::BooleanAsText)) return given;
  const bool is_true = core::equal_ignoring_case(*text, "true");
  if (!is_true && !core::equal_ignoring_case(*text, "false")) return given;
  uses_.mark(Leniency::BooleanAsText);
  return is_true;
}

Value Values::list(const Value& given, const AttributeDefinition& attribute) {
  const Value plain = is_roles(attribute) ? plain_roles(given, in_ == In::Add, uses_) : given;
  if (const Array* array = plain.if_array()) return elements(*array, attribute);
  return listed(plain, attribute);
}

Array Values::elements(const Array& array, const AttributeDefinition& attribute) {
  const Leniency leniency =
      in_ == In::Body ? empty_element_switch(attribute).value_or(Leniency::Count) : Leniency::Count;
  const bool drops = leniency != Leniency::Count && uses_.allows(leniency);
  std::vector<Value> kept;
  kept.reserve(array.size());
  for (const Value& item : array) {
    if (drops && has_empty_value(item)) {
      uses_.mark(leniency);
    } else {
      kept.push_back(listed(item, attribute));
    }
  }
  return Array(std::move(kept));
}

Value Values::listed(const Value& given, const AttributeDefinition& attribute) {
  Value plain = element(given, attribute);
  const bool nothing_left = in_ == In::Replace && core::is_unassigned(plain) && !core::is_unassigned(given);
  return nothing_left ? given : plain;
}

Value Values::element(const Value& given, const AttributeDefinition& attribute) {
  const bool outer = std::exchange(in_element_, in_ != In::Body);
  Value plain = single(is_roles(attribute) ? plain_role(given, uses_) : given, attribute);
  in_element_ = outer;
  return plain;
}

Object Values::members(const Object& object, const Find& find) {
  std::vector<Member> kept;
  kept.reserve(object.size());
  for (const Member& member : object) {
    const AttributeDefinition* attribute = find(member.name);
    if (attribute == nullptr) {
      if (in_ == In::Body || !uses_.allows(Leniency::UnknownInPatchDropped)) {
        kept.push_back(member);
      } else {
        uses_.mark(Leniency::UnknownInPatchDropped);
      }
      continue;
    }
    std::optional<Value> plain = value(member.value, *attribute);
    if (plain) {
      kept.push_back(Member{member.name, *std::move(plain)});
    } else if (in_ != In::Body) {
      cleared_ = true;
      kept.push_back(Member{member.name, nullptr});
    }
  }
  return Object(std::move(kept));
}

}  // namespace bridge::dialect
