#include "patch_target.hpp"

#include <string>

namespace bridge::scim {
namespace {

using core::FaultKind;
using core::Result;
using core::Value;

Place with_index(const Place& place, bool picked) { return picked ? place.item(Place::kPicked) : place; }

core::Failure invalid_path(std::string detail) { return core::failure(FaultKind::InvalidPath, std::move(detail)); }

/// The slot of a resolved attribute: the attribute's own, or its extension's.
const ResourceType::Slot* slot_of(const ResolvedAttribute& resolved, const ResourceType& type) {
  return type.slot(resolved.extension != nullptr ? resolved.extension->urn() : resolved.attribute->name);
}

/// Looks up the filter and the sub-attribute behind it.
core::Outcome add_filter(Target& target, const PatchPath& path) {
  const std::string name = to_string(path.attribute);
  if (target.attribute == nullptr || target.sub != nullptr || !target.attribute->multi_valued) {
    return invalid_path("path: expected a filter on a multi-valued attribute only, found one on " + name);
  }
  auto matcher = ElementMatcher::make(*path.filter, *target.attribute);
  if (!matcher) return core::failure(matcher.error().kind, "path: " + matcher.error().detail);
  target.picks = *std::move(matcher);
  if (path.sub.empty()) return core::ok();
  target.sub = target.attribute->sub(path.sub);
  if (target.sub == nullptr) return invalid_path("path: " + name + " has no sub-attribute \"" + path.sub + "\"");
  return core::ok();
}

}  // namespace

TargetPlace::TargetPlace(const Target& target)
    : slot_{nullptr, target.slot->name, Place::kNoIndex},
      attribute_(target.extension() != nullptr && target.attribute != nullptr ? slot_.member(target.attribute->name)
                                                                              : slot_),
      picked_(with_index(attribute_, target.picks.has_value())),
      leaf_(target.sub != nullptr ? picked_.member(target.sub->name) : picked_) {}

Result<Target> find_target(const PatchPath& path, const ResourceType& type) {
  const auto resolved = resolve(path.attribute, type);
  if (!resolved || (resolved->extension == nullptr && resolved->attribute == nullptr)) {
    return invalid_path("path: expected an attribute of " + type.name() + ", found \"" + to_string(path.attribute) +
                        "\"");
  }
  Target target{slot_of(*resolved, type), resolved->attribute, resolved->sub, std::nullopt};
  if (path.filter) {
    if (const core::Outcome filter = add_filter(target, path); !filter) return filter.passed_on();
  }
  const auto read_only = [](const AttributeDefinition* attribute) {
    return attribute != nullptr && attribute->mutability == Mutability::ReadOnly;
  };
  if (read_only(target.attribute) || read_only(target.sub)) return read_only_fault(TargetPlace(target).leaf());
  return target;
}

Result<std::optional<Value>> take_value(const Value& value, const AttributeDefinition& attribute, bool element,
                                        Completeness completeness, const Place& place) {
  Findings findings;
  findings.refuses_empty_elements = true;
  auto taken = element ? check_single(value, attribute, completeness, place, findings)
                       : check_value(value, attribute, completeness, place, findings);
  if (!findings.unknown.empty()) {
    return core::failure(FaultKind::InvalidSyntax,
                         "value: expected sub-attributes of " + attribute.name + ", found " + findings.unknown.front());
  }
  if (!findings.problems.empty()) return core::failure(FaultKind::InvalidValue, findings.summary());
  return taken;
}

core::Failure read_only_fault(const Place& place) {
  return core::failure(FaultKind::Mutability, to_string(place) + ": expected no change, the attribute is readOnly");
}

core::Failure immutable_fault(const Place& place) {
  return core::failure(FaultKind::Mutability,
                       to_string(place) + ": expected the value it has, which is immutable; found another");
}

core::Failure required_fault(const Place& place) {
  return core::failure(FaultKind::Mutability, to_string(place) + ": expected a value, which is required; found none");
}

core::Failure no_target_fault(const Place& place) {
  return core::failure(FaultKind::NoTarget, to_string(place) + ": expected the path to match a value, found none");
}

}  // namespace bridge::scim
