#include "bridge/store/leaving.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace bridge::store {

namespace {

using core::Array;
using core::Object;
using core::Value;

constexpr std::array<std::string_view, 4> kDepartures{"", "deactivated", "downgraded", "removed"};
constexpr std::array<std::string_view, 4> kOwed{"", "names", "access", "rest"};

template <class Enum>
std::optional<Enum> word_at(const Object& object, std::string_view name, const std::array<std::string_view, 4>& words) {
  const std::string_view text = core::text_or_empty(object, name);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == text) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

core::Instant instant_at(const Object& object, std::string_view name) {
  const Value* value = object.find(name);
  const std::int64_t* number = value != nullptr ? value->if_integer() : nullptr;
  return core::Instant(std::chrono::milliseconds(number != nullptr ? *number : 0));
}

Object with_instant(const Object& object, std::string_view name, core::Instant instant) {
  const std::int64_t milliseconds = instant.time_since_epoch().count();
  return milliseconds != 0 ? object.with(name, milliseconds) : object;
}

Object with_word(const Object& object, std::string_view name, std::string_view word) {
  return word.empty() ? object : object.with(name, word);
}

core::Failure unreadable(const char* what) {
  return core::Failure{{core::FaultKind::Bug, "a stored state can't be read", {what}, {}}};
}

}  // namespace

Value to_value(const Leaving& leaving) {
  Object value = with_word({}, "how", kDepartures[static_cast<std::size_t>(leaving.how)]);
  value = with_instant(value, "since", leaving.since);
  if (!leaving.roles.empty()) {
    std::vector<Value> roles(leaving.roles.begin(), leaving.roles.end());
    value = value.with("roles", Array(std::move(roles)));
  }
  value = with_word(value, "owed", kOwed[static_cast<std::size_t>(leaving.owed)]);
  return with_instant(value, "due", leaving.due);
}

core::Result<Leaving> leaving_from_value(const Object& value) {
  const auto how = word_at<Departure>(value, "how", kDepartures);
  const auto owed = word_at<Owed>(value, "owed", kOwed);
  if (!how) return unreadable("an unknown departure");
  if (!owed) return unreadable("an unknown debt");
  Leaving leaving{*how, instant_at(value, "since"), {}, *owed, instant_at(value, "due")};
  const Value* roles = value.find("roles");
  if (roles == nullptr) return leaving;
  if (roles->if_array() == nullptr) return unreadable("roles are no list");
  for (const Value& role : *roles->if_array()) {
    if (role.if_string() == nullptr) return unreadable("a role is no text");
    leaving.roles.push_back(*role.if_string());
  }
  return leaving;
}

}  // namespace bridge::store
