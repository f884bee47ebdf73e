#include <utility>

#include "patch_elements.hpp"

namespace bridge::scim {
namespace {

using core::Result;
using core::Value;

using Changed = std::optional<Value>;

Edit as_edit(Changed value) { return value ? Edit::set(*std::move(value)) : Edit::clear(); }

Result<Changed> replace_element(const Value& element, const Target& target, const Value& value, const Place& place) {
  const AttributeDefinition& attribute = *target.attribute;
  if (target.sub != nullptr) return set_sub(&element, value, attribute, *target.sub, place);
  if (value.is_null()) return Changed();
  if (attribute.type == AttributeType::Complex) return merge_complex(&element, value, attribute, Nulls::Clear, place);
  return take_value(value, attribute, true, Completeness::Whole, place);
}

}  // namespace

Result<Edit> replace_in(const Value* current, const Target& target, const Value& value) {
  const TargetPlace place(target);
  const AttributeDefinition& attribute = *target.attribute;
  if (target.picks || (target.sub != nullptr && attribute.multi_valued)) {
    if (!picks_any(current, target)) {
      return target.missing ? create_element(target, value) : no_target_fault(place.leaf());
    }
    return change_elements(current, target, [&](const Value& element) {
      return replace_element(element, target, value, place.attribute());
    });
  }
  if (attribute.type == AttributeType::Complex && !attribute.multi_valued && !(value.is_null() && !target.sub)) {
    auto merged = target.sub != nullptr ? set_sub(current, value, attribute, *target.sub, place.attribute())
                                        : merge_complex(current, value, attribute, Nulls::Clear, place.attribute());
    if (!merged) return merged.passed_on();
    return as_edit(*std::move(merged));
  }
  auto taken = take_value(value, attribute, false, Completeness::Whole, place.attribute());
  if (!taken) return taken.passed_on();
  return as_edit(*std::move(taken));
}

}  // namespace bridge::scim
