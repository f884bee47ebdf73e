#include "route/roles.hpp"

#include <algorithm>
#include <vector>

#include "bridge/core/ascii_case.hpp"

namespace bridge::route {

namespace {

using core::FaultKind;
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

/// Calls `take` with the name of each element.
template <class Take>
void each_role(const Object& resource, const Take& take) {
  const Value* attribute = resource.find("roles");
  const core::Array* elements = attribute != nullptr ? attribute->if_array() : nullptr;
  if (elements == nullptr) return;
  for (const Value& element : *elements) take(named_role(element));
}

}  // namespace

RoleNames roles_in(const Object& resource) {
  RoleNames roles;
  each_role(resource, [&](std::string_view name) {
    for (const Role& role : kRoles) {
      if (core::equal_ignoring_case(role.name, name)) roles.insert(role.name);
    }
  });
  return roles;
}

RoleNames scim_roles_in(const Object& resource) {
  RoleNames roles = roles_in(resource);
  each_role(resource, [&](std::string_view name) {
    for (const std::string_view role : kScimRoles) {
      if (core::equal_ignoring_case(role, name)) roles.insert(role);
    }
  });
  return roles;
}

RoleNames roles_of_record(const Object& record) {
  RoleNames roles;
  for (const Role& role : kRoles) {
    if (core::flag_or_false(record, role.flag)) roles.insert(role.name);
  }
  return roles;
}

core::Array roles_attribute(const RoleNames& roles) {
  std::vector<Value> elements;
  const auto show = [&](std::string_view name) {
    if (roles.contains(name)) elements.emplace_back(Object{{"value", name}, {"type", name}});
  };
  for (const Role& role : kRoles) show(role.name);
  for (const std::string_view name : kScimRoles) show(name);
  return core::Array(std::move(elements));
}

core::Outcome check_licence(const RoleNames& roles) {
  if (roles.contains(kLicensed)) return core::ok();
  for (const std::string_view role : {kGroupAdmin, kResourceViewer}) {
    if (!roles.contains(role)) continue;
    return core::failure(FaultKind::Forbidden, "roles: " + std::string(role) + " needs " + std::string(kLicensed) +
                                                   " as well; Smartsheet gives the one only together with the other");
  }
  return core::ok();
}

core::Outcome check_grants(const RoleNames& before, const RoleNames& after, const PersonPolicy& policy) {
  for (const std::string_view role : after) {
    const bool harmless = before.contains(role) || role == kPlainUser;
    if (harmless || policy.grantable_roles.contains(std::string(role))) continue;
    return core::failure(FaultKind::Forbidden,
                         "roles: " + std::string(role) +
                             " may not be granted through SCIM; this tenant's roles.grantable does not list it");
  }
  return core::ok();
}

}  // namespace bridge::route
