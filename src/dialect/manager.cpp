#include "manager.hpp"

#include "embedded.hpp"

namespace bridge::dialect {
namespace {

using core::Array;
using core::Object;
using core::Value;

bool has_empty_value(const Object& reference) {
  const Value* value = reference.find_ignoring_case("value");
  return value != nullptr && is_empty_text(*value);
}

/// The text as a reference: JSON, or the id alone.
Value from_text(const std::string& text) {
  if (auto embedded = embedded_json(text)) return *std::move(embedded);
  return Object{{"value", text}};
}

}  // namespace

bool is_reference(const scim::AttributeDefinition& attribute) noexcept {
  return !attribute.multi_valued && attribute.type == scim::AttributeType::Complex && attribute.sub("value") != nullptr;
}

std::optional<Value> plain_manager(const Value& value, Uses& uses) {
  if (!uses.allows(Leniency::ManagerForms)) return value;
  Value reference = value;
  if (const Array* array = reference.if_array(); array != nullptr && array->size() == 1) {
    reference = Value((*array)[0]);
  }
  if (is_empty_text(reference)) {
    uses.mark(Leniency::ManagerForms);
    return std::nullopt;
  }
  if (const std::string* text = reference.if_string()) reference = from_text(std::string(*text));
  const Object* object = reference.if_object();
  if (object == nullptr) return value;
  const bool empty = has_empty_value(*object);
  if (empty || value.if_object() == nullptr) uses.mark(Leniency::ManagerForms);
  return empty ? std::nullopt : std::optional<Value>(std::move(reference));
}

}  // namespace bridge::dialect
