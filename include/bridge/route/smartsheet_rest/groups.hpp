#pragma once
// Groups over Smartsheet's REST API (API page "Groups"): read, plan, effect. Pure.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/core/ids.hpp"
#include "bridge/core/result.hpp"
#include "bridge/core/value.hpp"
#include "bridge/route/plan.hpp"

namespace bridge::route::smartsheet_rest {

/// Members in one call at the most; Smartsheet documents no limit, 500 is its row limit.
inline constexpr std::size_t kMembersInOneCall = 500;

/// The attributes of a group record that are worth keeping (no members).
[[nodiscard]] core::Object stable_group(const core::Object& record);

/// read: the record as a SCIM Group (canonical; without id, meta and members).
[[nodiscard]] core::Object read_group(const core::Object& record);

/// Somebody who joins or leaves: added by e-mail address, removed by user id.
struct GroupMember {
  core::ResourceId id;
  core::UpstreamId upstream;
  std::string email;
};

/// plan: a group with its first members, in one call where they fit.
[[nodiscard]] Plan plan_group_creation(std::string_view name, const std::vector<GroupMember>& members);

/// plan: a new name (if any), then who joins, in arrays, then who leaves, one by one.
[[nodiscard]] Plan plan_group_change(const core::UpstreamId& group, const std::optional<std::string>& new_name,
                                     const std::vector<GroupMember>& joining, const std::vector<GroupMember>& leaving);

[[nodiscard]] Plan plan_group_removal(const core::UpstreamId& group);

/// effect: what a successful step does to the record.
[[nodiscard]] core::Object group_effect(const Step& step, const core::Value& answer, const core::Object& seen);

[[nodiscard]] RestCall get_group(const core::UpstreamId& id);
[[nodiscard]] RestCall list_groups(std::int64_t page, std::int64_t page_size);

/// A member as GET /groups/{id} gives it.
struct RecordedMember {
  core::UpstreamId upstream;
  /// id, email, firstName, lastName, name.
  core::Object record;
};
[[nodiscard]] std::vector<RecordedMember> recorded_members(const core::Object& group_record);

}  // namespace bridge::route::smartsheet_rest
