#include "bridge/route/departure.hpp"

#include <cstdint>
#include <utility>

#include "bridge/route/record.hpp"
#include "bridge/route/seat.hpp"
#include "bridge/route/smartsheet_scim/groups.hpp"
#include "route/roles.hpp"
#include "route/smartsheet_scim/patch_body.hpp"

namespace bridge::route {

namespace {

using core::Object;
using core::Value;

RoleNames roles_now(Route route, const Stripping& stripping) {
  if (form_of(stripping.seen) == Form::Rest) {
    RoleNames roles = roles_of_record(stripping.seen);
    // REST's record does not tell those that the SCIM service alone assigns.
    if (licence_follows_seat(stripping.seen)) roles.erase(kLicensed);
    if (route == Route::Rest) return roles;
    for (const std::string_view role : scim_roles_in(stripping.shown)) {
      if (!roles_in(stripping.shown).contains(role)) roles.insert(role);
    }
    return roles;
  }
  const bool told = stripping.seen.find("roles") != nullptr;
  const Object& from = told ? stripping.seen : stripping.shown;
  return route == Route::Rest ? roles_in(from) : scim_roles_in(from);
}

Step rest_removal_from(const Stripping& stripping, const GroupOfPerson& group) {
  return {Purpose::RemoveMembers,
          RestCall{"DELETE", "/groups/" + group.second.text + "/members/" + stripping.upstream.text, {}},
          OnUnknown::Repeat,
          {stripping.person},
          group.first};
}

/// A licence that follows the seat stays as it is: Smartsheet would refuse the whole call.
Call roles_off(Route route, const Stripping& stripping) {
  if (route == Route::Scim) {
    return smartsheet_scim::patch(smartsheet_scim::user_path(stripping.upstream), {smartsheet_scim::remove("roles")});
  }
  const bool seated = licence_follows_seat(stripping.seen) && roles_of_record(stripping.seen).contains(kLicensed);
  std::vector<core::Member> flags;
  for (const Role& role : kRoles) flags.push_back({std::string(role.flag), seated && role.name == kLicensed});
  return RestCall{"PUT", "/users/" + stripping.upstream.text, Object(std::move(flags))};
}

}  // namespace

Plan plan_stripping(Route route, const Stripping& stripping) {
  Plan plan;
  for (const GroupOfPerson& group : stripping.groups) {
    plan.steps.push_back(route == Route::Rest ? rest_removal_from(stripping, group)
                                              : smartsheet_scim::removal_from(group.first, group.second,
                                                                              stripping.person, stripping.upstream));
  }
  if (stripping.in_any_case || !roles_now(route, stripping).empty()) {
    plan.steps.push_back({Purpose::Downgrade, roles_off(route, stripping), OnUnknown::Repeat, {}, {}});
  }
  return plan;
}

std::set<std::string> roles_taken(Route route, const Stripping& stripping) {
  const RoleNames roles = roles_now(route, stripping);
  return {roles.begin(), roles.end()};
}

Step group_transfer(const GroupOfPerson& group, const smartsheet_rest::TransferTarget& new_owner) {
  const auto number = static_cast<std::int64_t>(std::stoll(new_owner.id().text));
  return {Purpose::TransferGroup,
          RestCall{"PUT", "/groups/" + group.second.text, Object{{"ownerId", number}}},
          OnUnknown::Repeat,
          {},
          group.first};
}

std::string owner_of(const Object& group_record) {
  const Value* owner = group_record.find("ownerId");
  const std::int64_t* number = owner != nullptr ? owner->if_integer() : nullptr;
  return number != nullptr ? std::to_string(*number) : std::string();
}

}  // namespace bridge::route
