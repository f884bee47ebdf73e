#include "store/membership.hpp"

#include <mutex>

namespace bridge::store {

void Membership::apply(const Update& update) {
  const std::unique_lock lock(mutex_);
  for (const EntryPtr& entry : update.entries) note(entry->row);
  for (const auto& [kind, id] : update.dropped) {
    if (kind == Kind::User) {
      drop_user(id);
    } else {
      drop_group(id);
    }
  }
  for (const MembershipChange& one : update.changes) change(one);
}

void Membership::note(const Row& row) {
  if (row.kind == Kind::Group) {
    groups_[row.id].shown = row.life == Life::Visible;
    return;
  }
  Person& person = people_[row.id];
  const bool shown = row.life != Life::Deleted;
  if (person.shown == shown) return;
  person.shown = shown;
  for (auto& [id, group] : person.groups) {
    if (!group->members.at(row.id).seen) continue;
    if (shown) {
      ++group->shown_members;
    } else {
      --group->shown_members;
    }
  }
}

void Membership::drop_user(const core::ResourceId& id) {
  const auto found = people_.find(id);
  if (found == people_.end()) return;
  for (auto& [group_id, group] : found->second.groups) {
    const auto joined = group->members.find(id);
    if (joined->second.shown()) --group->shown_members;
    group->members.erase(joined);
  }
  people_.erase(found);
}

void Membership::drop_group(const core::ResourceId& id) {
  const auto found = groups_.find(id);
  if (found == groups_.end()) return;
  for (const auto& [user, joined] : found->second.members) {
    const auto person = people_.find(user);
    if (person != people_.end()) person->second.groups.erase(id);
  }
  groups_.erase(found);
}

void Membership::change(const MembershipChange& change) {
  Group& group = groups_[change.group];
  for (const core::ResourceId& user : change.removed) leave(change, group, user);
  for (const core::ResourceId& user : change.added) join(change.group, group, user, change.asked);
}

void Membership::leave(const MembershipChange& change, Group& group, const core::ResourceId& user) {
  const auto joined = group.members.find(user);
  if (joined == group.members.end()) return;
  if (joined->second.shown()) --group.shown_members;
  if (joined->second.asked && !change.asked) {
    joined->second.seen = false;
    return;
  }
  group.members.erase(joined);
  people_[user].groups.erase(change.group);
}

void Membership::join(const core::ResourceId& group_id, Group& group, const core::ResourceId& user, bool asked) {
  Person& person = people_[user];
  const auto [place, is_new] = group.members.try_emplace(user, Joined{&person, asked});
  Joined& joined = place->second;
  if (is_new) {
    person.groups.emplace(group_id, &group);
    if (person.shown) ++group.shown_members;
    return;
  }
  joined.asked = joined.asked || asked;
  if (joined.seen) return;
  joined.seen = true;
  if (person.shown) ++group.shown_members;
}

std::vector<core::ResourceId> Membership::members(const core::ResourceId& group, Which which) const {
  std::vector<core::ResourceId> found;
  const std::shared_lock lock(mutex_);
  const auto known = groups_.find(group);
  if (known == groups_.end()) return found;
  const auto is_meant = [which](const Joined& joined) {
    if (which == Which::Missing) return !joined.seen && joined.person->shown;
    return joined.shown() && (which == Which::All || joined.asked == (which == Which::Asked));
  };
  if (which != Which::Missing) found.reserve(known->second.shown_members);
  for (const auto& [user, joined] : known->second.members) {
    if (is_meant(joined)) found.push_back(user);
  }
  return found;
}

std::size_t Membership::member_count(const core::ResourceId& group) const {
  const std::shared_lock lock(mutex_);
  const auto known = groups_.find(group);
  return known == groups_.end() ? 0 : known->second.shown_members;
}

bool Membership::is_member(const core::ResourceId& group, const core::ResourceId& user) const {
  const std::shared_lock lock(mutex_);
  const auto known = groups_.find(group);
  if (known == groups_.end()) return false;
  const auto joined = known->second.members.find(user);
  return joined != known->second.members.end() && joined->second.shown();
}

std::vector<core::ResourceId> Membership::groups_of(const core::ResourceId& user) const {
  std::vector<core::ResourceId> found;
  const std::shared_lock lock(mutex_);
  const auto known = people_.find(user);
  if (known == people_.end()) return found;
  for (const auto& [id, group] : known->second.groups) {
    if (group->shown && group->members.at(user).seen) found.push_back(id);
  }
  return found;
}

}  // namespace bridge::store
