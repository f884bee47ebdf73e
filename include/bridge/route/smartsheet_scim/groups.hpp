#pragma once
// Groups over Smartsheet's own SCIM service: read, plan, effect. Pure.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/core/ids.hpp"
#include "bridge/core/value.hpp"
#include "bridge/route/change.hpp"
#include "bridge/route/plan.hpp"

namespace bridge::route::smartsheet_scim {

/// schemas, id, displayName, and meta.lastModified as `modifiedAt`.
[[nodiscard]] core::Object stable_group(const core::Object& resource);

/// read: the resource as we show it (canonical; without id, meta and members).
[[nodiscard]] core::Object read_group(const core::Object& resource);

/// plan: POST with the first kMembersInOneCall members, the rest in PATCHes.
[[nodiscard]] Plan plan_group_creation(std::string_view name, const std::vector<GroupMember>& members);

/// plan: a new name (if any), then who joins, then who leaves: a PATCH each, in parts of
/// kMembersInOneCall. Removals are `members[value eq "…"]`, which says whom even to a service that would
/// take a value beside the path for nothing.
[[nodiscard]] Plan plan_group_change(const core::UpstreamId& group, const std::optional<std::string>& new_name,
                                     const std::vector<GroupMember>& joining, const std::vector<GroupMember>& leaving);

[[nodiscard]] Plan plan_group_removal(const core::UpstreamId& group);

/// plan: one person out of one group; Step.group names it (ours).
[[nodiscard]] Step removal_from(const core::ResourceId& group, const core::UpstreamId& group_upstream,
                                const core::ResourceId& person, const core::UpstreamId& person_upstream);

/// effect: what a successful step does to the stable record.
[[nodiscard]] core::Object group_effect(const Step& step, const core::Value& answer, const core::Object& seen);

[[nodiscard]] ScimCall get_group(const core::UpstreamId& id);
[[nodiscard]] ScimCall list_groups(std::int64_t start_index);

/// The members in a group's resource; nothing when it has no `members` attribute, which may be because
/// a listing leaves them out. Each one's record is a User resource with `id`, and `displayName` where the
/// group tells it.
[[nodiscard]] std::optional<std::vector<RecordedMember>> recorded_members(const core::Object& group);

}  // namespace bridge::route::smartsheet_scim
