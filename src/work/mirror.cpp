#include "mirror.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "bridge/core/ascii_case.hpp"
#include "bridge/route/record.hpp"
#include "bridge/route/routes.hpp"
#include "forgetting.hpp"
#include "new_id.hpp"
#include "pending_names.hpp"
#include "person_sight.hpp"
#include "shown.hpp"

namespace bridge::work {

namespace {

using core::Object;
using core::ResourceId;
using store::EntryPtr;
using store::Glimpse;
using store::Kind;
using store::Life;
using store::Row;

std::string_view name_in(Kind kind, const Object& record) {
  return kind == Kind::User ? route::address_of(record) : route::name_of(record);
}

Life life_of_found(Kind kind, const Object& record) {
  return kind == Kind::Group || route::is_internal(record) ? Life::Visible : Life::Guest;
}

Row found_row(State& state, Kind kind, const core::UpstreamId& upstream, const Object& record) {
  Row row;
  row.id = new_id(state.index, kind, upstream);
  row.kind = kind;
  row.name = std::string(name_in(kind, record));
  row.life = life_of_found(kind, record);
  row.created = state.now();
  row.modified = row.created;
  row.order = state.next_order++;
  row.links[link_name(state.mirror)] = upstream;
  return row;
}

/// The row after this record, which belongs to it; nothing when it says nothing new.
std::optional<Row> row_after(State& state, const store::Entry& entry, const core::UpstreamId& upstream,
                             const Object& told) {
  const Object record = is_forgotten(entry.row) ? route::without_person(told) : told;
  const bool linked = entry.row.links.contains(link_name(state.mirror));
  const bool removed = entry.row.leaving.how == store::Departure::Removed;
  if (record == entry.row.seen && linked && !removed) return std::nullopt;
  Row row = entry.row;
  row.links[link_name(state.mirror)] = upstream;
  row.seen = record;
  row.seen_at = state.now();
  row.unanswered = state.answer_may_be_lost(row.id);
  if (row.kind == Kind::User) row.leaving = leaving_after_sight(state, entry.row, row);
  note_pending_names(row);
  if (!row.managed) {
    row.name = std::string(name_in(row.kind, record));
    if (row.life != Life::Deleted) row.life = life_of_found(row.kind, record);
  }
  const Object visible = shown(row, state.settings.bare_names);
  if (row.kind == Kind::Group) row.name = std::string(core::text_or_empty(visible, "displayName"));
  if (!(visible == entry.shown)) {
    ++row.version;
    row.modified = state.now();
  }
  return row;
}

/// Whose record it is: by the mirror's id for it, else, once, by the name that Smartsheet told last: somebody
/// who was made on the other route, or whom only that route knew so far.
Glimpse owner_of(const State& state, Kind kind, const core::UpstreamId& upstream, std::string_view name) {
  if (Glimpse linked = state.index.glimpse_by_link(kind, link_name(state.mirror), upstream)) return linked;
  const auto is_theirs = [&](const Glimpse& resource) {
    // Whom a policy removed has no link that counts: Smartsheet gives a new id to whoever comes back.
    const bool free =
        resource && (!resource.link(link_name(state.mirror)) || resource.departure() == store::Departure::Removed);
    return free && (is_forgotten(resource.entry()->row) || core::equal_ignoring_case(name_upstream(resource), name));
  };
  Glimpse named = state.index.glimpse_by_name(kind, name);
  if (is_theirs(named)) return named;
  const auto renamed = kind == Kind::User ? state.renamed.find(core::fold_case(name)) : state.renamed.end();
  named = renamed != state.renamed.end() ? state.index.glimpse(kind, renamed->second) : Glimpse();
  return is_theirs(named) ? named : Glimpse();
}

/// What is known to move by itself, after this record; where it is silent, what was told before stands.
Object moving_after(Kind kind, const Object& before, const Object& full_record) {
  Object moving = before;
  if (kind == Kind::Group) return moving;
  for (const core::Member& told : route::moving_user(full_record)) {
    const core::Value* known = moving.find(told.name);
    if (known == nullptr || !(*known == told.value)) moving = moving.with(told.name, told.value);
  }
  return moving;
}

/// What is so of nearly everybody whom a listing names, so it is found out without unpacking. Never of people who
/// were forgotten: of their records no more is kept than row_after() lets through.
bool is_known(const State& state, const Glimpse& resource, const Object& record) {
  return resource.link(link_name(state.mirror)) && resource.departure() != store::Departure::Removed &&
         !resource.name().empty() && resource.has_seen(record);
}

void relearn(State& state, const Glimpse& resource, const core::UpstreamId& upstream, const Object& record,
             Object moving, Learned& learned) {
  const EntryPtr entry = resource.entry();
  if (auto row = row_after(state, *entry, upstream, record)) {
    // A guest may have become one of the directory, and a group may have been given the name.
    state.lost.note_back(*row, learned.change);
    learned.put(state, std::move(*row), std::move(moving));
  } else if (!(moving == entry->moving)) {
    learned.moved.push_back(std::make_shared<const store::Entry>(store::Entry{entry->row, entry->shown, moving}));
  }
}

ResourceId learn(State& state, Kind kind, const Object& full_record, const Object& record, std::uint64_t asked_at,
                 Learned& learned) {
  const core::UpstreamId upstream(route::id_of(full_record));
  if (upstream.text.empty()) return {};
  const std::string_view name = name_in(kind, record);
  const Glimpse owner = owner_of(state, kind, upstream, name);
  if (!owner && state.written.was_let_go(kind, upstream, asked_at)) return {};
  const ResourceId known = owner ? owner.resource_id() : ResourceId();
  if (is_held(state, kind, owner ? known : ResourceId(upstream.text), name, asked_at)) return known;
  // Somebody of this name whom a write is inviting anew, and who may have a new id there already.
  const Glimpse namesake = owner ? Glimpse() : state.index.glimpse_by_name(kind, name);
  if (namesake && is_held(state, kind, namesake.resource_id(), name, asked_at)) return namesake.resource_id();
  const Object moved_before = owner ? owner.moving() : Object();
  Object moving = moving_after(kind, moved_before, full_record);
  if (owner) {
    const bool nothing_new = moving == moved_before && is_known(state, owner, record);
    if (!nothing_new) relearn(state, owner, upstream, record, std::move(moving), learned);
    return known;
  }
  Row row = found_row(state, kind, upstream, record);
  row.seen = record;
  row.seen_at = row.created;
  ResourceId id = row.id;
  state.lost.note_back(row, learned.change);
  learned.put(state, std::move(row), std::move(moving));
  return id;
}

}  // namespace

void Learned::put(const State& state, Row row, Object moving) {
  publication.entries.push_back(entry_of(std::move(row), state.settings.bare_names, std::move(moving)));
  change.put.push_back(publication.entries.back()->row);
}

std::string_view name_upstream(const store::Entry& entry) {
  const std::string_view name = name_in(entry.row.kind, entry.row.seen);
  return name.empty() ? std::string_view(entry.row.name) : name;
}

std::string name_upstream(const store::Glimpse& resource) {
  const Object record = resource.seen();
  const std::string_view name = name_in(resource.kind(), record);
  return std::string(name.empty() ? resource.name() : name);
}

bool is_held(const State& state, Kind kind, const ResourceId& id, std::string_view name, std::uint64_t asked_at) {
  if (state.lanes.busy(lane_of_id(kind, id)) || state.lanes.busy(lane_of_name(kind, name))) return true;
  return state.written.is_after(id, asked_at);
}

ResourceId learn_user(State& state, const Object& record, std::uint64_t asked_at, Learned& learned) {
  return learn(state, Kind::User, record, route::stable_user(record), asked_at, learned);
}

ResourceId learn_group(State& state, const Object& stable, const Object& record, std::uint64_t asked_at,
                       Learned& learned) {
  return learn(state, Kind::Group, record, stable, asked_at, learned);
}

ResourceId learn_member(State& state, const route::RecordedMember& member, std::uint64_t asked_at, Learned& learned) {
  const Glimpse known = state.index.glimpse_by_link(Kind::User, link_name(state.mirror), member.upstream);
  if (known) return known.resource_id();
  const auto pending = std::find_if(learned.change.put.begin(), learned.change.put.end(), [&](const Row& row) {
    return row.kind == Kind::User && link_of(row, state.mirror) == member.upstream;
  });
  if (pending != learned.change.put.end()) return pending->id;
  const Object guest = route::stable_user(member.record).with("isInternal", false);
  return learn(state, Kind::User, member.record, guest, asked_at, learned);
}

void keep(State& state, Learned learned, std::function<void(core::Outcome)> done) {
  if (!learned.moved.empty()) state.index.publish({std::move(learned.moved), {}, {}});
  if (learned.empty()) return done(core::ok());
  auto publication = std::make_shared<store::Publication>(std::move(learned.publication));
  ++state.keeping;
  state.commit(std::move(learned.change), [&state, publication, done = std::move(done)](core::Outcome outcome) {
    if (outcome) state.publish_seen(std::move(*publication));
    if (--state.keeping == 0) {
      for (const Task& task : std::exchange(state.after_keeping, {})) task();
    }
    done(std::move(outcome));
  });
}

}  // namespace bridge::work
