#include "roles.hpp"

#include <utility>
#include <vector>

#include "bridge/core/ascii_case.hpp"
#include "embedded.hpp"

namespace bridge::dialect {
namespace {

using core::Array;
using core::Object;
using core::Value;

/// The role that a text holds as a JSON object: its `value`, and its name as `display`.
std::optional<Object> embedded_role(const Value& value) {
  const std::string* text = value.if_string();
  const std::optional<Value> embedded = text != nullptr ? embedded_json(*text) : std::nullopt;
  const Object* object = embedded ? embedded->if_object() : nullptr;
  const Value* of_role = object != nullptr ? object->find_ignoring_case("value") : nullptr;
  if (of_role == nullptr || of_role->if_string() == nullptr) return std::nullopt;
  Object role{{"value", *of_role}};
  const Value* name = object->find_ignoring_case("displayName");
  if (name == nullptr) name = object->find_ignoring_case("display");
  return name != nullptr ? role.with("display", *name) : role;
}

Object with_display(const Object& role, const Value& display) {
  return role.find_ignoring_case("display") == nullptr ? role.with("display", display) : role;
}

Object plain_object(const Object& role, Uses& uses) {
  Object plain = role;
  if (const Value* name = role.find_ignoring_case("displayName")) {
    uses.mark(Leniency::RoleForms);
    plain = with_display(plain.without("displayName"), *name);
  }
  const Value* value = role.find_ignoring_case("value");
  const std::optional<Object> embedded = value != nullptr ? embedded_role(*value) : std::nullopt;
  if (!embedded) return plain;
  uses.mark(Leniency::RoleForms);
  plain = plain.with("value", *embedded->find("value"));
  const Value* display = embedded->find("display");
  return display != nullptr ? with_display(plain, *display) : plain;
}

Array plain_elements(const Array& roles, Uses& uses) {
  std::vector<Value> plain;
  plain.reserve(roles.size());
  for (const Value& role : roles) plain.push_back(plain_role(role, uses));
  return Array(std::move(plain));
}

}  // namespace

bool is_roles(const scim::AttributeDefinition& attribute) noexcept {
  return attribute.multi_valued && core::equal_ignoring_case(attribute.name, "roles");
}

Value plain_role(const Value& element, Uses& uses) {
  if (!uses.allows(Leniency::RoleForms) || is_empty_text(element)) return element;
  if (const Object* object = element.if_object()) return plain_object(*object, uses);
  const std::string* text = element.if_string();
  if (text == nullptr) return element;
  uses.mark(Leniency::RoleForms);
  const std::optional<Object> embedded = embedded_role(element);
  return embedded ? *embedded : Object{{"value", *text}};
}

Value plain_roles(const Value& value, bool alone, Uses& uses) {
  if (!uses.allows(Leniency::RoleForms) || is_empty_text(value)) return value;
  if (const Array* array = value.if_array()) return plain_elements(*array, uses);
  if (value.if_object() != nullptr && alone) return plain_role(value, uses);
  if (value.if_object() == nullptr && value.if_string() == nullptr) return value;
  uses.mark(Leniency::RoleForms);
  const std::optional<Value> embedded = value.if_string() != nullptr ? embedded_json(*value.if_string()) : std::nullopt;
  if (embedded && embedded->if_array() != nullptr) return plain_elements(*embedded->if_array(), uses);
  return Array(std::vector<Value>{plain_role(value, uses)});
}

Value plain_role_value(const Value& value, Uses& uses) {
  const std::optional<Object> embedded =
      uses.allows(Leniency::RoleForms) ? embedded_role(value) : std::optional<Object>();
  if (!embedded) return value;
  uses.mark(Leniency::RoleForms);
  return *embedded->find("value");
}

}  // namespace bridge::dialect
