#include <algorithm>
#include <functional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "patch_elements.hpp"

namespace bridge::scim {
namespace {

using core::Array;
using core::Object;
using core::Value;

/// The value as far as it counts; null pointer for absent.
const Value* counted(const Object& object, const AttributeDefinition& sub) {
  if (sub.mutability == Mutability::ReadOnly) return nullptr;
  const Value* value = object.find(sub.name);
  const bool* flag = value != nullptr && sub.name == "primary" ? value->if_bool() : nullptr;
  return flag != nullptr && !*flag ? nullptr : value;
}

std::size_t hash_text(std::string_view text) { return std::hash<std::string_view>{}(text); }

std::size_t hash_simple(const Value& value) {
  if (const std::string* text = value.if_string()) return hash_text(*text);
  if (const auto* integer = value.if_integer()) return std::hash<std::int64_t>{}(*integer);
  if (const bool* flag = value.if_bool()) return *flag ? 1 : 2;
  return 0;
}

/// Finds elements that are already in a list. Short lists are walked, long ones hashed.
class Known {
 public:
  Known(const std::vector<Value>& elements, std::size_t more, const AttributeDefinition& attribute)
      : elements_(elements), attribute_(attribute), hashed_(more > 4 && elements.size() + more > 32) {
    if (!hashed_) return;
    places_.reserve(elements.size() + more);
    for (std::size_t i = 0; i < elements.size(); ++i) note(i);
  }

  [[nodiscard]] bool has(const Value& element) const {
    if (!hashed_) {
      return std::any_of(elements_.begin(), elements_.end(),
                         [&](const Value& known) { return same_element(known, element, attribute_); });
    }
    const auto [first, last] = places_.equal_range(hash_element(element, attribute_));
    return std::any_of(first, last,
                       [&](const auto& entry) { return same_element(elements_[entry.second], element, attribute_); });
  }

  void note(std::size_t index) {
    if (hashed_) places_.emplace(hash_element(elements_[index], attribute_), index);
  }

 private:
  const std::vector<Value>& elements_;
  const AttributeDefinition& attribute_;
  bool hashed_;
  std::unordered_multimap<std::size_t, std::size_t> places_;
};

bool is_primary(const Value& element) {
  const Object* object = element.if_object();
  return object != nullptr && core::flag_or_false(*object, "primary");
}

}  // namespace

bool same_element(const Value& a, const Value& b, const AttributeDefinition& attribute) {
  const Object* left = a.if_object();
  const Object* right = b.if_object();
  if (left == nullptr || right == nullptr) return a == b;
  if (is_reference_set(attribute)) return reference_of(a) == reference_of(b);
  const auto& subs = attribute.sub_attributes;
  return std::all_of(subs.begin(), subs.end(), [&](const AttributeDefinition& sub) {
    const Value* x = counted(*left, sub);
    const Value* y = counted(*right, sub);
    return (x == nullptr) == (y == nullptr) && (x == nullptr || *x == *y);
  });
}

std::size_t hash_element(const Value& element, const AttributeDefinition& attribute) {
  const Object* object = element.if_object();
  if (object == nullptr) return hash_simple(element);
  if (is_reference_set(attribute)) return hash_text(reference_of(element));
  std::size_t hash = 0;
  for (const AttributeDefinition& sub : attribute.sub_attributes) {
    const Value* value = counted(*object, sub);
    hash = hash * 31 + (value != nullptr ? hash_simple(*value) : 0);
  }
  return hash;
}

Edit append_distinct(const Value* current, const Array& added, const AttributeDefinition& attribute) {
  const Array* before = current != nullptr ? current->if_array() : nullptr;
  std::vector<Value> elements;
  elements.reserve((before != nullptr ? before->size() : 0) + added.size());
  if (before != nullptr) elements.assign(before->begin(), before->end());
  const std::size_t first_new = elements.size();
  Known known(elements, added.size(), attribute);
  bool new_primary = false;
  for (const Value& element : added) {
    if (known.has(element)) continue;
    elements.push_back(element);
    known.note(elements.size() - 1);
    new_primary = new_primary || is_primary(element);
  }
  if (elements.size() == first_new) return Edit::keep();
  for (std::size_t i = 0; new_primary && i < first_new; ++i) {
    if (is_primary(elements[i])) elements[i] = elements[i].if_object()->with("primary", false);
  }
  return Edit::set(Array(std::move(elements)));
}

}  // namespace bridge::scim
