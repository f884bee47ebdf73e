#include "conformance/made_up.hpp"

#include <utility>

#include "bridge/core/ascii_case.hpp"
#include "conformance/urns.hpp"

namespace bridge::conformance {
namespace {

using core::Array;
using core::Object;
using core::Value;

std::string capitalised(std::string text) {
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') text.front() = static_cast<char>(text.front() - 32);
  return text;
}

/// Whether the server has such an attribute, as far as one knows.
bool is_writable(const Declared& declared, const std::string& path) { return !declared.unmet(path).has_value(); }

Object writable_parts(const Object& object, const std::string& path, const Declared& declared) {
  Object parts;
  for (const core::Member& member : object) {
    if (is_writable(declared, path + "." + member.name)) parts = parts.with(member.name, member.value);
  }
  return parts;
}

Object user(const Person& person, const std::string& user_name, const Declared& declared) {
  Object body{{"schemas", Array{Value(kUserSchema)}}, {"userName", user_name}};
  const Object name =
      writable_parts(Object{{"givenName", capitalised(person.as)}, {"familyName", "Tester"}}, "User.name", declared);
  if (is_writable(declared, "User.name") && !name.empty()) body = body.with("name", name);
  if (is_writable(declared, "User.displayName")) body = body.with("displayName", person.unique + " " + person.as);
  if (is_writable(declared, "User.emails")) {
    const Object parts =
        writable_parts(Object{{"type", "work"}, {"primary", true}}, "User.emails", declared).with("value", user_name);
    body = body.with("emails", Array{Value(parts)});
  }
  if (is_writable(declared, "User.active")) body = body.with("active", true);
  return body;
}

Value of_type(const DeclaredAttribute& attribute, const Person& person) {
  const std::string& type = attribute.type;
  if (core::equal_ignoring_case(type, "boolean")) return true;
  if (core::equal_ignoring_case(type, "integer")) return 1;
  if (core::equal_ignoring_case(type, "decimal")) return 1.5;
  if (core::equal_ignoring_case(type, "dateTime")) return "2026-01-01T00:00:00Z";
  if (core::equal_ignoring_case(type, "binary")) return "QQ==";
  if (core::equal_ignoring_case(type, "reference")) return "https://" + person.domain + "/" + person.unique;
  if (core::equal_ignoring_case(type, "complex")) return Object{};
  if (!attribute.canonical.empty()) return attribute.canonical;
  if (core::equal_ignoring_case(attribute.name, "password")) return "Aa1!" + person.unique;
  return person.unique + "-" + person.as;
}

Value with_part(const Value& parent, const DeclaredAttribute& part, const Value& value) {
  if (const Object* object = parent.if_object()) {
    return object->find_ignoring_case(part.name) != nullptr ? parent : Value(object->with(part.name, value));
  }
  const Array* array = parent.if_array();
  if (array == nullptr) return parent;
  std::vector<Value> items;
  for (const Value& item : *array) items.push_back(item.if_object() != nullptr ? with_part(item, part, value) : item);
  return Array(std::move(items));
}

/// Puts in what is required and not there. Attributes come before their parts.
Object with_required(Object body, const std::string& type, const Person& person, const Declared& declared) {
  for (const std::string& path : declared.required_of(type)) {
    const DeclaredAttribute& attribute = *declared.attribute(path);
    Value value = of_type(attribute, person);
    if (attribute.multi_valued) value = Array{value};
    const std::string inner = path.substr(path.find('.') + 1);
    const std::size_t dot = inner.find('.');
    const Value* present = body.find_ignoring_case(inner.substr(0, dot));
    if (dot != std::string::npos && present != nullptr) {
      body = body.with(inner.substr(0, dot), with_part(*present, attribute, value));
    } else if (dot == std::string::npos && present == nullptr) {
      body = body.with(attribute.name, value);
    }
  }
  return body;
}

/// Names of extensions stand among the schemas too.
Object with_schemas(const Object& body) {
  const Value* listed = body.find("schemas");
  if (listed == nullptr || listed->if_array() == nullptr) return body;
  Array schemas = *listed->if_array();
  for (const core::Member& member : body) {
    if (member.name.find(':') != std::string::npos) schemas = schemas.appended(member.name);
  }
  return body.with("schemas", schemas);
}

bool is_named(const Object& object, std::string_view name) { return object.find_ignoring_case(name) != nullptr; }

}  // namespace

Object made_up(const Given& given, const Person& person, const Declared& declared, const Placeholders& placeholders,
               std::set<std::string>& missing) {
  const Value filled = placeholders.filled(given.with, missing);
  const Object with = filled.if_object() != nullptr ? *filled.if_object() : Object{};
  std::string user_name = core::fold_case(person.unique + "-" + person.as) + "@" + person.domain;
  const Value* own = with.find_ignoring_case("userName");
  if (own != nullptr && own->if_string() != nullptr && own->if_string()->find('@') != std::string::npos) {
    user_name = *own->if_string();
  }
  Object body = given.type == "User"
                    ? user(person, user_name, declared)
                    : Object{{"schemas", Array{Value(kGroupSchema)}}, {"displayName", person.unique + " " + person.as}};
  for (const core::Member& member : with) body = body.with(member.name, member.value);
  body = with_required(std::move(body), given.type, person, declared);
  if (const Value* extension = body.find(kEnterpriseSchema);
      extension != nullptr && extension->if_object() != nullptr) {
    body = body.with(kEnterpriseSchema, with_required(*extension->if_object(), "EnterpriseUser", person, declared));
  }
  if (!is_named(with, "schemas")) body = with_schemas(body);
  for (const core::Member& member : with) {
    if (member.value.is_null()) body = body.without(member.name);
  }
  return body;
}

}  // namespace bridge::conformance
