#include "accelerated/memory_store.hpp"

#include <algorithm>

namespace bridge::accelerated {

core::Result<store::Contents> MemoryStore::load(const core::TenantName& /*tenant*/) {
  store::Contents contents;
  for (const auto& [key, row] : rows_) contents.rows.push_back(row);
  std::sort(contents.rows.begin(), contents.rows.end(),
            [](const store::Row& a, const store::Row& b) { return a.order < b.order; });
  for (const auto& [group, users] : members_) {
    for (const auto& [user, member] : users) contents.members.push_back({group, user, member.asked, member.seen});
  }
  for (const auto& [key, lost] : lost_) contents.lost.push_back(lost);
  for (const auto& [number, intent] : intents_) contents.intents.push_back(intent);
  contents.marks = marks_;
  return contents;
}

core::Result<std::vector<store::Rehearsal>> MemoryStore::rehearsals(const core::TenantName& /*tenant*/) {
  return std::vector<store::Rehearsal>();
}

void MemoryStore::drop(const Key& key) {
  rows_.erase(key);
  members_.erase(key.second);
  for (auto& [group, users] : members_) users.erase(key.second);
}

void MemoryStore::commit(core::TenantName /*tenant*/, store::Change change, Done done) {
  for (store::Row& row : change.put) {
    const Key key{row.kind, row.id};
    rows_[key] = std::move(row);
  }
  for (const Key& key : change.drop) drop(key);
  for (const store::MembershipChange& membership : change.memberships) {
    auto& users = members_[membership.group];
    for (const core::ResourceId& user : membership.removed) {
      const auto member = users.find(user);
      if (member == users.end()) continue;
      if (member->second.asked && !membership.asked) {
        member->second.seen = false;
      } else {
        users.erase(member);
      }
    }
    for (const core::ResourceId& user : membership.added) users[user] = {users[user].asked || membership.asked, true};
  }
  for (store::Lost& lost : change.lost) lost_[{lost.kind, lost.id}] = lost;
  for (const Key& key : change.lost_no_more) lost_.erase(key);
  for (store::Intent& intent : change.intents) {
    const std::uint64_t number = intent.number;
    intents_[number] = std::move(intent);
  }
  for (const std::uint64_t number : change.closed_intents) intents_.erase(number);
  for (const Key& key : change.answered) {
    if (const auto row = rows_.find(key); row != rows_.end()) row->second.unanswered = false;
  }
  for (const auto& [name, text] : change.marks) marks_[name] = text;
  done(core::ok());
}

void FragileStore::pass_on(Held one) {
  ++commits_;
  disk_->commit(std::move(one.tenant), std::move(one.change), std::move(one.done));
  // A store on disk answers from a thread of its own; here it is waited for.
  disk_->flush();
}

void FragileStore::release_one() {
  Held first = std::move(held_.front());
  held_.pop_front();
  pass_on(std::move(first));
}

void FragileStore::commit(core::TenantName tenant, store::Change change, Done done) {
  if (crashed_) return;
  if (!at_next_commit_) {
    Held one{std::move(tenant), std::move(change), std::move(done)};
    return holding_ ? held_.push_back(std::move(one)) : pass_on(std::move(one));
  }
  crashed_ = true;
  if (!*at_next_commit_) return;
  disk_->commit(std::move(tenant), std::move(change), [](const core::Outcome&) {});
  disk_->flush();
}

}  // namespace bridge::accelerated
