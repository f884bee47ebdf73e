#include "bridge/core/ascii_case.hpp"
#include "bridge/route/record.hpp"
#include "bridge/route/seat.hpp"
#include "bridge/route/smartsheet_rest/people.hpp"
#include "route/roles.hpp"
#include "route/smartsheet_rest/profile.hpp"

namespace bridge::route::smartsheet_rest {

namespace {

using core::FaultKind;
using core::Object;
using core::Value;

std::string_view given_name(const Object& resource) {
  const Value* name = resource.find("name");
  return name != nullptr && name->if_object() != nullptr ? core::text_or_empty(*name->if_object(), "givenName")
                                                         : std::string_view();
}

std::string_view family_name(const Object& resource) {
  const Value* name = resource.find("name");
  return name != nullptr && name->if_object() != nullptr ? core::text_or_empty(*name->if_object(), "familyName")
                                                         : std::string_view();
}

std::string user_path(const core::UpstreamId& id) { return "/users/" + id.text; }

Step deactivation(const std::string& path) {
  return {Purpose::Deactivate, RestCall{"POST", path + "/deactivate", {}}, OnUnknown::Repeat, {}, {}};
}

void put_flags(std::vector<core::Member>& body, const RoleNames& roles) {
  for (const Role& role : kRoles) body.push_back({std::string(role.flag), Value(roles.contains(role.name))});
}

/// The body of a PUT: names and profile attributes that differ, and all flags where roles differ: in one call
/// Smartsheet neither misses the licence that another role needs nor finds a role without it. `admin` and
/// `licensedSheetCreator` go along always: Smartsheet's pages disagree on whether they are required.
std::vector<core::Member> changed_attributes(const PersonChange& change, const PersonPolicy& policy,
                                             bool names_from_record) {
  std::vector<core::Member> body;
  const auto put_name = [&](std::string_view attribute, std::string_view before, std::string_view after) {
    if (before != after && !after.empty()) body.push_back({std::string(attribute), Value(after)});
  };
  const auto known = [&](std::string_view attribute, std::string_view before) {
    return names_from_record ? core::text_or_empty(change.seen, attribute) : before;
  };
  put_name("firstName", known("firstName", given_name(change.before)), given_name(change.after));
  put_name("lastName", known("lastName", family_name(change.before)), family_name(change.after));
  // No listing tells the profile, so of a record that counts nothing is known.
  if (policy.write_profile) put_changed_profile(body, names_from_record ? Object() : change.before, change.after);
  const auto roles_now = roles_of_record(change.seen);
  const auto roles_after = change.roles_meant ? roles_in(change.after) : roles_now;
  if (roles_after != roles_now) {
    put_flags(body, roles_after);
  } else if (!body.empty()) {
    body.push_back({"admin", Value(core::flag_or_false(change.seen, "admin"))});
    body.push_back({"licensedSheetCreator", Value(core::flag_or_false(change.seen, "licensedSheetCreator"))});
  }
  return body;
}

void append_update(Plan& plan, const PersonChange& change, const PersonPolicy& policy, bool names_from_record) {
  std::vector<core::Member> body = changed_attributes(change, policy, names_from_record);
  if (body.empty()) return;
  plan.steps.push_back({Purpose::ChangePerson,
                        RestCall{"PUT", user_path(change.upstream), Object(std::move(body))},
                        OnUnknown::Repeat,
                        {},
                        {}});
}

Step reactivation(const core::UpstreamId& id) {
  return {Purpose::Reactivate, RestCall{"POST", user_path(id) + "/reactivate", {}}, OnUnknown::Repeat, {}, {}};
}

core::Outcome check_status_for_reactivation(const Object& seen) {
  if (!core::equal_ignoring_case(core::text_or_empty(seen, "status"), "DECLINED")) return core::ok();
  return core::failure(FaultKind::Forbidden,
                       "active: this person declined the invitation to Smartsheet and can only be invited again there");
}

/// The change over Smartsheet's record in REST's form. Where SCIM told no roles at all, those that are shown
/// count: a PUT of names must not look as if there were none.
PersonChange over_record(PersonChange change) {
  const bool untold = form_of(change.seen) == Form::Scim && change.seen.find("roles") == nullptr;
  change.seen = as_rest_user(change.seen);
  if (untold) {
    const RoleNames shown = roles_in(change.before);
    for (const Role& role : kRoles) change.seen = change.seen.with(role.flag, shown.contains(role.name));
  }
  change.after = with_seat_licence(change.after, change.seen);
  return change;
}

/// Whether the roles may be given to somebody who has `before`, and go together.
core::Outcome check_roles(const RoleNames& before, const RoleNames& after, const PersonPolicy& policy) {
  if (auto granted = check_grants(before, after, policy); !granted) return granted;
  return after == before ? core::ok() : check_licence(after);
}

}  // namespace

core::Result<Plan> plan_creation(const PersonCreation& creation, const PersonPolicy& policy) {
  const Object& after = creation.after;
  const std::string_view email = core::text_or_empty(after, "userName");
  const std::size_t at = email.find('@');
  if (at == std::string_view::npos || at == 0 || at + 1 == email.size()) {
    return core::failure(FaultKind::InvalidValue,
                         "userName: expected an e-mail address, which is Smartsheet's user name");
  }
  const auto roles = roles_in(after);
  if (auto granted = check_grants({}, roles, policy); !granted) return granted.passed_on();
  std::vector<core::Member> body{{"email", Value(email)}};
  if (!given_name(after).empty()) body.push_back({"firstName", Value(given_name(after))});
  if (!family_name(after).empty()) body.push_back({"lastName", Value(family_name(after))});
  put_flags(body, roles);
  if (policy.write_profile) put_changed_profile(body, {}, after);
  const std::string path = std::string("/users?sendEmail=") + (policy.send_invitation ? "true" : "false");
  Plan plan;
  plan.steps.push_back(
      {Purpose::CreatePerson, RestCall{"POST", path, Object(std::move(body))}, OnUnknown::LookUp, {}, {}});
  if (!is_active(after)) plan.steps.push_back(deactivation("/users/" + id_of_step(0)));
  return plan;
}

core::Result<Plan> plan_change(const PersonChange& wanted, const PersonPolicy& policy) {
  const PersonChange change = over_record(wanted);
  Plan plan;
  const bool was_active = is_active(change.before);
  if (!is_active(change.after)) {
    if (was_active || !change.confirmed) plan.steps.push_back(deactivation(user_path(change.upstream)));
    return plan;
  }
  if (change.roles_meant) {
    auto fine = check_roles(roles_of_record(change.seen), roles_in(change.after), policy);
    if (!fine) return fine.passed_on();
  }
  if (!was_active) {
    if (auto possible = check_status_for_reactivation(change.seen); !possible) return possible.passed_on();
    plan.steps.push_back(reactivation(change.upstream));
  }
  append_update(plan, change, policy, !was_active);
  return plan;
}

core::Result<Plan> plan_revival(const PersonChange& wanted, const std::vector<GroupOfPerson>& groups,
                                const core::ResourceId& person, const PersonPolicy& policy) {
  PersonChange change = over_record(wanted);
  if (auto possible = check_status_for_reactivation(change.seen); !possible) return possible.passed_on();
  if (auto granted = check_grants({}, roles_in(wanted.after), policy); !granted) return granted.passed_on();
  if (auto fine = check_licence(roles_in(change.after)); !fine) return fine.passed_on();
  Plan plan;
  for (const auto& [group, upstream] : groups) {
    plan.steps.push_back({Purpose::RemoveMembers,
                          RestCall{"DELETE", "/groups/" + upstream.text + "/members/" + change.upstream.text, {}},
                          OnUnknown::Repeat,
                          {person},
                          group});
  }
  change.roles_meant = true;
  if (is_active(change.after)) {
    plan.steps.push_back(reactivation(change.upstream));
    append_update(plan, change, policy, true);
  }
  return plan;
}

}  // namespace bridge::route::smartsheet_rest
