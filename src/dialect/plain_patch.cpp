#include <utility>

#include "bridge/dialect/dialect.hpp"
#include "bridge/scim/urns.hpp"

namespace bridge::dialect {
namespace {

using core::Array;
using core::Member;
using core::Object;
using core::Value;

Object with_message_schema(const Object& message, const Dialect& dialect, Counters& counters) {
  const Value* schemas = message.find_ignoring_case("schemas");
  const bool missing = schemas == nullptr || core::is_unassigned(*schemas);
  if (!missing || !dialect.allows(Leniency::PatchSchemaMissing)) return message;
  counters.count(Leniency::PatchSchemaMissing);
  return message.with("schemas", Array{scim::kPatchOpUrn});
}

bool is_set_by_the_server(const Member& member, const scim::ResourceType& type) {
  const scim::AttributeDefinition* attribute = type.core_attribute(member.name);
  return attribute != nullptr && attribute->mutability == scim::Mutability::ReadOnly;
}

/// The value of an operation that has no path and an object of attributes, or null pointer.
const Object* attributes_of(const Value& operation) {
  const Object* object = operation.if_object();
  if (object == nullptr) return nullptr;
  const Value* path = object->find_ignoring_case("path");
  const Value* value = object->find_ignoring_case("value");
  const bool path_less = path == nullptr || path->is_null();
  return path_less && value != nullptr ? value->if_object() : nullptr;
}

Value without_server_keys(const Value& operation, const scim::ResourceType& type, bool& used) {
  const Object* attributes = attributes_of(operation);
  if (attributes == nullptr) return operation;
  std::vector<Member> kept;
  for (const Member& member : *attributes) {
    if (!is_set_by_the_server(member, type)) kept.push_back(member);
  }
  if (kept.size() == attributes->size()) return operation;
  used = true;
  return Value(operation.if_object()->with("value", Object(std::move(kept))));
}

}  // namespace

core::Result<core::Value> plain_patch(const core::Value& body, const scim::ResourceType& type, const Dialect& dialect,
                                      Counters& counters) {
  const Object* object = body.if_object();
  if (object == nullptr) return body;
  Object message = with_message_schema(*object, dialect, counters);
  const Value* given = message.find_ignoring_case("Operations");
  const Array* operations = given != nullptr ? given->if_array() : nullptr;
  if (operations == nullptr || !dialect.allows(Leniency::ReadOnlyKeyInPatchDropped)) return Value(std::move(message));

  bool used = false;
  std::vector<Value> plain;
  plain.reserve(operations->size());
  for (const Value& operation : *operations) plain.push_back(without_server_keys(operation, type, used));
  if (!used) return Value(std::move(message));
  counters.count(Leniency::ReadOnlyKeyInPatchDropped);
  return Value(message.with("Operations", Array(std::move(plain))));
}

}  // namespace bridge::dialect
