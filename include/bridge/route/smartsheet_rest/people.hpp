#pragma once
// People over Smartsheet's REST API (API page "Users"): read, plan, effect. Pure.

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/core/ids.hpp"
#include "bridge/core/result.hpp"
#include "bridge/core/value.hpp"
#include "bridge/route/plan.hpp"

namespace bridge::route::smartsheet_rest {

/// The attributes of a user record that are worth keeping: those that don't change by themselves.
[[nodiscard]] core::Object stable_user(const core::Object& record);

/// The record's id as text; empty when there is none.
[[nodiscard]] std::string record_id(const core::Object& record);

/// Whether the record is one of the organisation's own people rather than a guest.
[[nodiscard]] bool is_internal(const core::Object& record);

/// read: the record as a SCIM User (canonical; without id, meta and groups).
[[nodiscard]] core::Object read_user(const core::Object& record);

/// Of `shown`, the attributes that this route can hold and Smartsheet may change: active, name's
/// given and family name, roles.
[[nodiscard]] const std::vector<std::string_view>& held_user_attributes();

/// What the tenant allows.
struct PersonPolicy {
  std::set<std::string> grantable_roles;
  bool send_invitation = false;
};

struct PersonChange {
  /// The user id on this route.
  core::UpstreamId upstream;
  /// Smartsheet's last record.
  core::Object seen;
  /// What is shown before, and what is to be shown after.
  core::Object before;
  core::Object after;
  /// Whether `after.roles` is meant: an empty `roles` on first contact is no opinion.
  bool roles_meant = false;
  /// Whether the record was read recently enough to trust that a call isn't needed.
  bool confirmed = true;
};

/// plan: somebody who is not in Smartsheet yet.
[[nodiscard]] core::Result<Plan> plan_creation(const core::Object& after, const PersonPolicy& policy);

/// plan: a change. Deactivation comes first and alone: names and roles of somebody who loses access
/// are kept and sent with a later reactivation.
[[nodiscard]] core::Result<Plan> plan_change(const PersonChange& change, const PersonPolicy& policy);

/// plan: access given back to somebody who was deleted through SCIM: out of every group first, then
/// reactivated, then the roles that the new request asks for and no others.
[[nodiscard]] core::Result<Plan> plan_revival(const PersonChange& change,
                                              const std::vector<std::pair<core::ResourceId, core::UpstreamId>>& groups,
                                              const core::ResourceId& person, const PersonPolicy& policy);

/// effect: what a successful step does to the record.
[[nodiscard]] core::Object user_effect(const Step& step, const core::Value& answer, const core::Object& seen);

/// Whether the record shows what a deactivation or reactivation was to bring about: one that Smartsheet
/// refuses because it was done before is done.
[[nodiscard]] bool is_done_already(const Step& step, const core::Object& record);

/// The look-up that tells whether a creation happened: by e-mail address.
[[nodiscard]] RestCall find_user(std::string_view email);
/// One record by id.
[[nodiscard]] RestCall get_user(const core::UpstreamId& id);
/// One page of all people, from 1.
[[nodiscard]] RestCall list_users(std::int64_t page, std::int64_t page_size);

/// One page of a listing. Totals may be -1 (unknown); then a short page is the last.
struct Page {
  std::vector<core::Object> records;
  bool last = true;
};
[[nodiscard]] core::Result<Page> read_page(const core::Value& answer, std::int64_t page, std::int64_t page_size);

}  // namespace bridge::route::smartsheet_rest
