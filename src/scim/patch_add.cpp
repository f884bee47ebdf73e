#include <utility>

#include "patch_elements.hpp"

namespace bridge::scim {
namespace {

using core::Array;
using core::Result;
using core::Value;

Edit as_edit(std::optional<Value> value) { return value ? Edit::set(*std::move(value)) : Edit::clear(); }

/// add to what a filter picks, or to a sub-attribute of all elements.
Result<Edit> add_to_elements(const Value* current, const Target& target, const Value& value, const TargetPlace& place) {
  if (!picks_any(current, target)) {
    return target.missing ? create_element(target, value) : no_target_fault(place.leaf());
  }
  const AttributeDefinition& attribute = *target.attribute;
  return change_elements(current, target, [&](const Value& element) -> Result<std::optional<Value>> {
    if (target.sub != nullptr) return set_sub(&element, value, attribute, *target.sub, place.attribute());
    if (attribute.type == AttributeType::Complex) {
      return merge_complex(&element, value, attribute, Nulls::Ignored, place.attribute());
    }
    return take_value(value, attribute, true, Completeness::Whole, place.attribute());
  });
}

/// One element may stand by itself, without an array around it (RFC 7644 section 3.5.2.1).
Result<Edit> append(const AttributeDefinition& attribute, const Value& value, const Place& place) {
  const Value list = value.if_array() != nullptr ? value : Value(Array(std::vector<Value>{value}));
  auto taken = take_value(list, attribute, false, Completeness::Whole, place);
  if (!taken) return taken.passed_on();
  return *taken ? Edit::append(**std::move(taken)) : Edit::keep();
}

}  // namespace

Result<Edit> create_element(const Target& target, const Value& value) {
  const bool says_nothing = value.is_null() || (target.sub == nullptr && value == Value(core::Object()));
  if (says_nothing) return Edit::keep();
  const TargetPlace place(target);
  const AttributeDefinition& attribute = *target.attribute;
  const core::Object* given = value.if_object();
  Value element = value;
  if (target.sub != nullptr) {
    element = target.missing->with(target.sub->name, value);
  } else if (given != nullptr) {
    core::Object merged = *target.missing;
    for (const core::Member& member : *given) merged = merged.with(member.name, member.value);
    element = std::move(merged);
  }
  return append(attribute, Value(Array(std::vector<Value>{std::move(element)})), place.attribute());
}

Result<Edit> add_to(const Value* current, const Target& target, const Value& value) {
  if (value.is_null()) return Edit::keep();
  const TargetPlace place(target);
  const AttributeDefinition& attribute = *target.attribute;
  if (appends(target)) return append(attribute, value, place.attribute());
  if (attribute.multi_valued) return add_to_elements(current, target, value, place);
  if (attribute.type == AttributeType::Complex) {
    auto merged = target.sub != nullptr ? set_sub(current, value, attribute, *target.sub, place.attribute())
                                        : merge_complex(current, value, attribute, Nulls::Ignored, place.attribute());
    if (!merged) return merged.passed_on();
    return as_edit(*std::move(merged));
  }
  auto taken = take_value(value, attribute, false, Completeness::Whole, place.attribute());
  if (!taken) return taken.passed_on();
  return *taken ? as_edit(*std::move(taken)) : Edit::keep();
}

}  // namespace bridge::scim
