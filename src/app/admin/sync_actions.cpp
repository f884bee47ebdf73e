#include "app/admin/sync_actions.hpp"

#include <cstdint>
#include <utility>

#include "app/admin/sync_json.hpp"
#include "app/json_reading.hpp"

namespace bridge::app {

namespace {

using core::Value;

/// The value of what was found, or why there is none.
template <class Found>
std::function<void(core::Result<Found>)> told(AdminDone done) {
  return [done = std::move(done)](const core::Result<Found>& found) {
    found ? done(Value(to_value(*found))) : done(found.passed_on());
  };
}

void begin_repair(work::Reconciler& reconciler, const Value& body, AdminDone done) {
  const std::int64_t number = number_at(body, "plan");
  if (number <= 0) {
    return done(core::failure(core::FaultKind::InvalidValue, "plan: expected the number of a plan that was made"));
  }
  reconciler.begin_repair(
      static_cast<std::uint64_t>(number), [&reconciler, done = std::move(done)](const core::Outcome& begun) {
        if (!begun) return done(begun.passed_on());
        reconciler.repair_status([done](const work::RepairStatus& status) { done(Value(to_value(status))); });
      });
}

}  // namespace

void run_sync_action(AdminAction action, const AdminTenant& tenant, const Value& body, AdminDone done) {
  work::Reconciler& reconciler = tenant.work->reconciler();
  const auto show_sync = [done](const work::SyncStatus& status) { done(Value(to_value(status))); };
  switch (action) {
    case AdminAction::BeginSync:
      if (tenant.wake) tenant.wake();
      return reconciler.begin_sync(show_sync);
    case AdminAction::ShowSync: return reconciler.sync_status(show_sync);
    case AdminAction::ShowDrift: return reconciler.drift(told<std::vector<work::Drift>>(std::move(done)));
    case AdminAction::PlanRepair: return reconciler.plan_repair(told<work::RepairPlan>(std::move(done)));
    case AdminAction::BeginRepair: return begin_repair(reconciler, body, std::move(done));
    case AdminAction::ShowRepair:
      return reconciler.repair_status(
          [done = std::move(done)](const work::RepairStatus& status) { done(Value(to_value(status))); });
    default: return done(core::failure(core::FaultKind::Bug, "no such action"));
  }
}

}  // namespace bridge::app
