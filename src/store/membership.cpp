#include "store/membership.hpp"

#include <algorithm>
#include <mutex>

namespace bridge::store {

void Membership::apply(const Publication& publication) {
  const std::unique_lock lock(mutex_);
  for (const Glimpse& resource : publication.packed) note(resource);
  for (const auto& [kind, id] : publication.dropped) {
    const auto key = ids_.find(id.text);
    if (!key) continue;
    if (kind == Kind::User) {
      drop_user(*key);
    } else {
      drop_group(*key);
    }
  }
  for (const MembershipChange& one : publication.memberships) change(one);
}

void Membership::note(const Glimpse& resource) {
  const IdKey key = ids_.keep(resource.id());
  if (resource.kind() == Kind::Group) {
    group(key).shown = resource.visible();
    return;
  }
  Person& person = people_[key];
  const bool shown = resource.life() != Life::Deleted;
  if (person.shown == shown) return;
  person.shown = shown;
  for (const IdKey of : person.groups) {
    Group& joined = groups_.at(of);
    Member& member = *joined.members.find(key);
    member.set_known(shown);
    if (!member.seen()) continue;
    if (shown) {
      ++joined.shown_members;
    } else {
      --joined.shown_members;
    }
  }
}

void Membership::drop_user(IdKey key) {
  const auto found = people_.find(key);
  if (found == people_.end()) return;
  for (const IdKey of : found->second.groups) {
    Group& left = groups_.at(of);
    if (left.members.find(key)->shown()) --left.shown_members;
    left.members.erase(key);
  }
  people_.erase(found);
}

void Membership::drop_group(IdKey key) {
  const auto found = groups_.find(key);
  if (found == groups_.end()) return;
  found->second.members.each([&](const Member& member) { std::erase(people_.at(member.user()).groups, key); });
  groups_.erase(found);
}

void Membership::change(const MembershipChange& change) {
  const IdKey key = ids_.keep(change.group.text);
  Group& changed = group(key);
  for (const core::ResourceId& user : change.removed) {
    if (const auto known = ids_.find(user.text)) leave(key, changed, *known, change.asked);
  }
  for (const core::ResourceId& user : change.added) join(key, changed, ids_.keep(user.text), change.asked);
}

void Membership::leave(IdKey group_key, Group& group, IdKey user, bool asked) {
  Member* member = group.members.find(user);
  if (member == nullptr) return;
  if (member->shown()) --group.shown_members;
  if (member->asked() && !asked) {
    member->set_seen(false);
    return;
  }
  group.members.erase(user);
  std::erase(people_.at(user).groups, group_key);
}

void Membership::join(IdKey group_key, Group& group, IdKey user, bool asked) {
  Member* member = group.members.find(user);
  if (member == nullptr) {
    Person& person = people_[user];
    const auto place = std::lower_bound(person.groups.begin(), person.groups.end(), group_key,
                                        [this](IdKey a, IdKey b) { return ids_.is_before(a, b); });
    person.groups.insert(place, group_key);
    member = &group.members.insert(Member(user));
    member->set_known(person.shown);
  }
  const bool was_shown = member->shown();
  member->set_asked(member->asked() || asked);
  member->set_seen(true);
  if (!was_shown && member->shown()) ++group.shown_members;
}

const Membership::Group* Membership::find_group(const core::ResourceId& id) const {
  const auto key = ids_.find(id.text);
  const auto found = key ? groups_.find(*key) : groups_.end();
  return found == groups_.end() ? nullptr : &found->second;
}

const Member* Membership::find_member(const core::ResourceId& group, const core::ResourceId& user) const {
  const Group* known = find_group(group);
  const auto key = ids_.find(user.text);
  return known != nullptr && key ? known->members.find(*key) : nullptr;
}

std::vector<core::ResourceId> Membership::members(const core::ResourceId& group, Which which) const {
  std::vector<core::ResourceId> found;
  const std::shared_lock lock(mutex_);
  const Group* known = find_group(group);
  if (known == nullptr) return found;
  const auto is_meant = [which](const Member& member) {
    if (which == Which::Missing) return !member.seen() && member.known();
    return member.shown() && (which == Which::All || member.asked() == (which == Which::Asked));
  };
  if (which == Which::All) found.reserve(known->shown_members);
  known->members.each([&](const Member& member) {
    if (is_meant(member)) found.push_back(ids_.id_of(member.user()));
  });
  return found;
}

std::size_t Membership::member_count(const core::ResourceId& group) const {
  const std::shared_lock lock(mutex_);
  const Group* known = find_group(group);
  return known == nullptr ? 0 : known->shown_members;
}

bool Membership::is_member(const core::ResourceId& group, const core::ResourceId& user) const {
  const std::shared_lock lock(mutex_);
  const Member* member = find_member(group, user);
  return member != nullptr && member->shown();
}

bool Membership::is_asked_member(const core::ResourceId& group, const core::ResourceId& user) const {
  const std::shared_lock lock(mutex_);
  const Member* member = find_member(group, user);
  return member != nullptr && member->shown() && member->asked();
}

std::vector<core::ResourceId> Membership::groups_of(const core::ResourceId& user) const {
  std::vector<core::ResourceId> found;
  const std::shared_lock lock(mutex_);
  const auto key = ids_.find(user.text);
  const auto known = key ? people_.find(*key) : people_.end();
  if (known == people_.end()) return found;
  for (const IdKey of : known->second.groups) {
    const Group& group = groups_.at(of);
    if (group.shown && group.members.find(*key)->seen()) found.push_back(ids_.id_of(of));
  }
  return found;
}

std::vector<core::ResourceId> Membership::groups_missing(const core::ResourceId& user) const {
  std::vector<core::ResourceId> found;
  const std::shared_lock lock(mutex_);
  const auto key = ids_.find(user.text);
  const auto known = key ? people_.find(*key) : people_.end();
  if (known == people_.end()) return found;
  for (const IdKey of : known->second.groups) {
    if (!groups_.at(of).members.find(*key)->seen()) found.push_back(ids_.id_of(of));
  }
  return found;
}

}  // namespace bridge::store
