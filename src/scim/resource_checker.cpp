#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "bridge/core/ascii_case.hpp"
#include "bridge/scim/resource.hpp"
#include "findings.hpp"
#include "schema_order.hpp"
#include "value_checker.hpp"

namespace bridge::scim {
namespace {

using core::Array;
using core::FaultKind;
using core::Member;
using core::Object;
using core::Outcome;
using core::Value;

/// RFC 7643 section 3: `schemas` is there, holds URNs and the base schema's among them. URNs that the
/// type does not know are collected.
Outcome check_schemas(const Object& body, const ResourceType& type, Findings& findings) {
  const Value* value = body.find_ignoring_case("schemas");
  const Array* urns = value != nullptr ? value->if_array() : nullptr;
  if (urns == nullptr || urns->empty()) {
    const std::string found = value == nullptr ? "nothing" : urns != nullptr ? "an empty one" : value->kind();
    return core::failure(FaultKind::InvalidSyntax,
                         "schemas: expected an array that holds \"" + type.base().urn() + "\", found " + found);
  }
  bool base = false;
  for (std::size_t i = 0; i < urns->size(); ++i) {
    const std::string* urn = (*urns)[i].if_string();
    if (urn == nullptr) {
      return core::failure(FaultKind::InvalidSyntax,
                           "schemas[" + std::to_string(i) + "]: expected a URN, found " + (*urns)[i].kind());
    }
    const bool is_base = core::equal_ignoring_case(*urn, type.base().urn());
    base = base || is_base;
    if (!is_base && type.extension(*urn) == nullptr) findings.unknown.push_back(*urn);
  }
  if (base) return core::ok();
  return core::failure(FaultKind::InvalidSyntax,
                       "schemas: expected \"" + type.base().urn() + "\" among the URNs of a " + type.name());
}

/// The values of a body, each in the place that the type's layout gives it.
class Sorter {
 public:
  Sorter(const ResourceType& type, Completeness completeness, Findings& findings)
      : type_(type), completeness_(completeness), findings_(findings), values_(type.layout().size()) {}

  void take(const Member& member) {
    const ResourceType::Slot* slot = type_.slot(member.name);
    if (slot == nullptr) {
      findings_.unknown.push_back(member.name);
      return;
    }
    if (slot->attribute != nullptr && slot->attribute->mutability == Mutability::ReadOnly) return;
    const Place place{nullptr, slot->name, Place::kNoIndex};
    std::optional<Value>& value = values_[static_cast<std::size_t>(slot - type_.layout().data())];
    if (value) findings_.expected(place, "one value", "two spellings of the name");
    value = slot->attribute != nullptr ? check_value(member.value, *slot->attribute, completeness_, place, findings_)
                                       : check_extension(member.value, *slot->extension, place);
  }

  /// The members in order; required ones that are missing are noted.
  [[nodiscard]] std::vector<Member> finish(const Object& body) {
    std::vector<Member> members;
    members.reserve(values_.size());
    for (std::size_t i = 0; i < values_.size(); ++i) {
      const ResourceType::Slot& slot = type_.layout()[i];
      if (values_[i]) {
        members.push_back(Member{std::string(slot.name), *std::move(values_[i])});
      } else {
        note_if_missing(slot, body);
      }
    }
    return members;
  }

 private:
  std::optional<Value> check_extension(const Value& value, const Schema& schema, const Place& place) {
    if (value.is_null()) return std::nullopt;
    const Object* object = value.if_object();
    if (object == nullptr) {
      findings_.expected(place, "an object", value.kind());
      return std::nullopt;
    }
    std::vector<std::optional<Value>> values(schema.attributes().size());
    for (const Member& member : *object) {
      const AttributeDefinition* attribute = schema.find(member.name);
      const Place here = place.member(attribute != nullptr ? std::string_view(attribute->name) : member.name);
      if (attribute == nullptr) {
        findings_.unknown.push_back(to_string(here));
        continue;
      }
      if (attribute->mutability == Mutability::ReadOnly) continue;
      std::optional<Value>& slot = values[static_cast<std::size_t>(attribute - schema.attributes().data())];
      if (slot) findings_.expected(here, "one value", "two spellings of the name");
      slot = check_value(member.value, *attribute, completeness_, here, findings_);
    }
    return gather(values, schema, *object, place);
  }

  std::optional<Value> gather(std::vector<std::optional<Value>>& values, const Schema& schema, const Object& given,
                              const Place& place) {
    std::vector<Member> members;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const AttributeDefinition& attribute = schema.attributes()[i];
      if (values[i]) {
        members.push_back(Member{attribute.name, *std::move(values[i])});
      } else if (attribute.required && !was_given(attribute.name, &attribute, given)) {
        note_missing(place.member(attribute.name));
      }
    }
    if (members.empty()) return std::nullopt;
    return Value(Object(std::move(members)));
  }

  /// A value that was refused has its problem already.
  static bool was_given(std::string_view name, const AttributeDefinition* attribute, const Object& given) {
    const Value* value = given.find_ignoring_case(name);
    if (value == nullptr || value->is_null()) return false;
    const bool may_be_empty = attribute == nullptr || attribute->multi_valued;
    return !may_be_empty || !core::is_unassigned(*value);
  }

  void note_if_missing(const ResourceType::Slot& slot, const Object& body) {
    if (!slot.required || was_given(slot.name, slot.attribute, body)) return;
    note_missing(Place{nullptr, slot.name, Place::kNoIndex});
  }

  void note_missing(const Place& place) {
    if (completeness_ == Completeness::Whole) findings_.expected(place, "a value, which is required", "nothing");
  }

  const ResourceType& type_;
  Completeness completeness_;
  Findings& findings_;
  std::vector<std::optional<Value>> values_;
};

}  // namespace

core::Result<CheckedResource> check_resource(const Value& body, const ResourceType& type, Completeness completeness) {
  const Object* object = body.if_object();
  if (object == nullptr) {
    return core::failure(FaultKind::InvalidSyntax, "the body: expected a " + type.name() + " as a JSON object, found " +
                                                       std::string(body.kind()));
  }
  Findings findings;
  if (Outcome schemas = check_schemas(*object, type, findings); !schemas) return schemas.passed_on();
  Sorter sorter(type, completeness, findings);
  for (const Member& member : *object) sorter.take(member);
  std::vector<Member> members = sorter.finish(*object);
  if (!findings.problems.empty()) return core::failure(FaultKind::InvalidValue, findings.summary());
  put_in_order(members, type.layout().front(), right_schemas(members, type), type);
  return CheckedResource{Object(std::move(members)), std::move(findings.unknown)};
}

}  // namespace bridge::scim
