#pragma once
// Which route an operation takes, and what that route calls what it names. An operation goes by the
// tenant's route when that route knows everything the operation names; where it does not, or does not
// offer the operation, and REST is configured, by REST.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/core/ids.hpp"
#include "bridge/core/result.hpp"
#include "bridge/route/change.hpp"
#include "bridge/route/plan.hpp"
#include "bridge/store/row.hpp"
#include "bridge/work/edit.hpp"

namespace bridge::work {

struct CallResult;
struct State;

/// Whether this answer to a listing of groups says that the SCIM service is one of people alone.
[[nodiscard]] bool says_no_groups(const CallResult& result) noexcept;

/// What the tenant's own SCIM service was found not to do: learned from its refusals.
struct Offered {
  bool groups = true;
  /// Folded; people on these domains are not in its directory.
  std::vector<std::string> refused_domains;
  [[nodiscard]] bool takes_address(std::string_view address) const;
  /// People on this address's domain go by REST from here on.
  void refuse(std::string_view address);
};

/// What a route calls the resource; nothing where it is not known.
[[nodiscard]] std::optional<core::UpstreamId> link_of(const store::Row& row, route::Route route);

/// The link's name in a row.
[[nodiscard]] std::string link_name(route::Route route);

/// The routes that an edit may take, the best first. NotReady, UpstreamUnavailable: none now.
[[nodiscard]] core::Result<std::vector<route::Route>> routes_for(const State& state, const Edit& edit);

/// A route, and what it calls the resource.
struct Aim {
  route::Route way = route::Route::Rest;
  core::UpstreamId upstream;
};

/// For an existing person, with the groups that the plan names. NotReady where no route knows them all.
[[nodiscard]] core::Result<Aim> aim_at_person(const State& state, const Edit& edit, const store::Row& row,
                                              const std::vector<core::ResourceId>& groups = {});

/// For a person who is to be made.
[[nodiscard]] core::Result<route::Route> route_for_new_person(const State& state, const Edit& edit,
                                                              std::string_view address);

/// Who joins and who leaves, as a route calls them.
struct MembersOnRoute {
  std::vector<route::GroupMember> joining;
  std::vector<route::GroupMember> leaving;
};
struct GroupAim {
  Aim aim;
  MembersOnRoute members;
};
/// For a group (null: one that is to be made) and the people who join and leave it.
[[nodiscard]] core::Result<GroupAim> aim_at_group(const State& state, const Edit& edit, const store::Row* row,
                                                  const std::vector<core::ResourceId>& joining,
                                                  const std::vector<core::ResourceId>& leaving);

/// What the route calls the groups; those that it does not know are left out.
[[nodiscard]] std::vector<route::GroupOfPerson> groups_on(const State& state, route::Route route,
                                                          const std::vector<core::ResourceId>& groups);

/// What the route calls the person whom a User resource names as manager.
[[nodiscard]] std::optional<core::UpstreamId> manager_on(const State& state, route::Route route,
                                                         const core::Object& user);

}  // namespace bridge::work
