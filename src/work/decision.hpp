#pragma once
// What a write comes to, decided at the head of its lane from the row as it then is. No calls, no disk.

#include <optional>
#include <vector>

#include "bridge/core/overloaded.hpp"
#include "bridge/core/result.hpp"
#include "bridge/route/plan.hpp"
#include "bridge/store/row.hpp"
#include "bridge/work/edit.hpp"
#include "state.hpp"

namespace bridge::work {

struct Decision {
  /// The row as it is to be once every step is done; its id is empty while a creation has none.
  store::Row row;
  route::Plan plan;
  /// Memberships that need no call: who was a member already and is now asked for.
  std::vector<store::MembershipChange> memberships;
  /// The resource before, where there was one.
  store::EntryPtr before;
  /// Nothing changes: `before` is the answer.
  bool nothing = false;
  bool created = false;
  /// DELETE: answered without a resource.
  bool removed = false;
  /// The row goes away for good once the plan is done.
  bool dropped = false;
  /// The row was asked for nothing that Smartsheet holds: what moved there since the last time goes on to count as
  /// moved.
  bool keeps_asked = false;
  /// Only access is taken away: why the rest of the request is dropped.
  std::optional<core::Fault> rest_refused{};
};

[[nodiscard]] core::Result<Decision> decide(const State& state, const Edit& edit);
[[nodiscard]] core::Result<Decision> decide_person(const State& state, const Edit& edit);
[[nodiscard]] core::Result<Decision> decide_group(const State& state, const Edit& edit);

/// Somebody whom the bridge knows, once it is known how they are to be shown. `roles_meant` as in route::PersonChange.
[[nodiscard]] core::Result<Decision> decide_person_after(const State& state, const Edit& edit,
                                                         const store::EntryPtr& before, core::Object after,
                                                         bool roles_meant);
struct MembershipDelta;
/// The same of a group, and who joins and leaves it.
[[nodiscard]] core::Result<Decision> decide_group_after(const State& state, const Edit& edit,
                                                        const store::EntryPtr& before, core::Object after,
                                                        const MembershipDelta& delta);
/// What an administrator wants repaired.
[[nodiscard]] core::Result<Decision> decide_repair(const State& state, const Edit& edit, const Repair& repair);

// Shared by both kinds.

/// The visible resource an edit is about, its precondition checked: NotFound, PreconditionFailed.
[[nodiscard]] core::Result<store::EntryPtr> target(const State& state, const Edit& edit, const core::ResourceId& id);

/// Sends an edit to the decision for its verb; all but a creation get the resource they are about.
template <class OnCreate, class OnReplace, class OnModify, class OnRemove>
[[nodiscard]] core::Result<Decision> decide_by_verb(const State& state, const Edit& edit, OnCreate on_create,
                                                    OnReplace on_replace, OnModify on_modify, OnRemove on_remove) {
  const auto with_target = [&](const core::ResourceId& id, auto decide) -> core::Result<Decision> {
    auto before = target(state, edit, id);
    return before ? decide(*before) : core::Result<Decision>(before.passed_on());
  };
  return std::visit(
      core::overloaded{
          [&](const Create& create) { return on_create(create); },
          [&](const Replace& replace) {
            return with_target(replace.id, [&](const store::EntryPtr& before) { return on_replace(before, replace); });
          },
          [&](const Modify& modify) {
            return with_target(modify.id, [&](const store::EntryPtr& before) { return on_modify(before, modify); });
          },
          [&](const Remove& remove) { return with_target(remove.id, on_remove); },
          [&](const auto&) -> core::Result<Decision> {
            return core::Failure{{core::FaultKind::Bug, "nobody asked for this", {"no request"}, {}}};
          },
      },
      edit.what);
}

/// The client's externalId taken out of a resource and put into the row (absent: taken away).
void take_external_id(core::Object& resource, store::Row& row, const std::string& client);
/// The resource as PATCH and PUT of this client see it: with its externalId, and without `active` where that was
/// removed.
[[nodiscard]] core::Object as_client_sees(const store::Entry& entry, const std::string& client);

/// Whether a creation that finds this entry under its name is a repeat whose first answer was lost.
[[nodiscard]] bool is_lost_creation(const State& state, const store::Entry& entry);

/// Whether a creation under its name links it: Smartsheet has it, nobody manages it, and the tenant adopts.
[[nodiscard]] bool may_be_adopted(const State& state, const store::Entry& entry);

/// A row for a resource that the identity provider creates.
[[nodiscard]] store::Row new_row(const State& state, store::Kind kind, std::string_view name);

}  // namespace bridge::work
