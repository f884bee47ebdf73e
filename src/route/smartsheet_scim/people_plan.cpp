#include <algorithm>
#include <iterator>
#include <utility>

#include "bridge/route/record.hpp"
#include "bridge/route/smartsheet_scim/groups.hpp"
#include "bridge/route/smartsheet_scim/people.hpp"
#include "bridge/scim/urns.hpp"
#include "route/roles.hpp"
#include "route/smartsheet_scim/held.hpp"
#include "route/smartsheet_scim/patch_body.hpp"
#include "route/smartsheet_scim/resource.hpp"

namespace bridge::route::smartsheet_scim {

namespace {

using core::Array;
using core::FaultKind;
using core::Object;
using core::Value;

/// What the change is for, and so what it is compared with.
enum class Occasion : std::uint8_t {
  /// With what was shown before.
  Change,
  /// With Smartsheet's record: of what changed while the person was inactive nothing was sent.
  Reactivation,
  /// The same, and roles of which the record can't tell are not left to chance.
  Revival,
};

Step person_step(Purpose purpose, ScimCall call) { return {purpose, std::move(call), OnUnknown::Repeat, {}, {}}; }

Step deactivation(const std::string& path) {
  return person_step(Purpose::Deactivate, patch(path, {replace("active", false)}));
}

void append_text(std::vector<Value>& operations, const Held& held, std::string_view before, std::string_view after) {
  if (before == after) return;
  if (after.empty()) {
    operations.push_back(remove(held.path));
  } else {
    operations.push_back(before.empty() ? add(held.path, after) : replace(held.path, after));
  }
}

bool takes_none_away(const PersonChange& change, const Object& record, const RoleNames& after) {
  RoleNames known = scim_roles_in(record);
  known.merge(scim_roles_in(change.before));
  return std::includes(after.begin(), after.end(), known.begin(), known.end());
}

RoleNames without(const RoleNames& roles, const RoleNames& others) {
  RoleNames left;
  std::set_difference(roles.begin(), roles.end(), others.begin(), others.end(), std::inserter(left, left.end()));
  return left;
}

/// Over REST's record: roles that it tells are as it says, others as they were asked for. Whoever has roles
/// that nobody told us of keeps them.
void append_given_roles(std::vector<Value>& operations, const PersonChange& change, const Object& record,
                        const RoleNames& after) {
  RoleNames known = without(scim_roles_in(change.before), roles_in(change.before));
  known.merge(roles_in(record));
  const RoleNames given = without(after, known);
  if (!given.empty()) operations.push_back(add("roles", roles_attribute(given)));
}

/// REST's record does not tell the roles that this service alone assigns: a change of those shows in what was
/// shown before.
void append_roles(std::vector<Value>& operations, const PersonChange& change, const Object& record, Occasion occasion) {
  if (!change.roles_meant) return;
  const RoleNames after = scim_roles_in(change.after);
  const bool changed = occasion == Occasion::Revival || after != scim_roles_in(change.before);
  const bool untold = changed && form_of(change.seen) == Form::Rest;
  if (after == scim_roles_in(record) && !untold) return;
  if (form_of(change.seen) == Form::Rest && occasion != Occasion::Revival && takes_none_away(change, record, after)) {
    return append_given_roles(operations, change, record, after);
  }
  operations.push_back(after.empty() ? remove("roles") : replace("roles", roles_attribute(after)));
}

/// The record does not tell the manager in a way that could be compared: a reactivation names them again.
/// One whom the service does not know stays in the row, and takes the place of whom it knew.
void append_manager(std::vector<Value>& operations, const Held& held, const PersonChange& change, Occasion occasion) {
  const std::string_view before = text_at(change.before, held);
  const std::string_view after = text_at(change.after, held);
  if (before == after && (after.empty() || occasion == Occasion::Change)) return;
  const bool unknown = !change.manager && before != after && !before.empty();
  if (after.empty() || unknown) {
    operations.push_back(remove(held.path));
  } else if (change.manager) {
    const std::string& id = change.manager->text;
    operations.push_back(before.empty() ? add(held.path, id) : replace(held.path, id));
  }
}

/// Whether a reactivation that is to end with this text looks at the attribute.
bool is_compared(const Held& held, std::string_view after) {
  return !after.empty() || held.at_reactivation == AtReactivation::Compared;
}

std::vector<Value> differences(const PersonChange& change, Occasion occasion) {
  const Object record = as_scim_user(change.seen);
  const bool by_record = occasion != Occasion::Change;
  const Object& known = by_record ? record : change.before;
  std::vector<Value> operations;
  for (const Held& held : kHeld) {
    if (held.place == Place::Roles) {
      append_roles(operations, change, record, occasion);
    } else if (held.place == Place::Manager) {
      append_manager(operations, held, change, occasion);
    } else if (!by_record || is_compared(held, text_at(change.after, held))) {
      append_text(operations, held, text_at(known, held), text_at(change.after, held));
    }
  }
  return operations;
}

Step reactivation(const PersonChange& change, Occasion occasion) {
  std::vector<Value> operations{replace("active", true)};
  for (Value& difference : differences(change, occasion)) operations.push_back(std::move(difference));
  return person_step(Purpose::Reactivate, patch(user_path(change.upstream), std::move(operations)));
}

Object creation_body(const PersonCreation& creation, std::string_view user_name, const RoleNames& roles) {
  const Object work_address{{"value", user_name}, {"type", "work"}, {"primary", true}};
  Object body{{"schemas", user_schemas(false)},
              {"userName", user_name},
              {"active", is_active(creation.after)},
              {"emails", Array{work_address}}};
  for (const Held& held : kHeld) {
    if (held.place == Place::Roles) {
      if (!roles.empty()) body = body.with("roles", roles_attribute(roles));
    } else if (held.place == Place::Manager) {
      if (creation.manager) body = with_text(body, held, creation.manager->text);
    } else {
      body = with_text(body, held, text_at(creation.after, held));
    }
  }
  return body.with("schemas", user_schemas(body.find(scim::kEnterpriseUserUrn) != nullptr));
}

}  // namespace

core::Result<Plan> plan_creation(const PersonCreation& creation, const PersonPolicy& policy) {
  const std::string_view user_name = core::text_or_empty(creation.after, "userName");
  const std::size_t at = user_name.find('@');
  if (at == std::string_view::npos || at == 0 || at + 1 == user_name.size()) {
    return core::failure(FaultKind::InvalidValue,
                         "userName: expected an e-mail address, which is Smartsheet's user name");
  }
  const RoleNames roles = scim_roles_in(creation.after);
  if (auto granted = check_grants({}, roles, policy); !granted) return granted.passed_on();
  Plan plan;
  plan.steps.push_back({Purpose::CreatePerson,
                        ScimCall{"POST", "/Users", creation_body(creation, user_name, roles)},
                        OnUnknown::LookUp,
                        {},
                        {}});
  if (!is_active(creation.after)) plan.steps.push_back(deactivation("/Users/" + id_of_step(0)));
  return plan;
}

core::Result<Plan> plan_change(const PersonChange& change, const PersonPolicy& policy) {
  Plan plan;
  const bool was_active = is_active(change.before);
  if (!is_active(change.after)) {
    if (was_active || !change.confirmed) plan.steps.push_back(deactivation(user_path(change.upstream)));
    return plan;
  }
  if (change.roles_meant) {
    const RoleNames roles_now = scim_roles_in(as_scim_user(change.seen));
    if (auto granted = check_grants(roles_now, scim_roles_in(change.after), policy); !granted) {
      return granted.passed_on();
    }
  }
  if (!was_active) {
    plan.steps.push_back(reactivation(change, Occasion::Reactivation));
    return plan;
  }
  std::vector<Value> operations = differences(change, Occasion::Change);
  if (!operations.empty()) {
    plan.steps.push_back(person_step(Purpose::ChangePerson, patch(user_path(change.upstream), std::move(operations))));
  }
  return plan;
}

core::Result<Plan> plan_revival(const PersonChange& change, const std::vector<GroupOfPerson>& groups,
                                const core::ResourceId& person, const PersonPolicy& policy) {
  if (auto granted = check_grants({}, scim_roles_in(change.after), policy); !granted) return granted.passed_on();
  Plan plan;
  for (const auto& [group, upstream] : groups) {
    plan.steps.push_back(removal_from(group, upstream, person, change.upstream));
  }
  PersonChange wanted = change;
  wanted.roles_meant = true;
  if (is_active(change.after)) plan.steps.push_back(reactivation(wanted, Occasion::Revival));
  return plan;
}

}  // namespace bridge::route::smartsheet_scim
