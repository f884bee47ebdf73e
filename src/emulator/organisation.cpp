#include "emulator/organisation.hpp"

#include <algorithm>

#include "bridge/core/ascii_case.hpp"

namespace bridge::emulator {

namespace {

// 16 digits, below 2^53; every fourth id is odd and above 2^53, so that a client that reads ids as
// doubles gets them wrong and notices.
constexpr std::int64_t kFirstId = 4'503'599'627'371'011;
constexpr std::int64_t kIdStep = 1'048'583;
constexpr std::int64_t kFirstLargeId = 9'007'199'254'741'021;
constexpr std::int64_t kLargeIdStep = 1'048'580;

}  // namespace

std::int64_t Organisation::next_id() {
  const auto number = static_cast<std::int64_t>(ids_given_++);
  return number % 4 == 2 ? kFirstLargeId + number / 4 * kLargeIdStep : kFirstId + number * kIdStep;
}

User& Organisation::add_user(User user) {
  if (user.id == 0) user.id = next_id();
  former_.erase(user.id);
  const std::uint64_t place = places_given_++;
  user_by_id_[user.id] = place;
  user_by_email_[core::fold_case(user.email)] = place;
  return users_.emplace(place, std::move(user)).first->second;
}

Group& Organisation::add_group(Group group) {
  group.id = next_id();
  const std::uint64_t place = places_given_++;
  group_by_id_[group.id] = place;
  return groups_.emplace(place, std::move(group)).first->second;
}

const User* Organisation::user(std::int64_t id) const {
  const auto place = user_by_id_.find(id);
  return place == user_by_id_.end() ? nullptr : &users_.at(place->second);
}

User* Organisation::user(std::int64_t id) {
  const auto place = user_by_id_.find(id);
  return place == user_by_id_.end() ? nullptr : &users_.at(place->second);
}

User* Organisation::user_by_email(std::string_view email) {
  const auto place = user_by_email_.find(core::fold_case(email));
  return place == user_by_email_.end() ? nullptr : &users_.at(place->second);
}

Group* Organisation::group(std::int64_t id) {
  const auto place = group_by_id_.find(id);
  return place == group_by_id_.end() ? nullptr : &groups_.at(place->second);
}

bool Organisation::change_email(User& user, const std::string& email) {
  const User* holder = user_by_email(email);
  if (holder != nullptr && holder != &user) return false;
  const std::uint64_t place = user_by_id_.at(user.id);
  user_by_email_.erase(core::fold_case(user.email));
  user_by_email_[core::fold_case(email)] = place;
  user.email = email;
  return true;
}

void Organisation::remove_user(std::int64_t id) {
  const auto place = user_by_id_.find(id);
  if (place == user_by_id_.end()) return;
  const auto entry = users_.find(place->second);
  user_by_email_.erase(core::fold_case(entry->second.email));
  former_.insert_or_assign(id, std::move(entry->second));
  users_.erase(entry);
  user_by_id_.erase(place);
}

void Organisation::remove_group(std::int64_t id) {
  const auto place = group_by_id_.find(id);
  if (place == group_by_id_.end()) return;
  groups_.erase(place->second);
  group_by_id_.erase(place);
}

void Organisation::leave_all_groups(std::int64_t user, std::optional<core::Instant> modified) {
  for (auto& [place, group] : groups_) {
    if (group.members.remove(user) && modified) group.modified_at = *modified;
  }
}

const User* Organisation::former(std::int64_t id) const {
  const auto found = former_.find(id);
  return found == former_.end() ? nullptr : &found->second;
}

std::vector<const User*> Organisation::former_users() const {
  std::vector<const User*> all;
  for (const auto& [id, user] : former_) all.push_back(&user);
  return all;
}

const User* Organisation::former_by_email(std::string_view email) const {
  for (const auto& [id, user] : former_) {
    if (core::equal_ignoring_case(user.email, email)) return &user;
  }
  return nullptr;
}

std::vector<const User*> Organisation::users() const {
  std::vector<const User*> all;
  all.reserve(users_.size());
  for (const auto& [place, user] : users_) all.push_back(&user);
  return all;
}

std::vector<const Group*> Organisation::groups() const {
  std::vector<const Group*> all;
  all.reserve(groups_.size());
  for (const auto& [place, group] : groups_) all.push_back(&group);
  return all;
}

std::vector<Group*> Organisation::groups_owned_by(std::int64_t user) {
  std::vector<Group*> owned;
  for (auto& [place, group] : groups_) {
    if (group.owner_id == user) owned.push_back(&group);
  }
  return owned;
}

bool Organisation::group_name_taken(std::string_view name, bool ignore_case, std::int64_t except) const {
  return std::any_of(groups_.begin(), groups_.end(), [&](const auto& entry) {
    const Group& group = entry.second;
    if (group.id == except) return false;
    return ignore_case ? core::equal_ignoring_case(group.name, name) : group.name == name;
  });
}

std::uint32_t Organisation::licences_taken() const {
  return static_cast<std::uint32_t>(
      std::count_if(users_.begin(), users_.end(), [](const auto& entry) { return entry.second.takes_licence(); }));
}

}  // namespace bridge::emulator
