#include "emulator/control_body.hpp"

#include <algorithm>

namespace bridge::emulator {

const core::Value* ControlBody::find(std::string_view name) {
  known_.emplace(name);
  return body_.find(name);
}

void ControlBody::expected(std::string_view name, std::string_view what) {
  if (problem_.empty()) problem_ = std::string(name) + ": expected " + std::string(what);
}

std::string ControlBody::text(std::string_view name, std::string_view otherwise) {
  const core::Value* value = find(name);
  if (value != nullptr && value->if_string() != nullptr) return *value->if_string();
  if (value != nullptr) expected(name, "text");
  return std::string(otherwise);
}

bool ControlBody::flag(std::string_view name) {
  const core::Value* value = find(name);
  if (value != nullptr && value->if_bool() != nullptr) return *value->if_bool();
  if (value != nullptr) expected(name, "true or false");
  return false;
}

std::int64_t ControlBody::number(std::string_view name, std::int64_t otherwise, std::int64_t most) {
  const core::Value* value = find(name);
  if (value == nullptr) return otherwise;
  const std::int64_t* number = value->if_integer();
  if (number != nullptr && *number >= 0 && *number <= most) return *number;
  expected(name, "a whole number from 0 to " + std::to_string(most));
  return otherwise;
}

std::vector<std::string> ControlBody::texts(std::string_view name) {
  std::vector<std::string> all;
  const core::Value* value = find(name);
  if (value == nullptr) return all;
  if (value->if_array() == nullptr) expected(name, "an array of texts");
  for (const core::Value& item : value->if_array() == nullptr ? core::Array() : *value->if_array()) {
    if (item.if_string() == nullptr) expected(name, "an array of texts");
    if (item.if_string() != nullptr) all.push_back(*item.if_string());
  }
  return all;
}

std::vector<std::int64_t> ControlBody::ids(std::string_view name) {
  std::vector<std::int64_t> all;
  const core::Value* value = find(name);
  if (value == nullptr) return all;
  if (value->if_array() == nullptr) expected(name, "an array of ids");
  for (const core::Value& item : value->if_array() == nullptr ? core::Array() : *value->if_array()) {
    if (item.if_integer() == nullptr) expected(name, "an array of ids");
    if (item.if_integer() != nullptr) all.push_back(*item.if_integer());
  }
  return all;
}

std::size_t ControlBody::choice(std::string_view name, std::span<const std::string_view> choices) {
  const std::string text_given = text(name, choices.front());
  const auto found = std::find(choices.begin(), choices.end(), text_given);
  if (found != choices.end()) return static_cast<std::size_t>(found - choices.begin());
  std::string list;
  for (const std::string_view each : choices) list += (list.empty() ? "one of " : ", ") + std::string(each);
  expected(name, list);
  return 0;
}

void ControlBody::require(std::string_view name) {
  if (find(name) == nullptr) expected(name, "a value");
}

std::string ControlBody::problem() {
  for (const core::Member& member : body_) {
    if (problem_.empty() && known_.count(member.name) == 0) problem_ = member.name + ": no such member";
  }
  return problem_;
}

}  // namespace bridge::emulator
