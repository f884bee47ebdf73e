#include "aim.hpp"

#include <algorithm>
#include <utility>

#include "bridge/core/ascii_case.hpp"
#include "bridge/route/record.hpp"
#include "bridge/scim/urns.hpp"
#include "state.hpp"

namespace bridge::work {

namespace {

using core::FaultKind;
using core::ResourceId;
using core::UpstreamId;
using route::GroupMember;
using route::Route;
using store::EntryPtr;
using store::Kind;

constexpr std::chrono::seconds kUntilMatched{30};

std::string domain_of(std::string_view address) { return core::fold_case(address.substr(address.rfind('@') + 1)); }

core::Failure not_matched() {
  return core::Failure{{FaultKind::NotReady,
                        "the bridge does not know yet what Smartsheet calls a resource that this request names",
                        {},
                        kUntilMatched}};
}

std::optional<GroupMember> member_on(const State& state, Route route, const ResourceId& id, bool joins) {
  const EntryPtr person = state.index.find(Kind::User, id);
  if (!person) return std::nullopt;
  GroupMember member{id, {}, std::string(route::address_of(person->row.seen))};
  const auto link = link_of(person->row, route);
  if (link) member.upstream = *link;
  // REST adds people by their addresses.
  const bool known = link || (joins && route == Route::Rest && !member.email.empty());
  return known ? std::optional(std::move(member)) : std::nullopt;
}

std::optional<std::vector<GroupMember>> members_on(const State& state, Route route, const std::vector<ResourceId>& ids,
                                                   bool joins) {
  std::vector<GroupMember> members;
  for (const ResourceId& id : ids) {
    auto member = member_on(state, route, id, joins);
    if (!member) return std::nullopt;
    members.push_back(std::move(*member));
  }
  return members;
}

}  // namespace

bool says_no_groups(const CallResult& result) noexcept {
  const FaultKind kind = result.fault.kind;
  return result.ending == Ending::Refused && (kind == FaultKind::NotFound || kind == FaultKind::NotImplemented);
}

bool Offered::takes_address(std::string_view address) const {
  return std::find(refused_domains.begin(), refused_domains.end(), domain_of(address)) == refused_domains.end();
}

void Offered::refuse(std::string_view address) {
  if (takes_address(address)) refused_domains.push_back(domain_of(address));
}

std::string link_name(Route route) { return route::to_string(route); }

std::optional<UpstreamId> link_of(const store::Row& row, Route route) {
  const auto link = row.links.find(link_name(route));
  return link != row.links.end() ? std::optional(link->second) : std::nullopt;
}

core::Result<std::vector<Route>> routes_for(const State& state, const Edit& edit) {
  auto settled = state.watch.open_route();
  if (!settled) return settled.passed_on();
  if (edit.by) return std::vector<Route>{*edit.by};
  std::vector<Route> routes;
  if (*settled == Route::Rest || edit.kind == Kind::User || state.offered.groups) routes.push_back(*settled);
  if (*settled == Route::Scim && state.ways.has(Route::Rest)) routes.push_back(Route::Rest);
  if (!routes.empty()) return routes;
  return core::failure(FaultKind::NotImplemented,
                       "Smartsheet's SCIM service has no groups for this tenant, and its REST API is not configured");
}

core::Result<Aim> aim_at_person(const State& state, const Edit& edit, const store::Row& row,
                                const std::vector<ResourceId>& groups) {
  const auto routes = routes_for(state, edit);
  if (!routes) return routes.passed_on();
  for (const Route route : *routes) {
    const auto link = link_of(row, route);
    if (link && groups_on(state, route, groups).size() == groups.size()) return Aim{route, *link};
  }
  return not_matched();
}

core::Result<Route> route_for_new_person(const State& state, const Edit& edit, std::string_view address) {
  const auto routes = routes_for(state, edit);
  if (!routes) return routes.passed_on();
  const bool taken = routes->front() == Route::Rest || state.offered.takes_address(address);
  return taken ? routes->front() : routes->back();
}

core::Result<GroupAim> aim_at_group(const State& state, const Edit& edit, const store::Row* row,
                                    const std::vector<ResourceId>& joining, const std::vector<ResourceId>& leaving) {
  const auto routes = routes_for(state, edit);
  if (!routes) return routes.passed_on();
  for (const Route route : *routes) {
    const auto link = row != nullptr ? link_of(*row, route) : UpstreamId();
    auto joins = members_on(state, route, joining, true);
    auto leaves = members_on(state, route, leaving, false);
    if (link && joins && leaves) return GroupAim{{route, *link}, {std::move(*joins), std::move(*leaves)}};
  }
  return not_matched();
}

std::vector<route::GroupOfPerson> groups_on(const State& state, Route route, const std::vector<ResourceId>& groups) {
  std::vector<route::GroupOfPerson> known;
  for (const ResourceId& id : groups) {
    const EntryPtr group = state.index.find(Kind::Group, id);
    const auto link = group ? link_of(group->row, route) : std::nullopt;
    if (link) known.emplace_back(id, *link);
  }
  return known;
}

std::optional<UpstreamId> manager_on(const State& state, Route route, const core::Object& user) {
  const core::Value* extension = user.find(scim::kEnterpriseUserUrn);
  const core::Object* enterprise = extension != nullptr ? extension->if_object() : nullptr;
  const core::Value* manager = enterprise != nullptr ? enterprise->find("manager") : nullptr;
  const core::Object* named = manager != nullptr ? manager->if_object() : nullptr;
  if (named == nullptr) return std::nullopt;
  const EntryPtr person = state.index.find(Kind::User, ResourceId(std::string(core::text_or_empty(*named, "value"))));
  return person ? link_of(person->row, route) : std::nullopt;
}

}  // namespace bridge::work
