// What the bridge owes to somebody, decided once it may be due.

#include <utility>

#include "bridge/route/record.hpp"
#include "departure.hpp"
#include "departure_steps.hpp"
#include "pending_names.hpp"

namespace bridge::work {

namespace {

using core::TakeAccess;
using store::Departure;
using store::Owed;

TakenBy taken_by(const store::Row& row) {
  return row.life == store::Life::Deleted ? TakenBy::Deletion : TakenBy::Deactivation;
}

Decision as_it_is(const store::EntryPtr& before) {
  Decision decision;
  decision.before = before;
  decision.row = before->row;
  decision.nothing = true;
  return decision;
}

/// The row is to be as the departure says; what is shown stays.
core::Result<Decision> settled(const store::EntryPtr& before, core::Result<Departing> departing) {
  if (!departing) return departing.passed_on();
  Decision decision = as_it_is(before);
  decision.nothing = false;
  decision.row.asked = before->shown.with("active", false);
  decision.row.leaving = std::move(departing->leaving);
  decision.plan = std::move(departing->plan);
  return decision;
}

Departing debt_over(const store::Row& row) {
  Departing over{{}, row.leaving};
  over.leaving.owed = Owed::Nothing;
  over.leaving.due = {};
  return over;
}

core::Result<Decision> settle_access(const State& state, const Edit& edit, const store::EntryPtr& before) {
  const core::Object& seen = before->row.seen;
  if (may_be_pending(state, before->row)) return as_it_is(before);
  if (is_declined(seen)) return settled(before, debt_over(before->row));
  const core::Object after = before->shown.with("active", false);
  return settled(before, plan_departure(state, edit, *before, after, taken_by(before->row)));
}

/// Of whoever was let in again in Smartsheet itself meanwhile no more is taken.
core::Result<Decision> settle_rest(const State& state, const Edit& edit, const store::EntryPtr& before) {
  const store::Leaving& leaving = before->row.leaving;
  if (leaving.due > state.now() || !state.confirmed()) return as_it_is(before);
  const core::DeprovisionPolicy& policy = state.settings.access.deprovision;
  const TakeAccess goal = taken_by(before->row) == TakenBy::Deletion ? policy.on_delete : policy.on_deactivate;
  const bool still_out = leaving.how == Departure::Downgraded || !route::is_active(route::read_user(before->row.seen));
  if (!still_out || goal == TakeAccess::Deactivate) return settled(before, debt_over(before->row));
  const core::Object after = before->shown.with("active", false);
  return settled(before, finish_departure(state, {edit, *before, after}, goal));
}

/// What is owed beside that stays owed.
core::Result<Decision> leave_groups(const State& state, const Edit& edit, const store::EntryPtr& before) {
  const core::Object after = before->shown.with("active", false);
  auto again = finish_departure(state, {edit, *before, after}, TakeAccess::Downgrade);
  if (again) again->leaving = before->row.leaving;
  return settled(before, std::move(again));
}

}  // namespace

bool is_stray(const State& state, const store::Entry& entry) {
  return entry.row.leaving.how == Departure::Downgraded && entry.row.leaving.owed != Owed::Access &&
         !route::is_active(entry.shown) && !state.index.groups_of(entry.row.id).empty();
}

core::Result<Decision> decide_settlement(const State& state, const Edit& edit, const Settle& settle) {
  const store::EntryPtr before = state.index.find(edit.kind, settle.id);
  if (!before) return core::failure(core::FaultKind::NotFound, "nobody is owed anything under this id");
  if (is_stray(state, *before)) return leave_groups(state, edit, before);
  switch (before->row.leaving.owed) {
    case Owed::Access: return settle_access(state, edit, before);
    case Owed::Rest: return settle_rest(state, edit, before);
    case Owed::Names: return settle_names(state, edit, before);
    case Owed::Nothing: break;
  }
  return as_it_is(before);
}

}  // namespace bridge::work
