#include "loading.hpp"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "shown.hpp"
#include "state.hpp"

namespace bridge::work {

namespace {

using store::Glimpse;
using store::MembershipChange;
using store::StoredMember;

/// What the tenant has to know of some resource beside the index.
void note(State& state, const Glimpse& resource) {
  state.next_order = std::max(state.next_order, resource.order() + 1);
  if (resource.unanswered()) state.unanswered.insert(resource.resource_id());
  const bool owed = resource.owed() != store::Owed::Nothing;
  if (!owed && resource.departure() == store::Departure::None) return;
  const store::EntryPtr entry = resource.entry();
  state.settling.take(entry->row);
  state.health.note(entry->row);
}

std::function<void()> taken(State& state, std::vector<store::Row> rows) {
  auto packed = std::make_shared<std::vector<Glimpse>>();
  packed->reserve(rows.size());
  for (store::Row& row : rows) packed->emplace_back(*entry_of(std::move(row), state.settings.bare_names));
  return [&state, packed] {
    for (const Glimpse& resource : *packed) note(state, resource);
    state.index.publish({{}, {}, {}, std::move(*packed)});
  };
}

/// The change that the member goes with: members of a group come one after the other.
MembershipChange& change_for(std::vector<MembershipChange>& changes, const StoredMember& member) {
  const bool goes_on = !changes.empty() && changes.back().group == member.group && changes.back().removed.empty() &&
                       changes.back().asked == member.asked;
  if (!goes_on) changes.push_back({member.group, {}, {}, member.asked});
  return changes.back();
}

void take_members(State& state, const std::vector<StoredMember>& members) {
  store::Publication publication;
  for (const StoredMember& member : members) {
    change_for(publication.memberships, member).added.push_back(member.user);
    if (!member.seen) publication.memberships.push_back({member.group, {}, {member.user}, false});
  }
  state.index.publish(std::move(publication));
}

}  // namespace

core::Result<store::Contents> load_everybody(State& state) {
  return state.store.load_in_parts(state.settings.name,
                                   {[&state](std::vector<store::Row> rows) { return taken(state, std::move(rows)); },
                                    [&state](std::vector<StoredMember> members) { take_members(state, members); }});
}

}  // namespace bridge::work
