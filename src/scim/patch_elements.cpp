#include "patch_elements.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "element_list.hpp"
#include "equal_value.hpp"

namespace bridge::scim {
namespace {

using core::Array;
using core::Member;
using core::Object;
using core::Outcome;
using core::Result;
using core::Value;

using Changed = std::optional<Value>;

const Object& object_or_empty(const Value* value) {
  static const Object kEmpty;
  const Object* object = value != nullptr ? value->if_object() : nullptr;
  return object != nullptr ? *object : kEmpty;
}

/// Sub-attributes in the schema's order; `pick` says what each becomes.
template <class Pick>
Result<Changed> rebuild(const AttributeDefinition& attribute, const Place& place, Pick pick) {
  std::vector<Member> members;
  members.reserve(attribute.sub_attributes.size());
  bool lacks_required = false;
  for (const AttributeDefinition& sub : attribute.sub_attributes) {
    const Value* value = pick(sub);
    if (value != nullptr) {
      members.push_back(Member{sub.name, *value});
    } else {
      lacks_required = lacks_required || sub.required;
    }
  }
  if (members.empty()) return Changed();
  if (lacks_required) {
    return core::failure(core::FaultKind::InvalidValue, to_string(place) + ": expected its required sub-attributes");
  }
  return Changed(Object(std::move(members)));
}

Outcome check_immutable(const Value* before, const Value* after, const AttributeDefinition& sub, const Place& place) {
  if (sub.mutability != Mutability::Immutable || before == nullptr) return core::ok();
  if (after != nullptr && equal_value(*before, *after, sub)) return core::ok();
  return immutable_fault(place.member(sub.name));
}

bool is_cleared(const Object& given, const AttributeDefinition& sub) {
  const Value* raw = given.find_ignoring_case(sub.name);
  return raw != nullptr && raw->is_null() && sub.mutability != Mutability::ReadOnly;
}

bool is_label(std::string_view name) { return name == "type" || name == "display" || name == "primary"; }

/// `set_here` are the elements that the operation made or changed.
Outcome settle_primary(std::vector<Value>& elements, const std::vector<std::size_t>& set_here, const Place& place) {
  std::optional<std::size_t> primary;
  for (const std::size_t index : set_here) {
    if (!is_primary(elements[index])) continue;
    if (primary) {
      return core::failure(core::FaultKind::InvalidValue,
                           to_string(place) + ": expected one primary value at most, found more");
    }
    primary = index;
  }
  if (!primary) return core::ok();
  for (std::size_t i = 0; i < elements.size(); ++i) {
    if (i != *primary && is_primary(elements[i])) elements[i] = elements[i].if_object()->with("primary", false);
  }
  return core::ok();
}

}  // namespace

Result<Changed> merge_complex(const Value* current, const Value& value, const AttributeDefinition& attribute,
                              Nulls nulls, const Place& place) {
  auto taken = take_value(value, attribute, true, Completeness::Partial, place);
  if (!taken) return taken.passed_on();
  const Object& given = object_or_empty(&value);
  const Object& wanted = object_or_empty(*taken ? &**taken : nullptr);
  const Object& before = object_or_empty(current);
  for (const AttributeDefinition& sub : attribute.sub_attributes) {
    const Value* after = wanted.find(sub.name);
    const bool cleared = after == nullptr && nulls == Nulls::Clear && is_cleared(given, sub);
    if (cleared && sub.required) return required_fault(place.member(sub.name));
    if (after == nullptr && !cleared) continue;
    if (const Outcome same = check_immutable(before.find(sub.name), after, sub, place); !same) return same.passed_on();
  }
  return rebuild(attribute, place, [&](const AttributeDefinition& sub) -> const Value* {
    if (const Value* after = wanted.find(sub.name)) return after;
    return nulls == Nulls::Clear && is_cleared(given, sub) ? nullptr : before.find(sub.name);
  });
}

Result<Changed> set_sub(const Value* current, const Value& value, const AttributeDefinition& attribute,
                        const AttributeDefinition& sub, const Place& place) {
  const Place here = place.member(sub.name);
  auto taken = take_value(value, sub, false, Completeness::Whole, here);
  if (!taken) return taken.passed_on();
  if (!*taken && sub.required) return required_fault(here);
  const Object& before = object_or_empty(current);
  const Value* after = *taken ? &**taken : nullptr;
  if (const Outcome same = check_immutable(before.find(sub.name), after, sub, place); !same) return same.passed_on();
  return rebuild(attribute, place,
                 [&](const AttributeDefinition& other) { return &other == &sub ? after : before.find(other.name); });
}

Result<Changed> remove_sub(const Value& current, const AttributeDefinition& attribute, const AttributeDefinition& sub,
                           const Place& place) {
  if (sub.required) return required_fault(place.member(sub.name));
  const Object& before = object_or_empty(&current);
  if (before.find(sub.name) == nullptr) return Changed(current);
  if (const Outcome same = check_immutable(before.find(sub.name), nullptr, sub, place); !same) return same.passed_on();
  Object after = before.without(sub.name);
  const bool has_data = std::any_of(after.begin(), after.end(), [&](const Member& member) {
    return !attribute.multi_valued || !is_label(member.name);
  });
  return has_data ? Changed(std::move(after)) : Changed();
}

bool picks_any(const Value* current, const Target& target) {
  const Array* elements = current != nullptr ? current->if_array() : nullptr;
  if (elements == nullptr) return false;
  return !target.picks || std::any_of(elements->begin(), elements->end(),
                                      [&](const Value& element) { return target.picks->matches(element); });
}

Result<Edit> change_elements(const Value* current, const Target& target, const ElementChange& change) {
  const Array* before = current != nullptr ? current->if_array() : nullptr;
  if (before == nullptr) return Edit::keep();
  std::vector<Value> elements;
  elements.reserve(before->size());
  std::vector<std::size_t> touched;
  bool changed = false;
  for (const Value& element : *before) {
    if (target.picks && !target.picks->matches(element)) {
      elements.push_back(element);
      continue;
    }
    auto after = change(element);
    if (!after) return after.passed_on();
    changed = changed || !*after || !(**after == element);
    if (!*after) continue;
    touched.push_back(elements.size());
    elements.push_back(**std::move(after));
  }
  if (!changed) return Edit::keep();
  const TargetPlace place(target);
  const Outcome settled = settle_primary(elements, touched, place.attribute());
  if (!settled) return settled.passed_on();
  return elements.empty() ? Edit::clear() : Edit::set(Array(std::move(elements)));
}

}  // namespace bridge::scim
