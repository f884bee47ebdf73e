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

/// What Smartsheet said when it was asked to deactivate somebody, and what no record may tell.
struct Refusals {
  /// The invitation is not accepted.
  bool pending = false;
  /// Whether it is can't be read, so it is not withdrawn.
  bool unsure = false;
  /// This account can't be deactivated at all.
  bool for_good = false;
};

/// The steps that take the access of somebody who is shown as `before` and is to be shown as `after`; none where
/// it was taken already and that is certain. NotReady, UpstreamUnavailable: not now. Forbidden: who would get
/// what they own is not there, or there is nobody.
[[nodiscard]] core::Result<Departing> plan_departure(const State& state, const Edit& edit, const store::Entry& before,
                                                     const core::Object& after, TakenBy by,
                                                     const Refusals& refusals = {});

/// Somebody whose access a downgrade took, and who is in groups all the same: an addition was under way.
[[nodiscard]] bool is_stray(const State& state, const store::Entry& entry);

/// What the bridge owes to somebody (Settle), as of now; a decision that does nothing where it is not due. A stray
/// leaves the groups.
[[nodiscard]] core::Result<Decision> decide_settlement(const State& state, const Edit& edit, const Settle& settle);

/// Whether Smartsheet's record shows an invitation that is still open, one that was declined, an account that is
/// blocked. Records of the SCIM service tell the last alone.
[[nodiscard]] bool is_pending(const core::Object& user_record);
/// The same, and of somebody whose departure was deferred also what REST has not told since.
[[nodiscard]] bool may_be_pending(const State& state, const store::Row& row);
[[nodiscard]] bool is_declined(const core::Object& user_record);
[[nodiscard]] bool is_blocked(const core::Object& user_record);

/// The groups that somebody is out of because Smartsheet no longer has them; none of anybody else.
[[nodiscard]] std::vector<store::MembershipChange> left_by_removal(const State& state, const store::Row& row);

}  // namespace bridge::work
