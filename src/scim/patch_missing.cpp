#include <string>

#include "bridge/core/overloaded.hpp"
#include "patch_target.hpp"

namespace bridge::scim {
namespace {

using core::Object;
using core::Value;

/// null says that there is no value, which describes nothing.
std::optional<Value> as_value(const CompareValue& compared) {
  return std::visit(core::overloaded{
                        [](std::nullptr_t) { return std::optional<Value>(); },
                        [](const auto& value) { return std::optional<Value>(value); },
                    },
                    compared);
}

/// Puts what one comparison says into the element; false when it does not describe it.
bool take_comparison(const Filter& filter, const AttributeDefinition& attribute, Object& element) {
  const auto* compare = std::get_if<Compare>(&filter.node);
  if (compare == nullptr || compare->op != CompareOp::Eq) return false;
  const bool plain = compare->path.urn.empty() && compare->path.sub.empty();
  const AttributeDefinition* sub = plain ? attribute.sub(compare->path.name) : nullptr;
  const std::optional<Value> value = as_value(compare->value);
  if (sub == nullptr || !value || element.find(sub->name) != nullptr) return false;
  element = element.with(sub->name, *value);
  return true;
}

}  // namespace

std::optional<Object> described_element(const Filter& filter, const AttributeDefinition& attribute) {
  Object element;
  const auto* all = std::get_if<And>(&filter.node);
  if (all == nullptr) {
    return take_comparison(filter, attribute, element) ? std::optional<Object>(element) : std::nullopt;
  }
  for (const Filter& term : all->terms) {
    if (!take_comparison(term, attribute, element)) return std::nullopt;
  }
  return element;
}

bool describes_element(const PatchPath& path, const ResourceType& type) {
  if (!path.filter) return false;
  const auto resolved = resolve(path.attribute, type);
  return resolved && resolved->attribute != nullptr && resolved->sub == nullptr &&
         described_element(*path.filter, *resolved->attribute).has_value();
}

}  // namespace bridge::scim
