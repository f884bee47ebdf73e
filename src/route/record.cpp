#include "bridge/route/record.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "bridge/route/smartsheet_rest/groups.hpp"
#include "bridge/route/smartsheet_rest/people.hpp"
#include "bridge/route/smartsheet_scim/groups.hpp"
#include "bridge/route/smartsheet_scim/people.hpp"
#include "bridge/scim/urns.hpp"
#include "route/roles.hpp"

namespace bridge::route {

namespace {

namespace rest = smartsheet_rest;
namespace own_scim = smartsheet_scim;
using core::Object;

bool is_scim(const Object& record) { return form_of(record) == Form::Scim; }

}  // namespace

Form form_of(const Object& record) noexcept {
  return record.find_ignoring_case("schemas") != nullptr ? Form::Scim : Form::Rest;
}

Object as_rest_user(const Object& record) { return is_scim(record) ? rest::record_of(record) : record; }

Object as_scim_user(const Object& record) { return is_scim(record) ? record : rest::read_user(record); }

Object as_rest_group(const Object& record) { return is_scim(record) ? Object{{"name", name_of(record)}} : record; }

Object as_scim_group(const Object& record) { return is_scim(record) ? record : rest::read_group(record); }

Object read_user(const Object& record) {
  return is_scim(record) ? own_scim::read_user(record) : rest::read_user(record);
}

Object read_group(const Object& record) {
  return is_scim(record) ? own_scim::read_group(record) : rest::read_group(record);
}

bool is_active(const Object& user) noexcept {
  const core::Value* active = user.find_ignoring_case("active");
  const bool* flag = active != nullptr ? active->if_bool() : nullptr;
  return flag == nullptr || *flag;
}

const std::vector<HeldAttribute>& held_user_attributes(Form one, Form other) {
  static const std::vector<HeldAttribute> kBoth{
      {"active", ""}, {"name", "givenName"}, {"name", "familyName"}, {"roles", ""}};
  static const std::vector<HeldAttribute> kScim{{"active", ""},
                                                {"name", "givenName"},
                                                {"name", "familyName"},
                                                {"roles", ""},
                                                {"title", ""},
                                                {scim::kEnterpriseUserUrn, "department"},
                                                {scim::kEnterpriseUserUrn, "division"},
                                                {scim::kEnterpriseUserUrn, "costCenter"}};
  return one == Form::Scim && other == Form::Scim ? kScim : kBoth;
}

std::string_view address_of(const Object& user_record) {
  return core::text_or_empty(user_record, is_scim(user_record) ? "userName" : "email");
}

std::string_view name_of(const Object& group_record) {
  return core::text_or_empty(group_record, is_scim(group_record) ? "displayName" : "name");
}

std::string id_of(const Object& record) {
  return is_scim(record) ? std::string(core::text_or_empty(record, "id")) : rest::record_id(record);
}

bool is_internal(const Object& user_record) { return rest::is_internal(user_record); }

RoleNames roles_named(const Object& resource) { return roles_in(resource); }

RoleNames roles_recorded(const Object& user_record) {
  return is_scim(user_record) ? roles_in(user_record) : roles_of_record(user_record);
}

bool tells_roles(const Object& user_record) {
  const core::Value* roles = is_scim(user_record) ? user_record.find_ignoring_case("roles") : nullptr;
  return !is_scim(user_record) || (roles != nullptr && !roles->is_null());
}

bool has_roles_of(const Object& resource, const Object& user_record) {
  return roles_in(resource) == roles_recorded(user_record);
}

Object stable_user(const Object& record) {
  return is_scim(record) ? own_scim::stable_user(record) : rest::stable_user(record);
}

Object without_person(const Object& stable_user_record) {
  static constexpr std::array<std::string_view, 13> kKept{"schemas",
                                                          "id",
                                                          "active",
                                                          "status",
                                                          "admin",
                                                          "groupAdmin",
                                                          "resourceViewer",
                                                          "roles",
                                                          "licensedSheetCreator",
                                                          "isInternal",
                                                          "seatType",
                                                          "seatTypeLastChangedAt",
                                                          "provisionalExpirationDate"};
  std::vector<core::Member> kept;
  for (const core::Member& member : stable_user_record) {
    if (std::find(kKept.begin(), kKept.end(), member.name) != kKept.end()) kept.push_back(member);
  }
  return Object(std::move(kept));
}

Object stable_group(const Object& record) {
  return is_scim(record) ? own_scim::stable_group(record) : rest::stable_group(record);
}

Object without_change_time(const Object& stable_group_record) { return stable_group_record.without("modifiedAt"); }

}  // namespace bridge::route
