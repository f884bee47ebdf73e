#pragma once
// A reconciler that finds what it is told to find.

#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "bridge/work/reconciler.hpp"

namespace bridge::work::test {

class FakeReconciler final : public Reconciler {
 public:
  void begin_sync(std::function<void(SyncStatus)> begun) override { begun(sync); }
  void sync_status(std::function<void(SyncStatus)> done) override { done(sync); }
  void drift(std::function<void(core::Result<std::vector<Drift>>)> done) override { done(found); }
  void plan_repair(std::function<void(core::Result<RepairPlan>)> done) override { done(plan); }
  void begin_repair(std::uint64_t number, std::function<void(core::Outcome)> begun) override {
    repaired.push_back(number);
    begun(core::ok());
  }
  void repair_status(std::function<void(RepairStatus)> done) override { done(repair); }

  SyncStatus sync;
  std::vector<Drift> found;
  RepairPlan plan;
  RepairStatus repair;
  std::vector<std::uint64_t> repaired;
};

}  // namespace bridge::work::test
