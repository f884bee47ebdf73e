#include "projection_rules.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace bridge::scim {
namespace {

using core::Array;
using core::Member;
using core::Object;
using core::Value;

bool names_sub(const AttributeNames& names, const AttributeDefinition& sub) {
  return std::any_of(names.begin(), names.end(), [&](const ResolvedAttribute& name) { return name.sub == &sub; });
}

/// The members of a complex value whose definitions are among those kept.
Value keep_subs(const Value& value, const std::vector<const AttributeDefinition*>& kept) {
  const Object* object = value.if_object();
  if (object == nullptr) return value;
  std::vector<Member> members;
  for (const Member& member : *object) {
    const bool keep = std::any_of(kept.begin(), kept.end(), [&](const auto* sub) { return sub->name == member.name; });
    if (keep) members.push_back(member);
  }
  return Value(Object(std::move(members)));
}

Value keep_subs_of_all(const Array& elements, const std::vector<const AttributeDefinition*>& kept) {
  std::vector<Value> result;
  result.reserve(elements.size());
  for (const Value& element : elements) {
    Value shown = keep_subs(element, kept);
    if (!core::is_unassigned(shown)) result.push_back(std::move(shown));
  }
  return Value(Array(std::move(result)));
}

}  // namespace

bool ProjectionRules::names_whole(const AttributeNames& names, const AttributeDefinition& attribute,
                                  const Schema* extension) const {
  return std::any_of(names.begin(), names.end(), [&](const ResolvedAttribute& name) {
    if (name.sub != nullptr || name.extension != extension) return false;
    return name.attribute == &attribute || (name.attribute == nullptr && extension != nullptr);
  });
}

bool ProjectionRules::shows(const AttributeDefinition& attribute, const Schema* extension) const {
  if (attribute.returned == Returned::Never) return false;
  if (attribute.returned == Returned::Always) return true;
  if (only_ == nullptr) {
    return attribute.returned != Returned::Request && !names_whole(excluded_, attribute, extension);
  }
  const auto& subs = attribute.sub_attributes;
  return names_whole(*only_, attribute, extension) ||
         std::any_of(subs.begin(), subs.end(), [&](const auto& sub) { return names_sub(*only_, sub); });
}

bool ProjectionRules::shows(const ResourceType::Slot& slot) const {
  if (slot.attribute != nullptr) return shows(*slot.attribute, nullptr);
  const auto& attributes = slot.extension->attributes();
  return std::any_of(attributes.begin(), attributes.end(),
                     [&](const AttributeDefinition& attribute) { return shows(attribute, slot.extension); });
}

bool ProjectionRules::shows_sub(const AttributeDefinition& attribute, const AttributeDefinition& sub,
                                const Schema* extension) const {
  if (sub.returned == Returned::Never) return false;
  if (sub.returned == Returned::Always) return true;
  if (only_ == nullptr) return sub.returned != Returned::Request && !names_sub(excluded_, sub);
  if (names_sub(*only_, sub)) return true;
  const bool whole = attribute.returned == Returned::Always || names_whole(*only_, attribute, extension);
  return whole && sub.returned != Returned::Request;
}

std::optional<Value> ProjectionRules::project_attribute(const Value& value, const AttributeDefinition& attribute,
                                                        const Schema* extension) const {
  if (!shows(attribute, extension)) return std::nullopt;
  const auto& subs = attribute.sub_attributes;
  const auto shows_it = [&](const AttributeDefinition& sub) { return shows_sub(attribute, sub, extension); };
  if (std::all_of(subs.begin(), subs.end(), shows_it)) return value;
  std::vector<const AttributeDefinition*> kept;
  for (const AttributeDefinition& sub : subs) {
    if (shows_it(sub)) kept.push_back(&sub);
  }
  const Array* elements = value.if_array();
  Value shown = elements != nullptr ? keep_subs_of_all(*elements, kept) : keep_subs(value, kept);
  if (core::is_unassigned(shown)) return std::nullopt;
  return shown;
}

std::optional<Value> ProjectionRules::project(const Value& value, const ResourceType::Slot& slot) const {
  if (slot.attribute != nullptr) return project_attribute(value, *slot.attribute, nullptr);
  const Object* object = value.if_object();
  if (object == nullptr) return std::nullopt;
  std::vector<Member> members;
  bool changed = false;
  for (const Member& member : *object) {
    const AttributeDefinition* attribute = slot.extension->find(member.name);
    std::optional<Value> shown;
    if (attribute != nullptr) shown = project_attribute(member.value, *attribute, slot.extension);
    changed = changed || !shown || !is_same_tree(*shown, member.value);
    if (shown) members.push_back(Member{member.name, *std::move(shown)});
  }
  if (!changed) return value;
  if (members.empty()) return std::nullopt;
  return Value(Object(std::move(members)));
}

bool ProjectionRules::is_same_tree(const Value& shown, const Value& whole) {
  if (const Array* array = shown.if_array()) return array->begin() == whole.if_array()->begin();
  if (const Object* object = shown.if_object()) return object->begin() == whole.if_object()->begin();
  return true;
}

}  // namespace bridge::scim
