#pragma once
// How somebody is given access, and how it is taken: the steps for what the table of states (person_state.hpp) says is
// to be done.

#include <vector>

#include "bridge/core/result.hpp"
#include "bridge/core/value.hpp"
#include "bridge/route/plan.hpp"
#include "decision.hpp"
#include "person_state.hpp"
#include "state.hpp"

namespace bridge::work {

/// What the table of states says of the event, for somebody whom the bridge knows.
[[nodiscard]] Transition turn(const State& state, const store::Row& row, PersonEvent event, bool wants_access = true);

/// The steps after which somebody whom the bridge knows (`before` of the decision) has access and is shown as `after`.
/// `roles_meant` as in route::PersonChange. Forbidden: the invitation needs a service that is not configured, or
/// Smartsheet reactivates them no more.
[[nodiscard]] core::Outcome give_access(const State& state, const Edit& edit, const core::Object& after,
                                        bool roles_meant, Decision& decision);
/// The same for somebody who is to have none.
[[nodiscard]] core::Outcome take_access(const State& state, const Edit& edit, const core::Object& after,
                                        Decision& decision);

/// The same where nothing is said of access: attributes and roles alone. Whoever has access keeps it, whoever has none
/// stays without, and what is owed stays owed.
[[nodiscard]] core::Outcome keep_access(const State& state, const Edit& edit, const core::Object& after,
                                        bool roles_meant, Decision& decision);

/// As give_access(), for somebody who is met as if for the first time: out of every group, with the roles of `after`
/// alone. Memberships that end without a call go to the decision; its plan is set.
[[nodiscard]] core::Outcome plan_first_access(const State& state, const Edit& edit, const store::Entry& before,
                                              const core::Object& after, Deed deed, Decision& decision);

/// Somebody was deactivated for longer than Smartsheet reactivates: Forbidden, with the day and the way out.
[[nodiscard]] core::Failure too_late_to_reactivate(const store::Row& row);

/// What a refusal of Smartsheet's means where access was to be given: the fault as it is, or one that says it
/// clearly. `seen`: their record by then.
[[nodiscard]] core::Fault clear_refusal(const route::Step& step, const Decision& decision, core::Fault fault);

}  // namespace bridge::work
