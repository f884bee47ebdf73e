#pragma once
// The steps by which somebody's access is taken without deactivating or removing them. Pure.

#include <set>
#include <string>
#include <vector>

#include "bridge/core/ids.hpp"
#include "bridge/core/value.hpp"
#include "bridge/route/change.hpp"
#include "bridge/route/plan.hpp"
#include "bridge/route/smartsheet_rest/removal.hpp"

namespace bridge::route {

/// Who is stripped, by the names of the planner's route.
struct Stripping {
  core::ResourceId person;
  core::UpstreamId upstream;
  /// Smartsheet's last record, in either form.
  core::Object seen;
  /// What is shown of them: roles that no record tells.
  core::Object shown;
  /// The groups that they leave.
  std::vector<GroupOfPerson> groups;
  /// The roles are sent as none, also where the record shows none.
  bool in_any_case = false;
};

/// Out of the groups, then every role off, System Admin among them. The roles come last: until then the
/// record tells which ones there were.
[[nodiscard]] Plan plan_stripping(Route route, const Stripping& stripping);

/// The names of the roles that plan_stripping() takes.
[[nodiscard]] std::set<std::string> roles_taken(Route route, const Stripping& stripping);

/// REST: a group gets another owner.
[[nodiscard]] Step group_transfer(const GroupOfPerson& group, const smartsheet_rest::TransferTarget& new_owner);

/// The groups' owner as REST's record of a group tells it; empty where it does not.
[[nodiscard]] std::string owner_of(const core::Object& group_record);

}  // namespace bridge::route
