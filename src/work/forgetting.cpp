#include "forgetting.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "bridge/core/ascii_case.hpp"
#include "bridge/route/record.hpp"
#include "shown.hpp"
#include "state.hpp"

namespace bridge::work {

namespace {

using core::FaultKind;
using core::ResourceId;
using store::Kind;
using store::Life;

store::EntryPtr find_person(const State& state, const std::string& who) {
  const store::EntryPtr known = state.index.find(Kind::User, ResourceId(who));
  return known ? known : state.index.find_by_name(Kind::User, who);
}

/// An id of ours, rather than a name of somebody who is not known.
bool looks_like_an_id(const std::string& who) {
  return std::all_of(who.begin(), who.end(), [](char c) { return c >= '0' && c <= '9'; });
}

core::Outcome may_be_forgotten(const State& state, const store::Row& row) {
  const bool busy = state.lanes.busy(lane_of_id(Kind::User, row.id)) ||
                    (!row.name.empty() && state.lanes.busy(lane_of_name(Kind::User, row.name)));
  if (busy || state.keeping > 0) {
    return core::Failure{{FaultKind::Overloaded,
                          "a change of this person is under way: nothing was forgotten; try again once it is done",
                          {},
                          std::chrono::seconds(5)}};
  }
  if (row.life == Life::Deleted && row.leaving.owed != store::Owed::Nothing) {
    return core::failure(FaultKind::Forbidden,
                         "access of this person is still to be taken (they have not accepted their invitation, or "
                         "tenant.deprovision.hold has not passed): nothing was forgotten; try again after that");
  }
  return core::ok();
}

/// The digest finds lines that have no id; the folded names are those of rehearsals.
store::Forgetting forgetting_of(const State& state, const std::string& who, const store::EntryPtr& entry) {
  store::Forgetting forgetting{Kind::User, {who}, {core::fold_case(who)}};
  const std::string address = state.settings.bare_names.address_of(who);
  const std::string name = entry ? entry->row.name : looks_like_an_id(address) ? std::string() : address;
  if (entry) {
    forgetting.subjects.push_back(entry->row.id.text);
    forgetting.rehearsed.push_back(entry->row.id.text);
    if (is_forgotten(entry->row)) forgetting.subjects.push_back(entry->row.name_digest);
  }
  if (!name.empty()) {
    forgetting.subjects.push_back(state.name_key.digest(name));
    forgetting.rehearsed.push_back(core::fold_case(name));
  }
  return forgetting;
}

std::optional<store::Lost> find_lost(const State& state, const std::string& who) {
  const ResourceId named = state.lost.find_by_name(Kind::User, state.settings.bare_names.address_of(who));
  const store::Lost* lost = state.lost.find(Kind::User, named.text.empty() ? ResourceId(who) : named);
  return lost != nullptr ? std::optional(*lost) : std::nullopt;
}

/// What a repair would have made them anew from.
void forget_lost(State& state, const store::Lost& lost, store::Change& change) {
  store::Forgetting& forgetting = change.forget.front();
  forgetting.subjects.push_back(lost.id.text);
  forgetting.rehearsed.push_back(lost.id.text);
  if (const auto known = lost_from(lost); known && !known->row.name.empty()) {
    forgetting.subjects.push_back(state.name_key.digest(known->row.name));
    forgetting.rehearsed.push_back(core::fold_case(known->row.name));
  }
  state.lost.forget(Kind::User, lost.id, change);
}

store::AuditRecord line_of(const State& state, const ResourceId& id) {
  store::AuditRecord record;
  record.at = state.now();
  record.client = "scimbridge audit forget";
  record.kind = Kind::User;
  record.resource = id;
  record.content =
      core::Object{{"verb", "forget"}, {"attributes", core::Array()}, {"outcome", "done"}, {"calls", core::Array()}};
  return record;
}

}  // namespace

store::Row forgotten_row(const State& state, store::Row row) {
  if (!row.name.empty()) row.name_digest = state.name_key.digest(row.name);
  row.name.clear();
  row.asked = {};
  row.external_ids.clear();
  row.seen = route::without_person(row.seen);
  row.seen_at_ask = route::without_person(row.seen_at_ask);
  return row;
}

void forget_person(State& state, const std::string& who, std::function<void(core::Result<Forgotten>)> done) {
  const store::EntryPtr entry = find_person(state, who);
  if (entry) {
    if (auto may = may_be_forgotten(state, entry->row); !may) return done(may.passed_on());
  }
  Forgotten forgotten;
  if (entry) forgotten.id = entry->row.id;
  if (!entry && looks_like_an_id(who)) forgotten.id = ResourceId(who);
  forgotten.deleted = entry && entry->row.life == Life::Deleted;
  forgotten.in_directory = entry && !forgotten.deleted;
  store::Change change;
  change.forget.push_back(forgetting_of(state, who, entry));
  const std::optional<store::Lost> lost = entry ? std::nullopt : find_lost(state, who);
  if (lost) {
    forgotten.id = lost->id;
    forget_lost(state, *lost, change);
  }
  if (!forgotten.id.text.empty()) change.audit.push_back(line_of(state, forgotten.id));
  if (forgotten.deleted) {
    change.put.push_back(forgotten_row(state, entry->row));
    state.keep_name_key(change);
    // Before it is on disk: nobody is shown them, and whatever is learned meanwhile is decided from it.
    state.publish({{entry_of(change.put.front(), state.settings.bare_names)}, {}, {}});
  }
  state.commit(std::move(change),
               [&state, entry, lost, forgotten, done = std::move(done)](const core::Outcome& outcome) {
                 if (outcome) return done(forgotten);
                 if (lost) state.lost.take({*lost});
                 // Whoever was made anew meanwhile is not who they were.
                 const store::EntryPtr now = forgotten.deleted ? state.index.find(Kind::User, forgotten.id) : nullptr;
                 if (now && is_forgotten(now->row)) state.publish({{entry}, {}, {}});
                 done(outcome.passed_on());
               });
}

}  // namespace bridge::work
