#include "audit_pruner.hpp"

#include <chrono>
#include <cstddef>
#include <utility>

#include "state.hpp"

namespace bridge::work {

namespace {

constexpr std::chrono::hours kBetween{1};
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
