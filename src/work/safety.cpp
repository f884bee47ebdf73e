#include "safety.hpp"

#include <algorithm>
#include <string>

#include "access_change.hpp"
#include "bridge/core/ascii_case.hpp"
#include "bridge/route/record.hpp"

namespace bridge::work {

namespace {

using core::FaultKind;
using route::Purpose;

/// Whether the plan has a step that takes access, even where nobody would see a difference: a debt, or a
/// deactivation that is sent again.
bool has_step_that_takes(const route::Plan& plan) {
  return std::any_of(plan.steps.begin(), plan.steps.end(), [](const route::Step& step) {
    return step.purpose == Purpose::Deactivate || step.purpose == Purpose::Downgrade ||
           step.purpose == Purpose::RemovePerson || step.purpose == Purpose::CancelInvitation;
  });
}

bool is_called(const store::Row& row, std::string_view address) {
  return !address.empty() && (core::equal_ignoring_case(row.name, address) ||
                              core::equal_ignoring_case(route::address_of(row.seen), address));
}

bool owns_a_token(const State& state, const store::Row& row) {
  const auto known = link_of(row, route::Route::Rest);
  return std::any_of(state.owners.begin(), state.owners.end(), [&](const TokenOwner& owner) {
    return (known && !owner.id.text.empty() && *known == owner.id) || is_called(row, owner.address);
  });
}

bool is_protected(const State& state, const store::Row& row) {
  const auto& people = state.settings.access.protected_people;
  return std::any_of(people.begin(), people.end(), [&](const std::string& address) { return is_called(row, address); });
}

core::Outcome forbidden(bool access, const char* who) {
  return core::failure(FaultKind::Forbidden, std::string(access ? "active: " : "roles: ") + who);
}

core::Outcome check_person(const State& state, const store::Row& row, bool access) {
  if (owns_a_token(state, row)) {
    return forbidden(access,
                     "this person owns the token that the bridge itself uses with Smartsheet, so neither their access "
                     "nor their roles are taken through SCIM; give the bridge another account's token first");
  }
  if (is_called(row, state.settings.access.deprovision.transfer_to)) {
    return forbidden(access,
                     "this person gets what others leave behind (deprovision.transfer_to), so neither their access nor "
                     "their roles are taken through SCIM; name somebody else there first");
  }
  if (is_protected(state, row)) {
    return forbidden(access,
                     "this person is in the tenant's list of protected people, so neither their access nor their roles "
                     "are taken through SCIM; do it in Smartsheet, or take them off the list first");
  }
  return core::ok();
}

/// For most people that is all that has to be looked at.
bool is_no_admin(const store::Glimpse& person) {
  const auto admin = person.seen("admin");
  const bool* flag = admin ? admin->if_bool() : nullptr;
  return flag != nullptr && !*flag;
}

/// The index may still count somebody whose demotion is under way.
bool has_other_admin(const State& state, const core::ResourceId& id) {
  bool found = false;
  state.index.scan(store::Kind::User, [&](const store::Glimpse& person) {
    if (!person.visible() || is_no_admin(person) || person.id() == id.text) return true;
    if (state.leaving_admins.contains(person.resource_id())) return true;
    found = is_active_admin(person.entry()->row);
    return !found;
  });
  return found;
}

core::Outcome check_last_admin(const State& state, const Decision& decision, bool access) {
  if (!takes_admin(decision) || has_other_admin(state, decision.row.id)) return core::ok();
  if (!state.confirmed_at) {
    return core::failure(FaultKind::NotReady,
                         "the bridge is still reading the directory from Smartsheet, and knows no other System Admin");
  }
  return forbidden(access,
                   "this person is the last active System Admin that is known, so neither their access nor that role "
                   "is taken; make somebody else System Admin in Smartsheet first");
}

/// Planners refuse this too; here it holds for whatever path a decision took. What a downgrade took is given back
/// without being granted.
core::Outcome check_given(const State& state, const Decision& decision, const AccessChange& change) {
  const std::vector<std::string>* owed = decision.before ? &decision.before->row.leaving.roles : nullptr;
  for (const std::string_view role : change.given) {
    const bool given_back = owed != nullptr && std::find(owed->begin(), owed->end(), role) != owed->end();
    if (given_back || state.settings.policy.grantable_roles.contains(std::string(role))) continue;
    return core::failure(FaultKind::Forbidden,
                         "roles: " + std::string(role) +
                             " may not be granted through SCIM; this tenant's roles.grantable does not list it");
  }
  return core::ok();
}

}  // namespace

core::Outcome check_safety(const State& state, const Decision& decision) {
  if (decision.row.kind != store::Kind::User || decision.nothing) return core::ok();
  const AccessChange change = access_change(decision);
  if (auto granted = check_given(state, decision, change); !granted) return granted;
  if (!decision.before) {
    // The creation may find them there, where an earlier answer was lost.
    return has_step_that_takes(decision.plan) ? check_person(state, decision.row, true) : core::ok();
  }
  const bool access = change.takes_access || decision.removed || has_step_that_takes(decision.plan);
  if (!access && change.taken.empty()) return core::ok();
  if (auto fine = check_person(state, decision.before->row, access); !fine) return fine;
  return check_last_admin(state, decision, access);
}

}  // namespace bridge::work
