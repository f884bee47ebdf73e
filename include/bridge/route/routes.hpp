#pragma once
// The functions of a route by its name: where the route is a value, here is the one place that turns it
// into the module that has it (smartsheet_rest, smartsheet_scim).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/core/ids.hpp"
#include "bridge/core/result.hpp"
#include "bridge/core/value.hpp"
#include "bridge/route/answer.hpp"
#include "bridge/route/change.hpp"
#include "bridge/route/plan.hpp"

namespace bridge::route {

// plan
[[nodiscard]] core::Result<Plan> plan_creation(Route route, const PersonCreation& creation, const PersonPolicy& policy);
[[nodiscard]] core::Result<Plan> plan_change(Route route, const PersonChange& change, const PersonPolicy& policy);
[[nodiscard]] core::Result<Plan> plan_revival(Route route, const PersonChange& change,
                                              const std::vector<GroupOfPerson>& groups, const core::ResourceId& person,
                                              const PersonPolicy& policy);
[[nodiscard]] Plan plan_group_creation(Route route, std::string_view name, const std::vector<GroupMember>& members);
[[nodiscard]] Plan plan_group_change(Route route, const core::UpstreamId& group,
                                     const std::optional<std::string>& new_name,
                                     const std::vector<GroupMember>& joining, const std::vector<GroupMember>& leaving);
[[nodiscard]] Plan plan_group_removal(Route route, const core::UpstreamId& group);

// effect: what a successful step does to the record
[[nodiscard]] core::Object user_effect(const Step& step, const core::Value& answer, const core::Object& seen);
[[nodiscard]] core::Object group_effect(const Step& step, const core::Value& answer, const core::Object& seen);

/// The id in the answer to a creation, or nothing.
[[nodiscard]] std::optional<core::UpstreamId> created_id(const Call& call, const core::Value& answer);
/// The answer that a creation would have given, as far as this record can tell it: for one that was lost.
[[nodiscard]] core::Value creation_answer(const Call& call, const core::Object& record);
/// Whether the record shows what a deactivation or reactivation was to bring about: one that Smartsheet
/// refuses because it was done before is done.
[[nodiscard]] bool is_done_already(const Step& step, const core::Object& record);

// look-ups
/// Whoever has this e-mail address: a page.
[[nodiscard]] Call find_user(Route route, std::string_view email);
/// By REST, which takes several at once: at most a hundred, none with a comma.
[[nodiscard]] Call find_users(const std::vector<std::string>& emails);
[[nodiscard]] Call get_user(Route route, const core::UpstreamId& id);
[[nodiscard]] Call get_group(Route route, const core::UpstreamId& id);
/// A page of all, `from` 1 or what Page.next said.
[[nodiscard]] Call list_users(Route route, std::int64_t from);
[[nodiscard]] Call list_groups(Route route, std::int64_t from);
/// The answer to one of the listings above, or to find_user (`from` 1).
[[nodiscard]] core::Result<Page> read_page(Route route, const core::Value& answer, std::int64_t from);
/// The cheapest call that tells whether the service is there for this tenant.
[[nodiscard]] Call probe(Route route);

/// The members in a group's full record; nothing where the record does not say who they are.
[[nodiscard]] std::optional<std::vector<RecordedMember>> recorded_members(const core::Object& group_record);

}  // namespace bridge::route
