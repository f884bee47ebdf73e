#include "departure.hpp"

#include <utility>

#include "bridge/route/record.hpp"
#include "bridge/route/routes.hpp"
#include "people_change.hpp"

namespace bridge::work {

core::Result<Departing> plan_departure(const State& state, const Edit& edit, const store::Entry& before,
                                       const core::Object& after, TakenBy) {
  const auto aim = aim_at_person(state, edit, before.row);
  if (!aim) return aim.passed_on();
  auto plan = route::plan_change(aim->way, change_of(state, *aim, before, after, false), state.settings.policy);
  if (!plan) return plan.passed_on();
  Departing departing{std::move(*plan), before.row.leaving};
  departing.leaving.how = store::Departure::Deactivated;
  if (route::is_active(before.shown)) departing.leaving.since = state.now();
  return departing;
}

core::Result<Decision> decide_settlement(const State& state, const Edit& edit, const Settle& settle) {
  const store::EntryPtr before = state.index.find(edit.kind, settle.id);
  if (!before) return core::failure(core::FaultKind::NotFound, "nobody is owed anything under this id");
  Decision decision;
  decision.before = before;
  decision.row = before->row;
  decision.nothing = before->row.leaving.owed == store::Owed::Nothing;
  return decision;
}

}  // namespace bridge::work
