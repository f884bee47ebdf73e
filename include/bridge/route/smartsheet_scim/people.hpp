#pragma once
// People over Smartsheet's own SCIM service: read, plan, effect. Pure. The service takes PATCH in a plain
// form: lower-case op, JSON booleans, simple paths. It has no DELETE of users: access is taken away with
// active=false. What it can't hold stays in the row.

#include <cstdint>
#include <vector>

#include "bridge/core/ids.hpp"
#include "bridge/core/result.hpp"
#include "bridge/core/value.hpp"
#include "bridge/route/change.hpp"
#include "bridge/route/plan.hpp"

namespace bridge::route::smartsheet_scim {

/// The attributes of a user resource that are worth keeping, `roles` in one order and form: schemas, id,
/// userName, active, displayName, title, name, emails, phoneNumbers, roles, and of the enterprise
/// extension department, division and costCenter.
[[nodiscard]] core::Object stable_user(const core::Object& resource);

/// read: the resource as we show it (canonical; without id, meta, groups, externalId and manager, which
/// Smartsheet knows by its own id), with what REST tells and the service may leave out: which address is
/// the primary one, name.formatted and displayName.
[[nodiscard]] core::Object read_user(const core::Object& resource);

/// plan: somebody who is not in Smartsheet yet: POST, and active=false after it where that is wanted.
/// userName must be an e-mail address (InvalidValue). `emails` goes out as userName alone: another work
/// address would change the person's primary one. externalId is kept by the bridge for each client.
[[nodiscard]] core::Result<Plan> plan_creation(const PersonCreation& creation, const PersonPolicy& policy);

/// plan: one PATCH of what differs. Deactivation comes first and alone; a reactivation carries what
/// differs from Smartsheet's record along with it.
[[nodiscard]] core::Result<Plan> plan_change(const PersonChange& change, const PersonPolicy& policy);

/// plan: access given back to somebody who was deleted through SCIM: out of every group first, then
/// active=true with the roles that the new request asks for and no others, in one PATCH.
[[nodiscard]] core::Result<Plan> plan_revival(const PersonChange& change, const std::vector<GroupOfPerson>& groups,
                                              const core::ResourceId& person, const PersonPolicy& policy);

/// effect: the answer's resource, or, where the answer has none (204), what was sent over what was seen.
[[nodiscard]] core::Object user_effect(const Step& step, const core::Value& answer, const core::Object& seen);

/// Whether the resource shows what a deactivation or reactivation was to bring about.
[[nodiscard]] bool is_done_already(const Step& step, const core::Object& resource);

[[nodiscard]] ScimCall find_user(std::string_view user_name);
[[nodiscard]] ScimCall get_user(const core::UpstreamId& id);
/// A page of everybody from this startIndex, as long as the service likes.
[[nodiscard]] ScimCall list_users(std::int64_t start_index);
/// A ListResponse; UpstreamRejected when it is none.
[[nodiscard]] core::Result<Page> read_page(const core::Value& answer, std::int64_t start_index);
/// One person at the most: tells whether the service is there.
[[nodiscard]] ScimCall probe();

}  // namespace bridge::route::smartsheet_scim
