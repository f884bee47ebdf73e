#include "held_changes.hpp"

#include <algorithm>
#include <utility>

#include "loss_window.hpp"

namespace bridge::work {

namespace {

using core::Array;
using core::Instant;
using core::Object;
using core::Value;

/// As many as may wait at a time in a directory that is far too large already.
constexpr std::size_t kMost = 10'000;

Value time_value(Instant at) { return static_cast<std::int64_t>(at.time_since_epoch().count()); }

Instant time_at(const Object& object, std::string_view name) {
  const Value* value = object.find(name);
  const std::int64_t* number = value != nullptr ? value->if_integer() : nullptr;
  return Instant(std::chrono::milliseconds(number != nullptr ? *number : 0));
}

Value value_of(const std::string& key, const HeldChange& change) {
  return Object{{"key", key},
                {"user", change.kind == store::Kind::User},
                {"id", change.id.text},
                {"verb", change.verb},
                {"losses", losses_value(change.losses)},
                {"client", change.client},
                {"request", change.request},
                {"since", time_value(change.since)},
                {"latest", time_value(change.latest)},
                {"released", change.released_until ? time_value(*change.released_until) : Value()},
                {"passed", change.passed}};
}

HeldChange change_from(const Object& object) {
  HeldChange change;
  change.kind = core::flag_or_false(object, "user") ? store::Kind::User : store::Kind::Group;
  change.id = core::ResourceId(std::string(core::text_or_empty(object, "id")));
  change.verb = std::string(core::text_or_empty(object, "verb"));
  const Value* losses = object.find("losses");
  if (losses != nullptr && losses->if_array() != nullptr) change.losses = losses_from(*losses->if_array(), 0);
  change.client = std::string(core::text_or_empty(object, "client"));
  change.request = std::string(core::text_or_empty(object, "request"));
  change.since = time_at(object, "since");
  change.latest = time_at(object, "latest");
  const Value* released = object.find("released");
  if (released != nullptr && !released->is_null()) change.released_until = time_at(object, "released");
  change.passed = core::flag_or_false(object, "passed");
  return change;
}

}  // namespace

bool HeldChanges::is_released(const std::string& key, Instant now) const {
  const auto found = held_.find(key);
  return found != held_.end() && found->second.released_until && now < *found->second.released_until;
}

void HeldChanges::hold(const std::string& key, HeldChange change) {
  const auto known = held_.find(key);
  if (known == held_.end()) {
    if (held_.size() < kMost) held_.emplace(key, std::move(change));
    return;
  }
  change.since = known->second.since;
  known->second = std::move(change);
}

void HeldChanges::passed(const std::string& key) {
  const auto found = held_.find(key);
  if (found != held_.end()) found->second.passed = true;
}

std::size_t HeldChanges::release(Instant until) {
  std::size_t released = 0;
  for (auto& [key, change] : held_) {
    if (change.passed) continue;
    change.released_until = until;
    ++released;
  }
  return released;
}

void HeldChanges::prune(Instant now) {
  for (auto& [key, change] : held_) {
    // A release that nobody made use of ends; the change waits again.
    if (!change.passed && change.released_until && now >= *change.released_until) change.released_until.reset();
  }
  std::erase_if(held_, [&](const auto& held) {
    const HeldChange& change = held.second;
    return change.released_until ? now >= *change.released_until : now - change.latest >= kForgotten;
  });
}

HeldChanges::Waiting HeldChanges::waiting() const {
  Waiting waiting;
  for (const auto& [key, change] : held_) {
    if (change.released_until) continue;
    ++waiting.changes;
    waiting.losses += change.losses;
  }
  return waiting;
}

std::vector<HeldChange> HeldChanges::list() const {
  std::vector<HeldChange> list;
  for (const auto& [key, change] : held_) {
    if (!change.passed) list.push_back(change);
  }
  std::stable_sort(list.begin(), list.end(),
                   [](const HeldChange& a, const HeldChange& b) { return a.latest > b.latest; });
  return list;
}

Array HeldChanges::to_value() const {
  std::vector<Value> list;
  for (const auto& [key, change] : held_) list.push_back(value_of(key, change));
  return Array(std::move(list));
}

void HeldChanges::take(const Value* value) {
  const Array* list = value != nullptr ? value->if_array() : nullptr;
  if (list == nullptr) return;
  for (const Value& item : *list) {
    const Object* object = item.if_object();
    const std::string key(object != nullptr ? core::text_or_empty(*object, "key") : std::string_view());
    if (!key.empty()) held_.emplace(key, change_from(*object));
  }
}

}  // namespace bridge::work
