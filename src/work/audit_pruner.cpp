#include "audit_pruner.hpp"

#include <chrono>
#include <cstddef>
#include <utility>

#include "state.hpp"

namespace bridge::work {

namespace {

/// 60,000 lines an hour: more than a tenant's two budgets of 300 calls a minute let come.
constexpr std::chrono::minutes kBetween{5};
constexpr std::size_t kMostAtATime = 5000;

}  // namespace

void prune_audit(State& state) {
  store::Change change;
  change.prune_audit = store::AuditPruning{state.now() - state.settings.audit.keep, kMostAtATime};
  state.commit(std::move(change), [&state](const core::Outcome& outcome) {
    if (outcome) return;
    state.log(LogLevel::Warning, "can't drop old lines of the audit: " + outcome.error().context.text);
  });
  state.later(kBetween, [&state] { prune_audit(state); });
}

}  // namespace bridge::work
