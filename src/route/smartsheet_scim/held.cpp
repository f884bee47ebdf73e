#include "route/smartsheet_scim/held.hpp"

#include <vector>

#include "bridge/core/ascii_case.hpp"
#include "bridge/scim/urns.hpp"
#include "route/smartsheet_scim/resource.hpp"

namespace bridge::route::smartsheet_scim {

namespace {

using core::Array;
using core::Object;
using core::Value;

std::string_view text_in(const Object& resource, std::string_view complex, std::string_view name) {
  const Object* object = object_under(resource, complex);
  return object != nullptr ? text_under(*object, name) : std::string_view();
}

std::string_view phone(const Object& resource, std::string_view type) {
  const Array* phones = array_under(resource, "phoneNumbers");
  if (phones == nullptr) return {};
  for (const Value& element : *phones) {
    const Object* object = element.if_object();
    if (object == nullptr || !core::equal_ignoring_case(text_under(*object, "type"), type)) continue;
    if (!text_under(*object, "value").empty()) return text_under(*object, "value");
  }
  return {};
}

/// A complex value as RFC 7643 section 4.3 has it, or the id alone, as Smartsheet takes it.
std::string_view manager(const Object& resource) {
  const Object* enterprise = object_under(resource, scim::kEnterpriseUserUrn);
  if (enterprise == nullptr) return {};
  const Object* complex = object_under(*enterprise, "manager");
  return complex != nullptr ? text_under(*complex, "value") : text_under(*enterprise, "manager");
}

Object with_or_without(const Object& object, std::string_view name, const Value& value) {
  return core::is_unassigned(value) ? object.without(name) : object.with(name, value);
}

Value text_value(std::string_view text) { return text.empty() ? Value() : Value(text); }

Object with_text_in(const Object& resource, std::string_view complex, std::string_view name, std::string_view text) {
  const Object* object = object_under(resource, complex);
  const Object before = object != nullptr ? *object : Object();
  return with_or_without(resource, complex, with_or_without(before, name, text_value(text)));
}

Object with_phone(const Object& resource, std::string_view type, std::string_view number) {
  std::vector<Value> kept;
  bool placed = number.empty();
  if (const Array* phones = array_under(resource, "phoneNumbers")) {
    for (const Value& element : *phones) {
      const Object* object = element.if_object();
      const bool meant = object != nullptr && core::equal_ignoring_case(text_under(*object, "type"), type);
      if (!meant) kept.push_back(element);
      if (meant && !placed) kept.emplace_back(object->with("value", number));
      placed = placed || meant;
    }
  }
  if (!placed) kept.emplace_back(Object{{"value", number}, {"type", type}});
  return with_or_without(resource, "phoneNumbers", Array(std::move(kept)));
}

}  // namespace

std::string_view text_at(const Object& resource, const Held& held) {
  switch (held.place) {
    case Place::Name: return text_in(resource, "name", held.name);
    case Place::Top: return text_under(resource, held.name);
    case Place::Phone: return phone(resource, held.name);
    case Place::Enterprise: return text_in(resource, scim::kEnterpriseUserUrn, held.name);
    case Place::Manager: return manager(resource);
    case Place::Roles: return {};
  }
  return {};
}

Object with_text(const Object& resource, const Held& held, std::string_view text) {
  switch (held.place) {
    case Place::Name: return with_text_in(resource, "name", held.name, text);
    case Place::Top: return with_or_without(resource, held.name, text_value(text));
    case Place::Phone: return with_phone(resource, held.name, text);
    case Place::Enterprise:
    case Place::Manager: return with_text_in(resource, scim::kEnterpriseUserUrn, held.name, text);
    case Place::Roles: return resource;
  }
  return resource;
}

}  // namespace bridge::route::smartsheet_scim
