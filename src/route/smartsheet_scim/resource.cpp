#include "route/smartsheet_scim/resource.hpp"

#include <algorithm>
#include <vector>

#include "bridge/core/ascii_case.hpp"
#include "bridge/scim/urns.hpp"

namespace bridge::route::smartsheet_scim {

using core::Array;
using core::Object;
using core::Value;

const Object* object_under(const Object& resource, std::string_view name) {
  const Value* value = resource.find_ignoring_case(name);
  return value != nullptr ? value->if_object() : nullptr;
}

const Array* array_under(const Object& resource, std::string_view name) {
  const Value* value = resource.find_ignoring_case(name);
  return value != nullptr ? value->if_array() : nullptr;
}

std::string_view text_under(const Object& resource, std::string_view name) {
  const Value* value = resource.find_ignoring_case(name);
  const std::string* text = value != nullptr ? value->if_string() : nullptr;
  return text != nullptr ? std::string_view(*text) : std::string_view();
}

std::string id_under(const Object& resource, std::string_view name) {
  const Value* value = resource.find_ignoring_case(name);
  const std::int64_t* number = value != nullptr ? value->if_integer() : nullptr;
  return number != nullptr ? std::to_string(*number) : std::string(text_under(resource, name));
}

bool has_schema(const Object& object, std::string_view urn) {
  const Array* schemas = array_under(object, "schemas");
  return schemas != nullptr && std::any_of(schemas->begin(), schemas->end(), [&](const Value& value) {
           return value.if_string() != nullptr && core::equal_ignoring_case(*value.if_string(), urn);
         });
}

bool is_resource(const Object& object) {
  if (has_schema(object, scim::kUserUrn) || has_schema(object, scim::kGroupUrn)) return true;
  const Array* schemas = array_under(object, "schemas");
  const bool of_another_kind = schemas != nullptr && !schemas->empty();
  if (of_another_kind || id_under(object, "id").empty()) return false;
  return !text_under(object, "userName").empty() || !text_under(object, "displayName").empty();
}

Object as_resource(const Object& resource) {
  Object whole = resource;
  for (const std::string_view name : {"userName", "displayName"}) {
    const std::string text(text_under(whole, name));
    if (!text.empty()) whole = whole.with(name, text);
  }
  const std::string id = id_under(whole, "id");
  if (!id.empty()) whole = whole.with("id", id);
  const Array* schemas = array_under(whole, "schemas");
  if (schemas != nullptr && !schemas->empty()) return whole.with("schemas", Array(*schemas));
  if (whole.find("userName") == nullptr) return whole.with("schemas", Array{scim::kGroupUrn});
  return whole.with("schemas", user_schemas(object_under(whole, scim::kEnterpriseUserUrn) != nullptr));
}

Array user_schemas(bool enterprise) {
  return enterprise ? Array{scim::kUserUrn, scim::kEnterpriseUserUrn} : Array{scim::kUserUrn};
}

}  // namespace bridge::route::smartsheet_scim
