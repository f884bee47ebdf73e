#pragma once
// A SCIM request as method and path, for plans: which resource it is about and what it does to it.

#include <optional>
#include <string_view>

#include "bridge/core/result.hpp"
#include "bridge/service/service.hpp"
#include "bridge/work/tenant.hpp"
#include "writes.hpp"

namespace bridge::service {

struct PlannedRequest {
  Kind kind = Kind::User;
  std::optional<core::ResourceId> id;
  /// Nothing for reads.
  std::optional<Verb> verb;
};

/// NotFound: the path is none of /Users, /Groups and one of their resources; MethodNotAllowed: not with
/// this method.
[[nodiscard]] core::Result<PlannedRequest> read_request(std::string_view method, std::string_view path);

/// What the query asked and what came of it, as PlanDone describes it.
[[nodiscard]] core::Value shown_plan(const PlanQuery& query, std::string_view client, const work::Planned& planned);
/// The same for a read.
[[nodiscard]] core::Value shown_read(const PlanQuery& query, std::string_view client);

}  // namespace bridge::service
