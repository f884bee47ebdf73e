#pragma once
// People over Smartsheet's REST API (API page "Users"): read, plan, effect. Pure.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/core/ids.hpp"
#include "bridge/core/result.hpp"
#include "bridge/core/value.hpp"
#include "bridge/route/change.hpp"
#include "bridge/route/plan.hpp"

namespace bridge::route::smartsheet_rest {

/// The attributes of a user record that are worth keeping: those that don't change by themselves.
[[nodiscard]] core::Object stable_user(const core::Object& record);

/// The record's id as text; empty when there is none.
[[nodiscard]] std::string record_id(const core::Object& record);

/// Whether the record is one of the organisation's own people rather than a guest.
[[nodiscard]] bool is_internal(const core::Object& record);

/// The record as far as a User resource of Smartsheet's SCIM service tells it.
[[nodiscard]] core::Object record_of(const core::Object& resource);

/// read: the record as a SCIM User (canonical; without id, meta and groups).
[[nodiscard]] core::Object read_user(const core::Object& record);

/// plan: somebody who is not in Smartsheet yet.
[[nodiscard]] core::Result<Plan> plan_creation(const PersonCreation& creation, const PersonPolicy& policy);

/// plan: a change. Deactivation comes first and alone: names and roles of somebody who loses access
/// are kept and sent with a later reactivation.
[[nodiscard]] core::Result<Plan> plan_change(const PersonChange& wanted, const PersonPolicy& policy);

/// plan: access given back to somebody who was deleted through SCIM: out of every group first, then
/// reactivated, then the roles that the new request asks for and no others.
[[nodiscard]] core::Result<Plan> plan_revival(const PersonChange& wanted, const std::vector<GroupOfPerson>& groups,
                                              const core::ResourceId& person, const PersonPolicy& policy);

/// effect: what a successful step does to the record, which may come in either form.
[[nodiscard]] core::Object user_effect(const Step& step, const core::Value& answer, const core::Object& record);

/// Whether the record shows what a deactivation or reactivation was to bring about: one that Smartsheet
/// refuses because it was done before is done.
[[nodiscard]] bool is_done_already(const Step& step, const core::Object& record);

/// The look-up that tells whether a creation happened: by e-mail address.
[[nodiscard]] RestCall find_user(std::string_view email);
/// Whoever has one of these addresses, none of which has a comma; a hundred at the most, for the answer is one page.
[[nodiscard]] RestCall find_users(const std::vector<std::string>& emails);
/// One record by id.
[[nodiscard]] RestCall get_user(const core::UpstreamId& id);
/// One page of all people, from 1.
[[nodiscard]] RestCall list_users(std::int64_t page);
/// Who the token's owner is.
[[nodiscard]] RestCall get_owner();

/// Totals may be -1 (unknown); then a short page is the last. UpstreamRejected when it is no page.
[[nodiscard]] core::Result<Page> read_page(const core::Value& answer, std::int64_t page);

}  // namespace bridge::route::smartsheet_rest
