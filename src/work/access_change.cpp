#include "access_change.hpp"

#include <algorithm>
#include <iterator>

#include "bridge/core/ascii_case.hpp"
#include "bridge/route/record.hpp"
#include "bridge/route/routes.hpp"

namespace bridge::work {

namespace {

using core::Object;
using Roles = std::set<std::string_view>;

constexpr std::string_view kSystemAdmin = "SYSTEM_ADMIN";

Object record_after(const Decision& decision) {
  Object record = decision.before ? decision.before->row.seen : Object();
  for (const route::Step& step : decision.plan.steps) record = route::user_effect(step, {}, record);
  return record;
}

Roles without(const Roles& roles, const Roles& others) {
  Roles left;
  std::set_difference(roles.begin(), roles.end(), others.begin(), others.end(), std::inserter(left, left.end()));
  return left;
}

bool has_access(const Object& record) { return route::is_active(route::read_user(record)); }

bool was_shown_active(const Decision& decision) {
  const store::Entry& before = *decision.before;
  return before.row.life == store::Life::Visible && route::is_active(before.shown);
}

/// The record of a service that is silent on roles: what is shown counts.
Roles roles_before(const Decision& decision) {
  const store::Entry& before = *decision.before;
  return route::tells_roles(before.row.seen) ? route::roles_recorded(before.row.seen)
                                             : route::roles_named(before.shown);
}

Roles roles_after(const Decision& decision, const Object& record) {
  const bool silent = decision.before && !route::tells_roles(decision.before->row.seen);
  return silent && !route::tells_roles(record) ? route::roles_named(decision.row.asked) : route::roles_recorded(record);
}

}  // namespace

AccessChange access_change(const Decision& decision) {
  AccessChange change;
  if (decision.row.kind != store::Kind::User || decision.nothing) return change;
  const Object after = record_after(decision);
  const Roles roles = roles_after(decision, after);
  if (!decision.before) {
    change.given = roles;
    return change;
  }
  const bool shown_after = !decision.removed && route::is_active(decision.row.asked);
  const bool ends = has_access(decision.before->row.seen) && !has_access(after);
  change.takes_access = ends || (was_shown_active(decision) && !shown_after);
  if (decision.plan.empty()) return change;
  const Roles before = roles_before(decision);
  change.taken = without(before, roles);
  change.given = without(roles, before);
  return change;
}

bool is_active_admin(const store::Row& row) {
  if (row.kind != store::Kind::User || row.life != store::Life::Visible) return false;
  const Object& record = row.seen;
  const std::string_view status = core::text_or_empty(record, "status");
  const bool accepted = route::form_of(record) == route::Form::Scim || core::equal_ignoring_case(status, "ACTIVE");
  return accepted && has_access(record) && route::roles_recorded(record).contains(kSystemAdmin);
}

bool takes_admin(const Decision& decision) {
  if (!decision.before || !is_active_admin(decision.before->row)) return false;
  const AccessChange change = access_change(decision);
  return change.takes_access || change.taken.contains(kSystemAdmin);
}

}  // namespace bridge::work
