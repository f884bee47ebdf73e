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
    group->members.erase(id);
    if (found->second.shown) --group->shown_members;
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
  for (const core::ResourceId& user : change.removed) leave(change.group, group, user);
  for (const core::ResourceId& user : change.added) join(change.group, group, user, change.asked);
}

void Membership::leave(const core::ResourceId& group_id, Group& group, const core::ResourceId& user) {
  const auto joined = group.members.find(user);
  if (joined == group.members.end()) return;
  if (joined->second.person->shown) --group.shown_members;
  group.members.erase(joined);
  people_[user].groups.erase(group_id);
}

void Membership::join(const core::ResourceId& group_id, Group& group, const core::ResourceId& user, bool asked) {
  Person& person = people_[user];
  const auto [joined, is_new] = group.members.try_emplace(user, Joined{&person, asked});
  if (!is_new) {
    joined->second.asked = joined->second.asked || asked;
    return;
  }
  person.groups.emplace(group_id, &group);
  if (person.shown) ++group.shown_members;
}

std::vector<core::ResourceId> Membership::members(const core::ResourceId& group, bool asked_only) const {
  std::vector<core::ResourceId> found;
  const std::shared_lock lock(mutex_);
  const auto known = groups_.find(group);
  if (known == groups_.end()) return found;
  found.reserve(known->second.shown_members);
  for (const auto& [user, joined] : known->second.members) {
    if (joined.person->shown && (joined.asked || !asked_only)) found.push_back(user);
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
  return joined != known->second.members.end() && joined->second.person->shown;
}

std::vector<core::ResourceId> Membership::groups_of(const core::ResourceId& user) const {
  std::vector<core::ResourceId> found;
  const std::shared_lock lock(mutex_);
  const auto known = people_.find(user);
  if (known == people_.end()) return found;
  for (const auto& [id, group] : known->second.groups) {
    if (group->shown) found.push_back(id);
  }
  return found;
}

}  // namespace bridge::store
