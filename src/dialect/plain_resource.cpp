#include <set>
#include <utility>

#include "bridge/dialect/dialect.hpp"
#include "conditions.hpp"
#include "uses.hpp"
#include "values.hpp"

namespace bridge::dialect {
namespace {

using core::Array;
using core::Member;
using core::Object;
using core::Value;

Object with_schemas(const Object& resource, const scim::ResourceType& type, Uses& uses) {
  const Value* schemas = resource.find_ignoring_case("schemas");
  const bool missing = schemas == nullptr || core::is_unassigned(*schemas);
  if (!missing || !uses.allows(Leniency::ResourceSchemaMissing)) return resource;
  uses.mark(Leniency::ResourceSchemaMissing);
  return resource.with("schemas", Array{type.base().urn()});
}

/// Whether the extension's object can take one more attribute: it must not have it already.
bool can_take(const Object& resource, const scim::Schema& extension, std::string_view name) {
  const Value* given = resource.find_ignoring_case(extension.urn());
  if (given == nullptr || core::is_unassigned(*given)) return true;
  const Object* object = given->if_object();
  return object != nullptr && object->find_ignoring_case(name) == nullptr;
}

/// An extension's attributes that stand at the top go to where they belong.
Object with_extensions_filled(Object resource, const scim::ResourceType& type, Uses& uses) {
  if (!uses.allows(Leniency::ExtensionNameWithoutUrn)) return resource;
  const Object given = resource;
  std::set<const scim::AttributeDefinition*> seen;
  for (const Member& member : given) {
    const scim::Schema* extension =
        type.slot(member.name) == nullptr ? only_extension_with(member.name, type) : nullptr;
    if (extension == nullptr || !seen.insert(extension->find(member.name)).second) continue;
    if (!can_take(resource, *extension, member.name)) continue;
    uses.mark(Leniency::ExtensionNameWithoutUrn);
    const Value* inside = resource.find_ignoring_case(extension->urn());
    const Object* object = inside != nullptr ? inside->if_object() : nullptr;
    Object filled = (object != nullptr ? *object : Object()).with(member.name, member.value);
    resource = resource.without(member.name).with(extension->urn(), std::move(filled));
  }
  return resource;
}

Object with_extensions_cleaned(Object resource, const scim::ResourceType& type, Values& values) {
  for (const auto& extension : type.extensions()) {
    const Value* given = resource.find_ignoring_case(extension.schema->urn());
    const Object* object = given != nullptr ? given->if_object() : nullptr;
    if (object == nullptr) continue;
    const auto find = [&extension](std::string_view name) { return extension.schema->find(name); };
    resource = resource.with(extension.schema->urn(), values.members(*object, find));
  }
  return resource;
}

}  // namespace

core::Result<Value> plain_resource(const Value& body, const scim::ResourceType& type, const Dialect& dialect,
                                   Counters& counters) {
  const Object* object = body.if_object();
  if (object == nullptr || dialect.leniencies.none()) return body;
  Uses uses(dialect);
  Values values(Values::In::Body, uses);
  Object resource = with_extensions_filled(with_schemas(*object, type, uses), type, uses);
  resource = values.members(resource, [&type](std::string_view name) { return type.core_attribute(name); });
  resource = with_extensions_cleaned(std::move(resource), type, values);
  uses.count(counters);
  return uses.none() ? body : Value(std::move(resource));
}

core::Outcome accept_unknown(const std::vector<std::string>& unknown, const Dialect& dialect, Counters& counters) {
  if (unknown.empty()) return core::ok();
  if (dialect.allows(Leniency::UnknownAttributeDropped)) {
    counters.count(Leniency::UnknownAttributeDropped);
    return core::ok();
  }
  std::string names;
  for (const std::string& name : unknown) names += (names.empty() ? "\"" : ", \"") + name + "\"";
  return core::failure(core::FaultKind::InvalidSyntax,
                       "expected attributes of the resource's schemas only, found the unknown " + names);
}

}  // namespace bridge::dialect
