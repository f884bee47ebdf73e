#include "roles.hpp"

#include "bridge/core/ascii_case.hpp"

namespace bridge::route::smartsheet_rest {

namespace {

using core::Object;
using core::Value;

/// What an element of `roles` names: the text itself, or its value, else its type.
std::string_view named_role(const Value& element) {
  if (const std::string* text = element.if_string()) return *text;
  const Object* object = element.if_object();
  if (object == nullptr) return {};
  const std::string_view value = core::text_or_empty(*object, "value");
  return value.empty() ? core::text_or_empty(*object, "type") : value;
}

}  // namespace

std::set<std::string_view> roles_in(const Object& resource) {
  std::set<std::string_view> roles;
  const Value* attribute = resource.find("roles");
  const core::Array* elements = attribute != nullptr ? attribute->if_array() : nullptr;
  if (elements == nullptr) return roles;
  for (const Value& element : *elements) {
    const std::string_view name = named_role(element);
    for (const Role& role : kRoles) {
      if (core::equal_ignoring_case(role.name, name)) roles.insert(role.name);
    }
  }
  return roles;
}

std::set<std::string_view> roles_of_record(const Object& record) {
  std::set<std::string_view> roles;
  for (const Role& role : kRoles) {
    if (core::flag_or_false(record, role.flag)) roles.insert(role.name);
  }
  return roles;
}

core::Array roles_attribute(const Object& record) {
  std::vector<Value> elements;
  for (const Role& role : kRoles) {
    if (core::flag_or_false(record, role.flag))
      elements.emplace_back(Object{{"value", role.name}, {"type", role.name}});
  }
  return core::Array(std::move(elements));
}

}  // namespace bridge::route::smartsheet_rest
