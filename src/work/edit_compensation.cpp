// Giving access back is never an accident: where a step after a reactivation is refused for good, the person is
// deactivated again, as a further step of the same intent, before the caller hears the refusal.

#include <algorithm>
#include <utility>

#include "bridge/route/record.hpp"
#include "bridge/route/routes.hpp"
#include "edit_run.hpp"
#include "person_state.hpp"

namespace bridge::work {

namespace {

using route::Purpose;

const route::Step* reactivation_in(const Progress& progress) {
  const auto& steps = progress.decision.plan.steps;
  const auto end = steps.begin() + static_cast<std::ptrdiff_t>(progress.next);
  const auto found =
      std::find_if(steps.begin(), end, [](const route::Step& step) { return step.purpose == Purpose::Reactivate; });
  return found != end ? &*found : nullptr;
}

/// Whoever is there is deactivated on the route that reactivated them.
core::Result<route::Plan> plan_taking_back(const State& state, const Progress& progress, const route::Step& given) {
  const route::Route way = route::route_of(given.call);
  const auto link = link_of(progress.decision.row, way);
  route::PersonChange change;
  change.upstream = link.value_or(core::UpstreamId());
  change.seen = progress.seen;
  change.before = progress.decision.row.asked.with("active", true);
  change.after = change.before.with("active", false);
  return route::plan_change(way, change, state.settings.policy);
}

}  // namespace

bool EditRun::takes_access_back(const core::Fault& fault) {
  const route::Step* given = edit_.kind == store::Kind::User ? reactivation_in(progress_) : nullptr;
  if (given == nullptr || progress_.refused || !progress_.decision.before) return false;
  auto plan = plan_taking_back(state_, progress_, *given);
  if (!plan || plan->empty()) return false;
  state_.log(LogLevel::Warning, "request " + progress_.request.text + " gave access back and can't be done whole (" +
                                    fault.context.text + "): the person is deactivated again");
  auto& steps = progress_.decision.plan.steps;
  steps.resize(progress_.next);
  for (route::Step& step : plan->steps) steps.push_back(std::move(step));
  progress_.ids.resize(steps.size());
  progress_.refused = fault;
  tries_ = 0;
  unknown_since_.reset();
  commit_intent([self = shared_from_this()] { self->run_step(); });
  return true;
}

void EditRun::note_access_taken_back(store::Row& row) const {
  if (!progress_.refused) return;
  row.leaving.since = state_.now();
  row.leaving.how = store::Departure::Deactivated;
  if (standing_of(row) != Standing::Active) return;
  state_.log(LogLevel::Alarm, "User " + row.id.text +
                                  " was given access by a change that failed, and Smartsheet "
                                  "refuses to take it again; it is tried again");
  row.leaving = {};
  row.leaving.owed = store::Owed::Access;
}

}  // namespace bridge::work
