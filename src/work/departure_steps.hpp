#pragma once
// The single ways in which access is taken, each as a plan. What policy wants of whom is departure.cpp's.

#include "bridge/core/result.hpp"
#include "bridge/route/plan.hpp"
#include "departure.hpp"
#include "state.hpp"

namespace bridge::work {

/// Who leaves, and how they are to be shown.
struct Leaver {
  const Edit& edit;
  const store::Entry& before;
  const core::Object& after;
};

/// The account is blocked; nothing is sent where that was done and is certain, unless `in_any_case`.
[[nodiscard]] core::Result<Departing> deactivation(const State& state, const Leaver& leaver, bool in_any_case);

/// REST: groups that they own go to transfer_to, memberships and roles end.
[[nodiscard]] core::Result<Departing> downgrade(const State& state, const Leaver& leaver, bool in_any_case);

/// REST: out of the organisation; transfer_to gets what they own.
[[nodiscard]] core::Result<Departing> removal(const State& state, const Leaver& leaver);

/// Of somebody invited: memberships and roles end, the rest is owed.
[[nodiscard]] core::Result<Departing> deferral(const State& state, const Leaver& leaver);

/// REST: the invitation is withdrawn.
[[nodiscard]] core::Result<Departing> cancellation(const State& state, const Leaver& leaver);

/// What the policy wants beyond a deactivation, once its hold is over: of somebody blocked until then the
/// account stays so.
[[nodiscard]] core::Result<Departing> finish_departure(const State& state, const Leaver& leaver, core::TakeAccess goal);

/// Nothing to send; the row's Leaving as it is.
[[nodiscard]] Departing nothing_more(const Leaver& leaver);

/// For steps that only REST has.
[[nodiscard]] Edit by_rest(const Edit& edit);

}  // namespace bridge::work
