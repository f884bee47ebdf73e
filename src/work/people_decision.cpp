#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "access_plan.hpp"
#include "bridge/core/ascii_case.hpp"
#include "bridge/route/record.hpp"
#include "bridge/route/routes.hpp"
#include "bridge/route/seat.hpp"
#include "bridge/scim/resource.hpp"
#include "decision.hpp"
#include "departure.hpp"
#include "edit_words.hpp"
#include "people_change.hpp"
#include "person_state.hpp"
#include "user_name_patch.hpp"

namespace bridge::work {

namespace {

using core::FaultKind;
using core::Object;
using core::Value;
using store::EntryPtr;
using store::Kind;
using store::Life;

std::string_view user_name(const Object& resource) { return core::text_or_empty(resource, "userName"); }

bool has_roles(const Object& resource) {
  const Value* roles = resource.find("roles");
  return roles != nullptr && !core::is_unassigned(*roles);
}

/// Passwords are never stored.
Object without_secrets(const Object& resource) { return resource.without("password"); }

/// A work e-mail that is another person's userName would make the identity provider's mapping double
/// everybody.
core::Outcome check_work_email(const State& state, const Object& wanted) {
  const Value* emails = wanted.find("emails");
  const core::Array* list = emails != nullptr ? emails->if_array() : nullptr;
  if (list == nullptr) return core::ok();
  for (const Value& element : *list) {
    const Object* email = element.if_object();
    if (email == nullptr || core::text_or_empty(*email, "type") != "work") continue;
    const std::string_view address = core::text_or_empty(*email, "value");
    if (state.settings.bare_names.same(address, user_name(wanted))) continue;
    const EntryPtr other = state.index.find_by_name(Kind::User, address);
    if (other && other->row.life == Life::Visible) {
      return core::failure(FaultKind::Uniqueness, "emails: the work address belongs to another User, id \"" +
                                                      other->row.id.text + "\"; map userName from the mailbox address");
    }
  }
  return core::ok();
}

core::Result<Decision> decide_new(const State& state, const Edit& edit, const Object& asked) {
  if (auto fine = check_work_email(state, asked); !fine) return fine.passed_on();
  Object wanted = asked;
  Decision decision;
  decision.created = true;
  decision.row = new_row(state, Kind::User, name_wanted(state, Kind::User, wanted));
  take_external_id(wanted, decision.row, edit.client);
  const auto way = route_for_new_person(state, edit, decision.row.name);
  if (!way) return way.passed_on();
  auto plan = route::plan_creation(*way, creation_of(state, *way, wanted), state.settings.policy);
  if (!plan) return plan.passed_on();
  decision.row.asked = wanted;
  decision.plan = std::move(*plan);
  return decision;
}

/// A POST for somebody who was deleted through SCIM, or is met without access: the same person under the same id,
/// but with no role and no group from before.
core::Result<Decision> decide_first_access(const State& state, const Edit& edit, const EntryPtr& before,
                                           const Object& asked, const Transition& made) {
  Object wanted = asked;
  store::Entry met = *before;
  // What was taken before is not theirs any more.
  met.row.leaving.roles.clear();
  Decision decision;
  decision.created = true;
  decision.before = std::make_shared<const store::Entry>(met);
  decision.row = met.row;
  if (before->row.life == Life::Deleted) decision.row.external_ids.clear();
  take_external_id(wanted, decision.row, edit.client);
  if (auto planned = plan_first_access(state, edit, met, wanted, made.deed, decision); !planned) {
    return planned.passed_on();
  }
  decision.row.asked = wanted;
  decision.row.name = name_wanted(state, Kind::User, wanted);
  decision.row.name_digest.clear();
  decision.row.managed = true;
  if (before->row.life == Life::Deleted) decision.row.created = state.now();
  decision.row.life = Life::Visible;
  decision.row.leaving.roles.clear();
  if (route::is_active(wanted)) decision.row.leaving = {};
  decision.row.removed_active.reset();
  return decision;
}

struct After {
  /// With `active`, whether it is shown or not.
  Object resource;
  bool roles_meant = false;
  /// As in store::Row.
  std::optional<bool> removed_active;
  /// `active` was removed, now or before, and is not given: nobody's access is to change.
  bool access_unsaid = false;
};

core::Outcome plan_after(const State& state, const Edit& edit, const After& wanted, const Object& after,
                         Decision& decision) {
  if (wanted.access_unsaid) return keep_access(state, edit, after, wanted.roles_meant, decision);
  return route::is_active(after) ? give_access(state, edit, after, wanted.roles_meant, decision)
                                 : take_access(state, edit, after, decision);
}

/// What PUT and PATCH have in common once the resource after them is known.
core::Result<Decision> decide_after(const State& state, const Edit& edit, const EntryPtr& before, const After& wanted) {
  Object after = wanted.resource;
  if (!state.settings.bare_names.same(user_name(after), user_name(before->shown))) {
    if (!state.settings.username_change_ignored) {
      return core::failure(FaultKind::Mutability,
                           "userName: Smartsheet's user name can't be changed through the bridge");
    }
    after = after.with("userName", user_name(before->shown));
  }
  Decision decision;
  decision.before = before;
  decision.row = before->row;
  after = route::with_seat_licence(without_secrets(after), before->row.seen);
  take_external_id(after, decision.row, edit.client);
  decision.row.removed_active = wanted.removed_active;
  if (const auto planned = plan_after(state, edit, wanted, after, decision); !planned) return planned.passed_on();
  const bool same = after == before->shown && decision.row.external_ids == before->row.external_ids &&
                    decision.row.leaving == before->row.leaving &&
                    decision.row.removed_active == before->row.removed_active;
  decision.nothing = same && decision.plan.empty();
  decision.row.asked = after;
  decision.row.managed = true;
  return decision;
}

core::Result<Decision> decide_replace(const State& state, const Edit& edit, const EntryPtr& before,
                                      const Object& wanted) {
  // Without the userName, which is immutable: what is to become of the one that is asked for is decided below.
  const Object open = as_client_sees(*before, edit.client).without("userName");
  auto after = scim::replace_resource(open, wanted, state.schemas.user());
  if (!after) return after.passed_on();
  Object result = *after;
  // Left out is no opinion: access and roles never change by omission.
  const bool given = result.find("active") != nullptr;
  if (!given) result = result.with("active", *before->shown.find("active"));
  const bool roles_meant = has_roles(wanted);
  if (!roles_meant && has_roles(before->shown)) result = result.with("roles", *before->shown.find("roles"));
  const std::optional<bool> removed = given ? std::nullopt : before->row.removed_active;
  return decide_after(state, edit, before,
                      {scim::in_schema_order(result, state.schemas.user()), roles_meant, removed, removed.has_value()});
}

/// `active` is removed and nothing else changes: it is shown no more, and nothing is due to anybody.
Decision decide_hidden(const EntryPtr& before, bool active) {
  Decision decision;
  decision.before = before;
  decision.row = before->row;
  decision.row.removed_active = active;
  decision.nothing = decision.row == before->row;
  decision.keeps_asked = !before->row.asked.empty();
  if (!decision.keeps_asked) decision.row.asked = before->shown;
  decision.row.managed = true;
  return decision;
}

/// Where `active` is removed, access stays as it is: it never changes by omission.
core::Result<Decision> decide_modify(const State& state, const Edit& edit, const EntryPtr& before,
                                     const Modify& modify) {
  const UserNamePatch asked(modify.patch, user_name(before->shown), state.schemas.user());
  const Object known = as_client_sees(*before, edit.client);
  auto after = scim::apply_patch(known, asked.rest(), state.schemas.user());
  if (!after) return after.passed_on();
  Object result = asked.wanted() ? after->with("userName", *asked.wanted()) : *after;
  std::optional<bool> removed_active;
  if (result.find("active") == nullptr) {
    removed_active = route::is_active(before->shown);
    result = result.with("active", *removed_active);
    if (result == known.with("active", *removed_active)) return decide_hidden(before, *removed_active);
  }
  const Value* roles_before = before->shown.find("roles");
  const Value* roles_after = result.find("roles");
  const bool changed = (roles_before == nullptr) != (roles_after == nullptr) ||
                       (roles_before != nullptr && !(*roles_before == *roles_after));
  const bool roles_meant = changed && (has_roles(result) || before->row.managed);
  return decide_after(
      state, edit, before,
      {scim::in_schema_order(result, state.schemas.user()), roles_meant, removed_active, removed_active.has_value()});
}

/// DELETE takes access away and hides the person; nothing of theirs is touched.
core::Result<Decision> decide_remove(const State& state, const Edit& edit, const EntryPtr& before) {
  const Object after = before->shown.with("active", false);
  Decision decision;
  decision.before = before;
  decision.removed = true;
  decision.row = before->row;
  decision.row.asked = after;
  decision.row.managed = true;
  decision.row.life = Life::Deleted;
  decision.row.removed_active.reset();
  if (turn(state, before->row, PersonEvent::Deleted).deed == Deed::Nothing) {
    const bool declined = standing_of(before->row) == Standing::Declined;
    if (declined && !state.confirmed()) decision.row.leaving.owed = store::Owed::Access;
    return decision;
  }
  auto departing = plan_departure(state, edit, *before, after, TakenBy::Deletion);
  if (!departing) return departing.passed_on();
  decision.row.leaving = std::move(departing->leaving);
  decision.plan = std::move(departing->plan);
  return decision;
}

core::Failure name_taken() {
  return core::failure(FaultKind::Uniqueness, "userName: a User with this userName exists already");
}

/// What is known with what is given in its place: of what is not given nothing is taken.
Object with_given(Object known, const Object& given) {
  for (const core::Member& member : given) {
    const Value* before = known.find(member.name);
    const bool nested = before != nullptr && before->if_object() != nullptr && member.value.if_object() != nullptr;
    known = known.with(member.name,
                       nested ? Value(with_given(*before->if_object(), *member.value.if_object())) : member.value);
  }
  return known;
}

/// Links somebody with access, or brings a creation whose answer was lost to what is asked for.
core::Result<Decision> decide_link(const State& state, const Edit& edit, const EntryPtr& before, const Object& wanted) {
  auto decision = decide_replace(state, edit, before, before->row.managed ? wanted : with_given(before->shown, wanted));
  if (!decision) return decision;
  decision->created = true;
  decision->nothing = decision->nothing && before->row.managed;
  decision->row.life = Life::Visible;
  return decision;
}

core::Result<Decision> decide_create(const State& state, const Edit& edit, const Create& create) {
  Object wanted = without_secrets(create.wanted);
  if (wanted.find("active") == nullptr) wanted = wanted.with("active", true);
  const EntryPtr known = state.index.find_by_name(Kind::User, user_name(wanted));
  if (!known) return decide_new(state, edit, wanted);
  const Transition made = turn(state, known->row, PersonEvent::Posted, route::is_active(wanted));
  if (made.told == Told::Conflict) return name_taken();
  if (made.told == Told::Forbidden) return too_late_to_reactivate(known->row);
  const bool first = made.deed == Deed::Invite || made.deed == Deed::Revive;
  return first ? decide_first_access(state, edit, known, wanted, made) : decide_link(state, edit, known, wanted);
}

/// Of a PUT or PATCH that was refused nothing but `active` becoming false.
core::Result<Decision> decide_without_access(const State& state, const Edit& edit, const core::Fault& refused) {
  const auto decide = [&](const EntryPtr& before, const auto&) {
    const Object after = as_client_sees(*before, edit.client).with("active", false);
    return decide_after(state, edit, before, {scim::in_schema_order(after, state.schemas.user()), false, {}});
  };
  const auto decide_none = [&](const auto&) -> core::Result<Decision> { return core::Failure{refused}; };
  return decide_by_verb(state, edit, decide_none, decide, decide, decide_none);
}

core::Result<Decision> decide_as_asked(const State& state, const Edit& edit) {
  if (edit.rest_refused) return core::Failure{*edit.rest_refused};
  return decide_by_verb(
      state, edit, [&](const Create& create) { return decide_create(state, edit, create); },
      [&](const EntryPtr& before, const Replace& replace) {
        return decide_replace(state, edit, before, replace.wanted);
      },
      [&](const EntryPtr& before, const Modify& modify) { return decide_modify(state, edit, before, modify); },
      [&](const EntryPtr& before) { return decide_remove(state, edit, before); });
}

}  // namespace

core::Result<Decision> decide_person(const State& state, const Edit& edit) {
  auto decision = decide_as_asked(state, edit);
  if (decision || !edit.takes_access) return decision;
  auto without_access = decide_without_access(state, edit, decision.error());
  if (!without_access) return decision;
  without_access->rest_refused = decision.error();
  return without_access;
}

core::Result<Decision> decide_person_after(const State& state, const Edit& edit, const EntryPtr& before, Object after,
                                           bool roles_meant) {
  return decide_after(state, edit, before, {std::move(after), roles_meant, before->row.removed_active});
}

}  // namespace bridge::work
