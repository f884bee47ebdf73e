#pragma once
// Who joins and who leaves a group, worked out against the membership in the index so that a change
// costs what it changes, not what the group holds.

#include <optional>
#include <vector>

#include "bridge/core/result.hpp"
#include "bridge/scim/member_edits.hpp"
#include "intent_codec.hpp"
#include "state.hpp"

namespace bridge::work {

/// A net change of one group's members.
struct MembershipDelta {
  std::vector<core::ResourceId> joining;
  std::vector<core::ResourceId> leaving;
  /// Members already whom the identity provider now asks for.
  std::vector<core::ResourceId> confirmed;
  /// Gone from the group in Smartsheet already whom the identity provider asks for no longer.
  std::vector<core::ResourceId> forgotten;
  [[nodiscard]] bool empty() const noexcept { return joining.empty() && leaving.empty(); }
};

/// The ids in a Group's `members` attribute.
[[nodiscard]] std::vector<std::string> member_ids(const core::Object& group);

/// What the edits come to for this group. An id that joins and is nobody's: InvalidValue, or left out and logged
/// (groups.unknown_members); InvalidValue also then, where a list that takes others out names nobody else. With
/// `managed_only`, edits about all members leave those alone whom the identity provider never asked
/// for: they were there before an adopted group was pushed.
[[nodiscard]] core::Result<MembershipDelta> membership_delta(const State& state, const core::ResourceId& group,
                                                             const std::vector<scim::MemberEdit>& edits,
                                                             bool managed_only);

/// What a full list comes to.
[[nodiscard]] core::Result<MembershipDelta> membership_replaced(const State& state, const core::ResourceId& group,
                                                                const std::vector<std::string>& ids, bool managed_only);

/// What is left of an older change, against the members as they are by now: who is gone meanwhile joins nothing.
[[nodiscard]] MembershipDelta membership_left(const State& state, const core::ResourceId& group,
                                              const MembersLeft& left);

/// The members of a group that is yet to be made.
[[nodiscard]] core::Result<std::vector<core::ResourceId>> first_members(const State& state,
                                                                        const std::vector<std::string>& ids);

/// The group's resource with its members, for PATCH operations that need the whole.
[[nodiscard]] core::Object with_members(const State& state, const core::Object& resource,
                                        const core::ResourceId& group);

}  // namespace bridge::work
