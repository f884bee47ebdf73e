#include <optional>
#include <utility>

#include "bridge/core/ascii_case.hpp"
#include "bridge/dialect/dialect.hpp"

namespace bridge::dialect {
namespace {

using core::Array;
using core::Member;
using core::Object;
using core::Value;
using scim::AttributeDefinition;
using scim::AttributeType;

/// What one request used: however often, it counts once.
using Used = std::bitset<kLeniencies>;

void mark(Used& used, Leniency leniency) { used.set(static_cast<std::size_t>(leniency)); }

void count_all(const Used& used, Counters& counters) {
  for (std::size_t i = 0; i < kLeniencies; ++i) {
    if (used.test(i)) counters.count(static_cast<Leniency>(i));
  }
}

bool is_empty_text(const Value& value) noexcept {
  const std::string* text = value.if_string();
  return text != nullptr && text->empty();
}

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

/// The switch under which elements of this attribute with an empty value are left out, if there is one.
std::optional<Leniency> empty_element_switch(const AttributeDefinition& attribute) {
  const AttributeDefinition* value = attribute.multi_valued ? attribute.sub("value") : nullptr;
  if (value == nullptr || value->mutability != scim::Mutability::ReadWrite) return std::nullopt;
  return core::equal_ignoring_case(attribute.name, "roles") ? Leniency::EmptyRoleDropped
                                                            : Leniency::EmptyElementDropped;
}

bool has_empty_value(const Value& element) {
  const Object* object = element.if_object();
  const Value* value = object != nullptr ? object->find_ignoring_case("value") : nullptr;
  return value != nullptr && (value->is_null() || is_empty_text(*value));
}

/// Walks a body along its schema.
class Cleaner {
 public:
  Cleaner(const Dialect& dialect, Used& used) : dialect_(dialect), used_(used) {}

  template <class FindAttribute>
  [[nodiscard]] Object members(const Object& object, const FindAttribute& find) {
    std::vector<Member> kept;
    kept.reserve(object.size());
    for (const Member& member : object) {
      const AttributeDefinition* attribute = find(member.name);
      if (attribute == nullptr) {
        kept.push_back(member);
      } else if (!is_text_out_of_place(member.value, *attribute)) {
        kept.push_back(Member{member.name, value(member.value, *attribute)});
      }
    }
    return Object(std::move(kept));
  }

 private:
  [[nodiscard]] bool is_text_out_of_place(const Value& value, const AttributeDefinition& attribute) {
    if (!dialect_.allows(Leniency::EmptyTextUnassigned) || !is_empty_text(value) || !knows_no_text(attribute)) {
      return false;
    }
    mark(used_, Leniency::EmptyTextUnassigned);
    return true;
  }

  [[nodiscard]] Value value(const Value& given, const AttributeDefinition& attribute) {
    if (attribute.type != AttributeType::Complex) return given;
    if (const Array* array = given.if_array()) return elements(*array, attribute);
    if (const Object* object = given.if_object()) return sub_members(*object, attribute);
    return given;
  }

  [[nodiscard]] Object sub_members(const Object& object, const AttributeDefinition& attribute) {
    return members(object, [&attribute](std::string_view name) { return attribute.sub(name); });
  }

  [[nodiscard]] Array elements(const Array& array, const AttributeDefinition& attribute) {
    const std::optional<Leniency> leniency = empty_element_switch(attribute);
    const bool drops = leniency && dialect_.allows(*leniency);
    std::vector<Value> kept;
    kept.reserve(array.size());
    for (const Value& element : array) {
      if (drops && has_empty_value(element)) {
        mark(used_, *leniency);
        continue;
      }
      const Object* object = element.if_object();
      kept.push_back(object != nullptr ? Value(sub_members(*object, attribute)) : element);
    }
    return Array(std::move(kept));
  }

  const Dialect& dialect_;
  Used& used_;
};

Object with_extensions_cleaned(Object resource, const scim::ResourceType& type, Cleaner& cleaner) {
  for (const auto& extension : type.extensions()) {
    const Value* given = resource.find_ignoring_case(extension.schema->urn());
    const Object* object = given != nullptr ? given->if_object() : nullptr;
    if (object == nullptr) continue;
    const auto find = [&extension](std::string_view name) { return extension.schema->find(name); };
    resource = resource.with(extension.schema->urn(), cleaner.members(*object, find));
  }
  return resource;
}

Object with_schemas(const Object& resource, const scim::ResourceType& type, const Dialect& dialect, Used& used) {
  const Value* schemas = resource.find_ignoring_case("schemas");
  const bool missing = schemas == nullptr || core::is_unassigned(*schemas);
  if (!missing || !dialect.allows(Leniency::ResourceSchemaMissing)) return resource;
  mark(used, Leniency::ResourceSchemaMissing);
  return resource.with("schemas", Array{type.base().urn()});
}

}  // namespace

core::Result<core::Value> plain_resource(const core::Value& body, const scim::ResourceType& type,
                                         const Dialect& dialect, Counters& counters) {
  const Object* object = body.if_object();
  if (object == nullptr || dialect.leniencies.none()) return body;
  Used used;
  Cleaner cleaner(dialect, used);
  Object resource = with_schemas(*object, type, dialect, used);
  resource = cleaner.members(resource, [&type](std::string_view name) { return type.core_attribute(name); });
  resource = with_extensions_cleaned(std::move(resource), type, cleaner);
  count_all(used, counters);
  return Value(std::move(resource));
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
