#include "lanes.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "bridge/core/ascii_case.hpp"
#include "state.hpp"

namespace bridge::work {

void Lanes::join(const LaneUserPtr& user, std::vector<std::string> keys) {
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  for (const std::string& key : keys) lanes_[key].push_back(user);
  keys_[user] = {std::move(keys), false};
  start_if_leading(user);
}

void Lanes::leave(const LaneUserPtr& user) {
  const auto place = keys_.find(user);
  if (place == keys_.end()) return;
  const std::vector<std::string> keys = std::move(place->second.keys);
  keys_.erase(place);
  std::vector<LaneUserPtr> heads;
  for (const std::string& key : keys) {
    const auto lane = lanes_.find(key);
    auto& users = lane->second;
    users.erase(std::find(users.begin(), users.end(), user));
    if (users.empty()) {
      lanes_.erase(lane);
    } else {
      heads.push_back(users.front());
    }
  }
  for (const LaneUserPtr& head : heads) start_if_leading(head);
}

std::vector<LaneUserPtr> Lanes::behind(const LaneUserPtr& user) const {
  std::vector<LaneUserPtr> waiting;
  const auto place = keys_.find(user);
  if (place == keys_.end()) return waiting;
  for (const std::string& key : place->second.keys) {
    const auto& users = lanes_.at(key);
    waiting.insert(waiting.end(), std::next(std::find(users.begin(), users.end(), user)), users.end());
  }
  return waiting;
}

bool Lanes::awaited(const LaneUserPtr& user) const {
  const auto place = keys_.find(user);
  if (place == keys_.end()) return false;
  const auto& keys = place->second.keys;
  return std::any_of(keys.begin(), keys.end(), [&](const std::string& key) { return lanes_.at(key).back() != user; });
}

std::vector<LaneUserPtr> Lanes::all() const {
  std::vector<LaneUserPtr> users;
  users.reserve(keys_.size());
  for (const auto& [user, membership] : keys_) users.push_back(user);
  return users;
}

bool Lanes::leads(const LaneUserPtr& user, const Membership& membership) const {
  return std::all_of(membership.keys.begin(), membership.keys.end(),
                     [&](const std::string& key) { return lanes_.at(key).front() == user; });
}

void Lanes::start_if_leading(const LaneUserPtr& user) {
  const auto place = keys_.find(user);
  if (place == keys_.end() || place->second.running || !leads(user, place->second)) return;
  place->second.running = true;
  user->at_head();
}

std::string lane_of_id(store::Kind kind, const core::ResourceId& id) {
  return (kind == store::Kind::User ? "user/" : "group/") + id.text;
}

std::string lane_of_name(store::Kind kind, std::string_view name) {
  return (kind == store::Kind::User ? "user=" : "group=") + core::fold_case(name);
}

}  // namespace bridge::work
