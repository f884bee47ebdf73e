#include "element_list.hpp"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>

#include "bridge/core/ascii_case.hpp"
#include "equal_value.hpp"
#include "value_checker.hpp"

namespace bridge::scim {
namespace {

using core::Array;
using core::Object;
using core::Value;

/// Lists up to this length are walked, longer ones as often as a few times.
constexpr std::size_t kShort = 32;
constexpr std::size_t kWalks = 4;

/// The value as far as it counts; null pointer for absent.
const Value* counted(const Object& object, const AttributeDefinition& sub) {
  if (sub.mutability == Mutability::ReadOnly) return nullptr;
  const Value* value = object.find(sub.name);
  const bool* flag = value != nullptr && sub.name == "primary" ? value->if_bool() : nullptr;
  return flag != nullptr && !*flag ? nullptr : value;
}

std::size_t hash_simple(const Value& value) {
  if (const std::string* text = value.if_string()) return core::CaseIgnoringHash{}(*text);
  if (const auto* integer = value.if_integer()) return std::hash<std::int64_t>{}(*integer);
  if (const bool* flag = value.if_bool()) return *flag ? 1 : 2;
  return 0;
}

}  // namespace

bool is_primary(const Value& element) {
  const Object* object = element.if_object();
  return object != nullptr && core::flag_or_false(*object, "primary");
}

ElementList::ElementList(const AttributeDefinition& attribute, const Value* current)
    : attribute_(attribute), references_(is_reference_set(attribute)) {
  const Array* array = current != nullptr ? current->if_array() : nullptr;
  if (array != nullptr) before_ = *array;
  size_ = before_.size();
}

std::span<const Value> ElementList::elements() const noexcept {
  return changed_ ? std::span<const Value>(elements_) : std::span<const Value>(before_.begin(), before_.size());
}

bool ElementList::identifies(const AttributeDefinition& sub, const Object& element) const {
  if (references_) return sub.name == "value";
  return sub.name == "value" || sub.name == "type" || element.find("value") == nullptr;
}

bool ElementList::is_same_sub(const Object& a, const Object& b, const AttributeDefinition& sub) const {
  const Value* x = counted(a, sub);
  const Value* y = counted(b, sub);
  return (x == nullptr) == (y == nullptr) && (x == nullptr || equal_value(*x, *y, sub));
}

bool ElementList::is_same(const Value& a, const Value& b) const {
  const Object* left = a.if_object();
  const Object* right = b.if_object();
  if (left == nullptr || right == nullptr) return equal_value(a, b, attribute_);
  if (references_) return reference_of(a) == reference_of(b);
  const auto& subs = attribute_.sub_attributes;
  return std::all_of(subs.begin(), subs.end(), [&](const AttributeDefinition& sub) {
    return !identifies(sub, *right) || is_same_sub(*left, *right, sub);
  });
}

std::size_t ElementList::hash(const Value& element) const {
  const Object* object = element.if_object();
  if (object == nullptr) return hash_simple(element);
  std::size_t hash = 0;
  for (const AttributeDefinition& sub : attribute_.sub_attributes) {
    if (!identifies(sub, *object)) continue;
    const Value* value = counted(*object, sub);
    hash = hash * 31 + (value != nullptr ? hash_simple(*value) : 0);
  }
  return hash;
}

void ElementList::build_index() {
  indexed_ = true;
  const auto all = elements();
  index_.reserve(all.size() * 2);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!all[i].is_null()) index_.emplace(hash(all[i]), i);
  }
}

std::optional<std::size_t> ElementList::find(const Value& element) {
  const auto all = elements();
  if (!indexed_ && all.size() > kShort && ++walks_ > kWalks) build_index();
  if (!indexed_) {
    const auto hit = std::find_if(all.begin(), all.end(), [&](const Value& known) { return is_same(known, element); });
    return hit != all.end() ? std::optional(static_cast<std::size_t>(hit - all.begin())) : std::nullopt;
  }
  const auto [first, last] = index_.equal_range(hash(element));
  const auto hit = std::find_if(first, last, [&](const auto& entry) { return is_same(all[entry.second], element); });
  return hit != last ? std::optional(hit->second) : std::nullopt;
}

void ElementList::begin_change() {
  if (changed_) return;
  elements_.reserve(before_.size() + 1);
  elements_.assign(before_.begin(), before_.end());
  changed_ = true;
}

/// What identifies an element and what is immutable stays as it was spelled.
std::optional<Value> ElementList::merged(const Value& before, const Value& given) const {
  const Object* wanted = given.if_object();
  if (references_ || wanted == nullptr) return std::nullopt;
  const Object& old = *before.if_object();
  std::vector<core::Member> members;
  bool differs = false;
  for (const AttributeDefinition& sub : attribute_.sub_attributes) {
    const Value* was = old.find(sub.name);
    const Value* is = wanted->find(sub.name);
    const bool stays = is == nullptr || identifies(sub, *wanted) ||
                       (sub.mutability == Mutability::Immutable && was != nullptr) ||
                       (counted(old, sub) == nullptr && counted(*wanted, sub) == nullptr);
    differs = differs || (!stays && (was == nullptr || !(*was == *is)));
    const Value* kept = stays ? was : is;
    if (kept != nullptr) members.push_back({sub.name, *kept});
  }
  return differs ? std::optional(Value(Object(std::move(members)))) : std::nullopt;
}

bool ElementList::add(const Value& element) {
  const auto place = find(element);
  if (!place) {
    begin_change();
    const std::size_t index = elements_.size();
    elements_.push_back(element);
    ++size_;
    if (indexed_) index_.emplace(hash(element), index);
    settle_primary(index);
    return true;
  }
  auto after = merged(elements()[*place], element);
  if (!after) return false;
  begin_change();
  elements_[*place] = *std::move(after);
  settle_primary(*place);
  return true;
}

void ElementList::settle_primary(std::size_t index) {
  if (!is_primary(elements_[index])) {
    if (primary_ == index) primary_.reset();
    return;
  }
  const auto clear = [&](std::size_t i) {
    if (i != index && is_primary(elements_[i])) elements_[i] = elements_[i].if_object()->with("primary", false);
  };
  if (!primary_known_) {
    for (std::size_t i = 0; i < elements_.size(); ++i) clear(i);
  } else if (primary_) {
    clear(*primary_);
  }
  primary_known_ = true;
  primary_ = index;
}

bool ElementList::remove_reference(std::string_view reference) {
  const Value wanted(Object{{"value", reference}});
  const auto place = find(wanted);
  if (!place) return false;
  begin_change();
  if (indexed_) {
    const auto [first, last] = index_.equal_range(hash(wanted));
    index_.erase(std::find_if(first, last, [&](const auto& entry) { return entry.second == *place; }));
  }
  elements_[*place] = Value();
  --size_;
  return true;
}

Array ElementList::take() {
  if (!changed_) return std::move(before_);
  if (size_ != elements_.size()) {
    elements_.erase(
        std::remove_if(elements_.begin(), elements_.end(), [](const Value& element) { return element.is_null(); }),
        elements_.end());
  }
  return Array(std::move(elements_));
}

}  // namespace bridge::scim
