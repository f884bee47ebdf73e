#include <utility>

#include "patch_elements.hpp"

namespace bridge::scim {

using core::Result;
using core::Value;

Result<Edit> remove_from(const Value* current, const Target& target, bool spares_missing) {
  const TargetPlace place(target);
  const AttributeDefinition& attribute = *target.attribute;
  if (target.sub == nullptr && !target.picks) return Edit::clear();
  if (target.sub != nullptr && target.sub->required) return required_fault(place.leaf());
  // A member that is not there is removed already (RFC 7644 section 3.5.2.2 has no fault for it).
  const bool may_miss = spares_missing || (target.sub == nullptr && is_reference_set(attribute));
  if (target.picks && !may_miss && !picks_any(current, target)) return no_target_fault(place.leaf());
  if (current == nullptr) return Edit::keep();
  if (attribute.multi_valued) {
    return change_elements(current, target, [&](const Value& element) -> Result<std::optional<Value>> {
      if (target.sub == nullptr) return std::optional<Value>();
      return remove_sub(element, attribute, *target.sub, place.attribute());
    });
  }
  auto rest = remove_sub(*current, attribute, *target.sub, place.attribute());
  if (!rest) return rest.passed_on();
  return *rest ? Edit::set(**std::move(rest)) : Edit::clear();
}

}  // namespace bridge::scim
