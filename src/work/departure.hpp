#pragma once
// How somebody's access is taken: the tenant's policy as a plan of steps, and what of it is left for later.

#include "bridge/core/result.hpp"
#include "bridge/core/value.hpp"
#include "bridge/route/plan.hpp"
#include "bridge/store/row.hpp"
#include "decision.hpp"
#include "state.hpp"

namespace bridge::work {

/// Which of the tenant's policies counts: that for `active` false, or that for DELETE.
enum class TakenBy : std::uint8_t { Deactivation, Deletion };

struct Departing {
  route::Plan plan;
  /// As the row is to have it once every step is done.
  store::Leaving leaving;
};

/// The steps that take the access of somebody who is shown as `before` and is to be shown as `after`; none where
/// it was taken already and that is certain. NotReady, UpstreamUnavailable: not now.
[[nodiscard]] core::Result<Departing> plan_departure(const State& state, const Edit& edit, const store::Entry& before,
                                                     const core::Object& after, TakenBy by);

/// What the bridge owes to somebody (Settle), as of now; a decision that does nothing where it is not due.
[[nodiscard]] core::Result<Decision> decide_settlement(const State& state, const Edit& edit, const Settle& settle);

}  // namespace bridge::work
