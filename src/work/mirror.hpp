#pragma once
// Smartsheet's records into rows: what a refresh or a look-up learned, written only where it differs.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/core/ids.hpp"
#include "bridge/core/value.hpp"
#include "bridge/route/change.hpp"
#include "bridge/store/index.hpp"
#include "bridge/store/store.hpp"
#include "state.hpp"

namespace bridge::work {

/// Records that are looked at in one task, and rows that are written in one transaction: enough to be quick, few
/// enough for writes to pass between.
inline constexpr std::size_t kRecordsAtOnce = 500;

/// Rows and memberships that a reading of Smartsheet changes.
struct Learned {
  store::Change change;
  store::Publication publication;
  /// Entries of which nothing changed but what moves by itself: published, and written nowhere.
  std::vector<store::EntryPtr> moved;
  /// `moving`: of the entry that comes of the row.
  void put(const State& state, store::Row row, core::Object moving);
  [[nodiscard]] bool empty() const noexcept {
    return change.put.empty() && change.drop.empty() && change.memberships.empty();
  }
};

/// Whether the row must be left alone: a write holds its lane, or it was written after `asked_at`
/// (State::sequence when the page was asked for).
[[nodiscard]] bool is_held(const State& state, store::Kind kind, const core::ResourceId& id, std::string_view name,
                           std::uint64_t asked_at);

/// The name by which Smartsheet's services know the resource: not always the one that the identity provider
/// knows.
[[nodiscard]] std::string_view name_upstream(const store::Entry& entry);
[[nodiscard]] std::string name_upstream(const store::Glimpse& resource);

/// One user record. Gives the id of its row, also when the row is held; empty where it has none yet.
core::ResourceId learn_user(State& state, const core::Object& record, std::uint64_t asked_at, Learned& learned);

/// One group record: what is to be kept of it, and the whole. Its members are not looked at. Gives the
/// row's id.
core::ResourceId learn_group(State& state, const core::Object& stable, const core::Object& record,
                             std::uint64_t asked_at, Learned& learned);

/// The row of a member of a group, made where the group names somebody whom the listing of people has not. Empty
/// where they are held and have none yet.
core::ResourceId learn_member(State& state, const route::RecordedMember& member, std::uint64_t asked_at,
                              Learned& learned);

/// Commits what was learned and publishes it; `done` tells whether it is on disk.
void keep(State& state, Learned learned, std::function<void(core::Outcome)> done);

}  // namespace bridge::work
