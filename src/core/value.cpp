#include "bridge/core/value.hpp"

#include <algorithm>
#include <iterator>
#include <stdexcept>

#include "bridge/core/ascii_case.hpp"

namespace bridge::core {

Array::Array(std::vector<Value> items) {
  if (!items.empty()) items_ = std::make_shared<const std::vector<Value>>(std::move(items));
}

Array::Array(std::initializer_list<Value> items) : Array(std::vector<Value>(items)) {}

std::size_t Array::size() const noexcept { return items_ ? items_->size() : 0; }

const Value& Array::operator[](std::size_t index) const {
  if (index >= size()) throw std::out_of_range("array index");
  return (*items_)[index];
}

const Value* Array::begin() const noexcept { return items_ ? items_->data() : nullptr; }

const Value* Array::end() const noexcept { return items_ ? items_->data() + items_->size() : nullptr; }

Array Array::appended(Value item) const {
  std::vector<Value> items;
  items.reserve(size() + 1);
  items.assign(begin(), end());
  items.push_back(std::move(item));
  return Array(std::move(items));
}

Array Array::with(std::size_t index, Value item) const {
  std::vector<Value> items(begin(), end());
  items.at(index) = std::move(item);
  return Array(std::move(items));
}

bool Array::operator==(const Array& other) const {
  return items_ == other.items_ || std::equal(begin(), end(), other.begin(), other.end());
}

Object::Object(std::vector<Member> members) {
  if (!members.empty()) members_ = std::make_shared<const std::vector<Member>>(std::move(members));
}

Object::Object(std::initializer_list<Member> members) : Object(std::vector<Member>(members)) {}

std::size_t Object::size() const noexcept { return members_ ? members_->size() : 0; }

const Member* Object::begin() const noexcept { return members_ ? members_->data() : nullptr; }

const Member* Object::end() const noexcept { return members_ ? members_->data() + members_->size() : nullptr; }

const Value* Object::find(std::string_view name) const noexcept {
  for (const Member& member : *this) {
    if (member.name == name) return &member.value;
  }
  return nullptr;
}

const Value* Object::find_ignoring_case(std::string_view name) const noexcept {
  for (const Member& member : *this) {
    if (equal_ignoring_case(member.name, name)) return &member.value;
  }
  return nullptr;
}

Object Object::with(std::string_view name, Value value) const {
  std::vector<Member> members;
  members.reserve(size() + 1);
  members.assign(begin(), end());
  const auto place = std::find_if(members.begin(), members.end(),
                                  [&](const Member& member) { return equal_ignoring_case(member.name, name); });
  if (place == members.end()) {
    members.push_back(Member{std::string(name), std::move(value)});
  } else {
    *place = Member{std::string(name), std::move(value)};
  }
  return Object(std::move(members));
}

Object Object::without(std::string_view name) const {
  std::vector<Member> members;
  members.reserve(size());
  std::copy_if(begin(), end(), std::back_inserter(members),
               [&](const Member& member) { return !equal_ignoring_case(member.name, name); });
  return Object(std::move(members));
}

bool Object::operator==(const Object& other) const {
  if (members_ == other.members_) return true;
  if (size() != other.size()) return false;
  return std::all_of(begin(), end(), [&](const Member& member) {
    const Value* theirs = other.find(member.name);
    return theirs != nullptr && *theirs == member.value;
  });
}

const char* Value::kind() const noexcept {
  static constexpr const char* kNames[] = {"null", "boolean", "integer", "number", "string", "array", "object"};
  return kNames[storage_.index()];
}

bool is_unassigned(const Value& value) noexcept {
  if (value.is_null()) return true;
  if (const Array* array = value.if_array()) return array->empty();
  if (const Object* object = value.if_object()) return object->empty();
  return false;
}

std::string_view text_or_empty(const Object& object, std::string_view name) noexcept {
  const Value* value = object.find(name);
  const std::string* text = value != nullptr ? value->if_string() : nullptr;
  return text != nullptr ? std::string_view(*text) : std::string_view();
}

bool flag_or_false(const Object& object, std::string_view name) noexcept {
  const Value* value = object.find(name);
  const bool* flag = value != nullptr ? value->if_bool() : nullptr;
  return flag != nullptr && *flag;
}

}  // namespace bridge::core
