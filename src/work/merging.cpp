#include "merging.hpp"

#include <algorithm>
#include <utility>

#include "bridge/route/routes.hpp"
#include "bridge/scim/entity_tag.hpp"
#include "group_patch.hpp"

namespace bridge::work {

namespace {

/// Who joins, where one call that adds members is all that the decision needs; else a null pointer.
const route::Step* only_step(const Decision& decision) {
  const auto& steps = decision.plan.steps;
  const bool one = steps.size() == 1 && steps.front().purpose == route::Purpose::AddMembers;
  return one ? &steps.front() : nullptr;
}

}  // namespace

Merging::Merging(const State& state, const Edit& first, const Decision& decision)
    : state_(state),
      first_(first),
      row_(decision.row),
      way_(route::route_of(decision.plan.steps.front().call)),
      joining_(decision.plan.steps.front().members.begin(), decision.plan.steps.front().members.end()) {
  ++row_.version;
}

std::optional<Merging> Merging::begin(const State& state, const Edit& first, const Decision& decision) {
  if (only_step(decision) == nullptr || !only_adds_members(state, first)) return std::nullopt;
  return Merging(state, first, decision);
}

bool Merging::precondition_holds(const Edit& edit) const {
  const std::string tag = scim::entity_tag(row_.version);
  return (!edit.if_match || scim::names_tag(*edit.if_match, tag)) &&
         (!edit.if_none_match || !scim::names_tag(*edit.if_none_match, tag));
}

Merging::Fit Merging::fit_of(const Decision& decision) const {
  const route::Step* step = only_step(decision);
  if (decision.nothing || step == nullptr || route::route_of(step->call) != way_) return Fit::Waits;
  const auto more = std::count_if(step->members.begin(), step->members.end(),
                                  [&](const core::ResourceId& id) { return !joining_.contains(id); });
  // Whom those before it bring in makes it one that has nothing to do.
  if (more == 0) return Fit::Waits;
  const bool one_call = joining_.size() + static_cast<std::size_t>(more) <= route::kMembersInOneCall;
  return one_call ? Fit::Joins : Fit::Ends;
}

Merging::Fit Merging::take(const Edit& edit, Decision& decision) {
  if (!only_adds_members(state_, edit) || !precondition_holds(edit)) return Fit::Ends;
  Edit unconditional = edit;
  unconditional.if_match.reset();
  unconditional.if_none_match.reset();
  auto decided = decide(state_, unconditional);
  if (!decided) return Fit::Waits;
  const Fit fit = fit_of(*decided);
  if (fit != Fit::Joins) return fit;
  decision = std::move(*decided);
  decision.row.version = row_.version++;
  const auto& members = decision.plan.steps.front().members;
  joining_.insert(members.begin(), members.end());
  ++edits_;
  return fit;
}

std::optional<route::Call> Merging::call() const {
  if (edits_ == 1) return std::nullopt;
  const auto aim = aim_at_group(state_, first_, &row_, {joining_.begin(), joining_.end()}, {});
  if (!aim || aim->aim.way != way_) return std::nullopt;
  route::Plan plan =
      route::plan_group_change(way_, aim->aim.upstream, std::nullopt, aim->members.joining, aim->members.leaving);
  return plan.steps.size() == 1 ? std::optional(std::move(plan.steps.front().call)) : std::nullopt;
}

}  // namespace bridge::work
