#pragma once
// Groups over Smartsheet's REST API (API page "Groups"): read, plan, effect. Pure.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/core/ids.hpp"
#include "bridge/core/result.hpp"
#include "bridge/core/value.hpp"
#include "bridge/route/change.hpp"
#include "bridge/route/plan.hpp"

namespace bridge::route::smartsheet_rest {

/// The attributes of a group record that are worth keeping (no members).
[[nodiscard]] core::Object stable_group(const core::Object& record);

/// read: the record as a SCIM Group (canonical; without id, meta and members).
[[nodiscard]] core::Object read_group(const core::Object& record);

/// plan: a group with its first members, in one call where they fit.
[[nodiscard]] Plan plan_group_creation(std::string_view name, const std::vector<GroupMember>& members);

/// plan: a new name (if any), then who joins, in arrays, then who leaves, one by one.
[[nodiscard]] Plan plan_group_change(const core::UpstreamId& group, const std::optional<std::string>& new_name,
                                     const std::vector<GroupMember>& joining, const std::vector<GroupMember>& leaving);

[[nodiscard]] Plan plan_group_removal(const core::UpstreamId& group);

/// effect: what a successful step does to the record, which may come in either form.
[[nodiscard]] core::Object group_effect(const Step& step, const core::Value& answer, const core::Object& record);

[[nodiscard]] RestCall get_group(const core::UpstreamId& id);
[[nodiscard]] RestCall list_groups(std::int64_t page);

/// The members in the answer to GET /groups/{id}: id, email, firstName, lastName, name; nothing when it
/// has no `members`.
[[nodiscard]] std::optional<std::vector<RecordedMember>> recorded_members(const core::Object& group_record);

}  // namespace bridge::route::smartsheet_rest
