#include "syncing.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "decision.hpp"
#include "drift_rules.hpp"
#include "losses.hpp"
#include "state.hpp"

namespace bridge::work {

using core::FaultKind;
using store::EntryPtr;
using store::Kind;

namespace {

/// Between two of them whatever else waits on the loop has its turn.
constexpr std::size_t kResourcesInSlice = 500;
constexpr std::size_t kPlansInSlice = 100;

}  // namespace

struct Syncing::Scan {
  std::vector<Key> keys;
  std::size_t at = 0;
  std::vector<Drift> found;
  Found done;
};

struct Syncing::Planning {
  RepairPlan plan;
  std::size_t at = 0;
  std::function<void(core::Result<RepairPlan>)> done;
};

void Syncing::on_loop(std::function<void()> task) { state_.soon(std::move(task)); }

core::Fault Syncing::ended() const {
  return {FaultKind::Overloaded, "the bridge is being stopped", {}, std::chrono::seconds(10)};
}

SyncStatus Syncing::status() const { return {sync_, state_.progress, problem_}; }

void Syncing::begin_sync(std::function<void(SyncStatus)> begun) {
  on_loop([this, begun = std::move(begun)] {
    if (sync_ != Course::Running) {
      sync_ = Course::Running;
      problem_.reset();
      state_.progress = {};
      state_.sweep([this](const core::Outcome& outcome) { synced(outcome); });
    }
    begun(status());
  });
}

void Syncing::synced(const core::Outcome& outcome) {
  sync_ = outcome ? Course::Done : Course::Failed;
  if (!outcome) problem_ = outcome.error();
}

void Syncing::sync_status(std::function<void(SyncStatus)> done) {
  on_loop([this, done = std::move(done)] { done(status()); });
}

void Syncing::drift(Found done) {
  if (!state_.gate->open()) return done(core::Failure{ended()});
  on_loop([this, done = std::move(done)] { scan(done); });
}

void Syncing::scan(Found found) {
  if (!state_.confirmed_at) {
    return found(core::failure(FaultKind::NotReady, "the bridge is still reading the directory from Smartsheet"));
  }
  auto scan = std::make_shared<Scan>();
  scan->done = std::move(found);
  for (const Kind kind : {Kind::User, Kind::Group}) {
    state_.index.scan(kind, [&](const store::Glimpse& glimpse) {
      if (glimpse.managed()) scan->keys.emplace_back(kind, glimpse.resource_id());
      return true;
    });
  }
  scan_slice(scan);
}

void Syncing::scan_slice(const std::shared_ptr<Scan>& scan) {
  const std::size_t to = std::min(scan->at + kResourcesInSlice, scan->keys.size());
  for (; scan->at < to; ++scan->at) {
    const auto& [kind, id] = scan->keys[scan->at];
    const EntryPtr entry = state_.index.find(kind, id);
    if (!entry || is_under_way(state_, entry->row)) continue;
    for (Drift& drift : drift_of(state_, *entry)) scan->found.push_back(std::move(drift));
  }
  if (scan->at < scan->keys.size()) return state_.soon([this, scan] { scan_slice(scan); });
  for (const store::Lost& lost : state_.lost.all()) {
    for (Drift& drift : drift_of_lost(state_, lost)) scan->found.push_back(std::move(drift));
  }
  scan->done(std::move(scan->found));
}

void Syncing::plan_repair(std::function<void(core::Result<RepairPlan>)> done) {
  drift([this, done = std::move(done)](const core::Result<std::vector<Drift>>& found) {
    if (!found) return done(found.passed_on());
    auto planning = std::make_shared<Planning>();
    planning->done = done;
    auto& items = planning->plan.items;
    for (const Drift& drift : *found) {
      if (items.empty() || items.back().kind != drift.kind || items.back().id != drift.id) {
        items.push_back({drift.kind, drift.id, drift.name, {}, {}, {}, {}});
      }
      items.back().drifts.push_back(drift);
    }
    plan_slice(planning);
  });
}

void Syncing::plan_slice(const std::shared_ptr<Planning>& planning) {
  auto& items = planning->plan.items;
  const std::size_t to = std::min(planning->at + kPlansInSlice, items.size());
  for (; planning->at < to; ++planning->at) plan_item(items[planning->at]);
  if (planning->at < items.size()) return state_.soon([this, planning] { plan_slice(planning); });
  const GuardStatus guard = state_.guard.status();
  planning->plan.guard_limit = guard.limit;
  planning->plan.guard_counted = guard.counted.total();
  planning->plan.number = next_plan_++;
  plan_ = planning->plan;
  planning->done(std::move(planning->plan));
}

void Syncing::plan_item(RepairItem& item) {
  Edit edit = edit_of(item.kind);
  edit.what = Repair{item.id, item.drifts, {}};
  const auto decision = decide(state_, edit);
  if (!decision) {
    item.impossible = decision.error();
    return;
  }
  for (const route::Step& step : decision->plan.steps) item.calls.emplace_back(route::to_string(step.purpose));
  item.losses = losses_of(state_.index, edit, *decision);
  // Whoever is made again joins the groups of before, one call each.
  for (const auto& membership : decision->memberships) {
    if (item.kind == Kind::User && !membership.added.empty()) {
      item.calls.emplace_back(route::to_string(route::Purpose::AddMembers));
    }
  }
}

}  // namespace bridge::work
