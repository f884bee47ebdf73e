#include "members_reading.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "bridge/route/routes.hpp"

namespace bridge::work {

namespace {

using core::ResourceId;
using store::EntryPtr;
using store::Kind;
using Ids = std::vector<ResourceId>;

/// Deleted people are no members to anybody who looks, but the table has them.
bool has_left_unseen(const State& state, const ResourceId& person, const ResourceId& group) {
  const EntryPtr entry = state.index.find(Kind::User, person);
  if (!entry || entry->row.life != store::Life::Deleted) return false;
  const Ids groups = state.index.groups_of(person);
  return std::find(groups.begin(), groups.end(), group) != groups.end();
}

Ids without(const Ids& all, const Ids& taken) {
  Ids left;
  std::set_difference(all.begin(), all.end(), taken.begin(), taken.end(), std::back_inserter(left));
  return left;
}

/// At most so many from the end.
Ids take(Ids& from, std::size_t most) {
  const auto begin = from.end() - static_cast<std::ptrdiff_t>(std::min(most, from.size()));
  Ids taken(std::make_move_iterator(begin), std::make_move_iterator(from.end()));
  from.erase(begin, from.end());
  return taken;
}

}  // namespace

MembersReading::MembersReading(State& state, ResourceId group, const core::Object& record, std::uint64_t asked_at,
                               Done done)
    : state_(state), group_(std::move(group)), asked_at_(asked_at), done_(std::move(done)) {
  auto recorded = route::recorded_members(record);
  tells_members_ = recorded.has_value();
  if (recorded) recorded_ = std::move(*recorded);
}

void MembersReading::start() {
  if (!tells_members_) return done_(true);
  free_group() ? find_people() : done_(false);
}

EntryPtr MembersReading::free_group() const {
  const EntryPtr entry = state_.index.find(Kind::Group, group_);
  return entry && !is_held(state_, Kind::Group, group_, entry->row.name, asked_at_) ? entry : nullptr;
}

void MembersReading::find_people() {
  Learned learned;
  const std::size_t end = std::min(found_ + kRecordsAtOnce, recorded_.size());
  for (; found_ < end; ++found_) {
    if (recorded_[found_].upstream.text.empty()) continue;
    ResourceId id = learn_member(state_, recorded_[found_], asked_at_, learned);
    id.text.empty() ? void(whole_ = false) : people_.push_back(std::move(id));
  }
  keep_then(std::move(learned),
            [](MembersReading& self) { self.found_ < self.recorded_.size() ? self.find_people() : self.compare(); });
}

void MembersReading::compare() {
  std::sort(people_.begin(), people_.end());
  people_.erase(std::unique(people_.begin(), people_.end()), people_.end());
  Ids before = state_.index.members(group_);
  std::sort(before.begin(), before.end());
  joining_ = without(people_, before);
  leaving_ = without(before, people_);
  std::erase_if(joining_, [&](const ResourceId& id) { return has_left_unseen(state_, id, group_); });
  joining_.empty() && leaving_.empty() ? done_(whole_) : write();
}

void MembersReading::write() {
  const EntryPtr entry = free_group();
  if (!entry) return done_(false);
  store::MembershipChange change{group_, take(joining_, kRecordsAtOnce), {}, false};
  change.removed = take(leaving_, kRecordsAtOnce - change.added.size());
  store::Row row = entry->row;
  ++row.version;
  row.modified = state_.now();
  Learned learned;
  learned.put(state_, std::move(row), entry->moving);
  learned.publication.memberships.push_back(change);
  learned.change.memberships.push_back(std::move(change));
  keep_then(std::move(learned), [](MembersReading& self) {
    self.joining_.empty() && self.leaving_.empty() ? self.done_(self.whole_) : self.write();
  });
}

/// What comes next is a task of its own.
void MembersReading::keep_then(Learned learned, std::function<void(MembersReading&)> next) {
  keep(state_, std::move(learned), [self = shared_from_this(), next = std::move(next)](core::Outcome outcome) {
    if (!outcome) return self->done_(outcome.passed_on());
    self->state_.soon([self, next] { next(*self); });
  });
}

}  // namespace bridge::work
