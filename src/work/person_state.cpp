#include "person_state.hpp"

#include <string_view>

#include "bridge/core/ascii_case.hpp"
#include "bridge/route/record.hpp"

namespace bridge::work {

namespace {

using core::OnExisting;
using core::OnPending;
using core::OnReactivateExpired;
using core::TakeAccess;
using State = PersonState;
using Event = PersonEvent;

/// The state of somebody whom nothing but Smartsheet's word tells about.
State state_with(Standing standing) {
  switch (standing) {
    case Standing::Active: return State::Live;
    case Standing::Pending: return State::Pending;
    case Standing::Declined: return State::Declined;
    case Standing::Deactivated: return State::Deactivated;
    case Standing::Absent: return State::Removed;
  }
  return State::Live;
}

State after_taking(TakeAccess how, const core::DeprovisionPolicy& policy) {
  if (how == TakeAccess::Deactivate || policy.hold.count() > 0) return State::Deactivated;
  return how == TakeAccess::Downgrade ? State::Downgraded : State::Removed;
}

// What Smartsheet is seen to say.

Transition seen_active(State state, const core::AccessPolicy& policy, const Circumstances& about) {
  const Deed deed = about.owed ? Deed::Settle : Deed::Nothing;
  switch (state) {
    case State::Tombstoned: return {State::Tombstoned, Told::Unasked, deed};
    case State::Unanswered: return {State::Unanswered, Told::Unasked, deed};
    case State::Downgraded: return {State::Downgraded};
    case State::Leaver:
      return {after_taking(policy.deprovision.on_deactivate, policy.deprovision), Told::Unasked, Deed::Settle};
    case State::Declined:
      if (about.owed) return seen_active(State::Leaver, policy, about);
      return {State::Live};
    case State::Live:
    case State::Pending: return {State::Live, Told::Unasked, deed};
    case State::Unknown:
    case State::Deactivated:
    case State::Removed:
    case State::Gone: return {State::Live};
  }
  return {state};
}

Transition seen(State state, Standing standing, const core::AccessPolicy& policy, const Circumstances& about) {
  if (standing == Standing::Active) return seen_active(state, policy, about);
  if (standing == Standing::Absent) {
    const bool known = about.standing != Standing::Absent;
    if (state == State::Unknown || state == State::Gone || state == State::Removed) return {state};
    return {state == State::Tombstoned && !known ? State::Tombstoned : State::Gone};
  }
  if (state == State::Tombstoned || state == State::Unanswered) return {state};
  const bool leaves = state == State::Leaver || (state == State::Declined && about.owed);
  if (standing == Standing::Pending && leaves) return {State::Leaver};
  if (standing == Standing::Pending && state == State::Downgraded) return {state};
  return {state_with(standing)};
}

// What the identity provider asks for.

Transition defer_or_cancel(const core::AccessPolicy& policy) {
  if (policy.deprovision.pending == OnPending::Cancel) return {State::Removed, Told::Ok, Deed::CancelInvitation};
  return {State::Leaver, Told::Ok, Deed::DeferAccess};
}

Transition take(State state, TakeAccess how, const core::AccessPolicy& policy) {
  switch (state) {
    case State::Live: return {after_taking(how, policy.deprovision), Told::Ok, Deed::TakeAccess};
    case State::Pending:
    case State::Leaver: return defer_or_cancel(policy);
    case State::Deactivated:
    case State::Downgraded: return {state, Told::Ok, Deed::TakeAccess};
    case State::Declined:
    case State::Removed: return {state, Told::Ok, Deed::Nothing};
    case State::Unknown:
    case State::Tombstoned:
    case State::Unanswered:
    case State::Gone: return {state, Told::NotFound, Deed::Nothing};
  }
  return {state, Told::NotFound, Deed::Nothing};
}

/// Of somebody deactivated: by `deed` where Smartsheet still does it.
Transition return_within_days(State state, Deed deed, const core::AccessPolicy& policy, const Circumstances& about) {
  if (!about.expired) return {State::Live, Told::Ok, deed};
  if (policy.deprovision.on_reactivate_expired == OnReactivateExpired::Invite) {
    return {State::Pending, Told::Ok, Deed::Invite};
  }
  return {state, Told::Forbidden, Deed::Nothing};
}

Transition give(State state, const core::AccessPolicy& policy, const Circumstances& about) {
  switch (state) {
    case State::Live:
    case State::Pending: return {state, Told::Ok, Deed::Nothing};
    case State::Leaver:
    case State::Downgraded:
      return {about.standing == Standing::Active ? State::Live : State::Pending, Told::Ok, Deed::GiveBack};
    case State::Declined:
    case State::Removed: return {State::Pending, Told::Ok, Deed::Invite};
    case State::Deactivated: return return_within_days(state, Deed::Reactivate, policy, about);
    case State::Unknown:
    case State::Tombstoned:
    case State::Unanswered:
    case State::Gone: return {state, Told::NotFound, Deed::Nothing};
  }
  return {state, Told::NotFound, Deed::Nothing};
}

Transition told(Transition made, Told answer) {
  if (made.told == Told::Ok) made.told = answer;
  return made;
}

/// Somebody whom the identity provider meets as if for the first time: nothing of before is left to them.
Transition revive(State state, const core::AccessPolicy& policy, const Circumstances& about) {
  if (!about.wants_access) {
    const State linked = state_with(about.standing);
    const bool had_access = linked == State::Live || linked == State::Pending;
    return {had_access ? take(linked, policy.deprovision.on_deactivate, policy).next : linked, Told::Created,
            Deed::Revive};
  }
  switch (about.standing) {
    case Standing::Active: return {State::Live, Told::Created, Deed::Revive};
    case Standing::Pending: return {State::Pending, Told::Created, Deed::Revive};
    case Standing::Declined:
    case Standing::Absent: return {State::Pending, Told::Created, Deed::Invite};
    case Standing::Deactivated: return told(return_within_days(state, Deed::Revive, policy, about), Told::Created);
  }
  return {state, Told::Conflict, Deed::Nothing};
}

/// A POST for somebody with access, who is to be linked or whose first POST was not answered.
Transition bring(State state, const core::AccessPolicy& policy, const Circumstances& about) {
  Transition made =
      about.wants_access ? give(state, policy, about) : take(state, policy.deprovision.on_deactivate, policy);
  if (made.deed == Deed::Nothing && made.told == Told::Ok) made.deed = Deed::Bring;
  return told(made, Told::Created);
}

Transition post(State state, const core::AccessPolicy& policy, const Circumstances& about) {
  switch (state) {
    case State::Unknown:
    case State::Gone: return {about.wants_access ? State::Pending : State::Deactivated, Told::Created, Deed::Invite};
    case State::Tombstoned: return revive(state, policy, about);
    case State::Unanswered: {
      const Transition made = bring(state_with(about.standing), policy, about);
      return made.told == Told::Forbidden ? Transition{state, made.told, made.deed} : made;
    }
    case State::Declined:
      if (about.wants_access) return {State::Pending, Told::Created, Deed::Invite};
      break;
    case State::Live:
    case State::Pending:
    case State::Leaver:
    case State::Deactivated:
    case State::Downgraded:
    case State::Removed: break;
  }
  if (about.managed || policy.on_existing == OnExisting::Conflict) return {state, Told::Conflict, Deed::Nothing};
  const bool has_access = state == State::Live || state == State::Pending;
  return has_access ? bring(state, policy, about) : revive(state, policy, about);
}

/// A creation without an answer is a person like any other to all but a POST, and stays without one.
Transition of_unanswered(Transition made) {
  switch (made.next) {
    case State::Live:
    case State::Pending:
    case State::Leaver:
    case State::Declined:
    case State::Deactivated:
    case State::Downgraded: made.next = State::Unanswered; break;
    case State::Unknown:
    case State::Removed:
    case State::Tombstoned:
    case State::Unanswered:
    case State::Gone: break;
  }
  return made;
}

Transition remove(State state, const core::AccessPolicy& policy, const Circumstances& about) {
  const State meant = state == State::Unanswered ? state_with(about.standing) : state;
  Transition made = take(meant, policy.deprovision.on_delete, policy);
  if (made.told != Told::Ok) return {state, made.told, made.deed};
  return {State::Tombstoned, Told::NoContent, made.deed};
}

std::string_view status_of(const core::Object& record) { return core::text_or_empty(record, "status"); }

}  // namespace

Transition transition(PersonState state, PersonEvent event, const core::AccessPolicy& policy,
                      const Circumstances& circumstances) {
  const bool unanswered = state == State::Unanswered;
  const State meant = unanswered ? state_with(circumstances.standing) : state;
  switch (event) {
    case Event::SeenActive: return seen(state, Standing::Active, policy, circumstances);
    case Event::SeenPending: return seen(state, Standing::Pending, policy, circumstances);
    case Event::SeenDeclined: return seen(state, Standing::Declined, policy, circumstances);
    case Event::SeenDeactivated: return seen(state, Standing::Deactivated, policy, circumstances);
    case Event::SeenAbsent: return seen(state, Standing::Absent, policy, circumstances);
    case Event::AskedInactive: {
      const Transition made = take(meant, policy.deprovision.on_deactivate, policy);
      return unanswered ? of_unanswered(made) : made;
    }
    case Event::AskedActive: {
      const Transition made = give(meant, policy, circumstances);
      return unanswered ? of_unanswered(made) : made;
    }
    case Event::Posted: return post(state, policy, circumstances);
    case Event::Deleted: return remove(state, policy, circumstances);
  }
  return {state};
}

Standing standing_of(const store::Row& row) {
  if (row.leaving.how == store::Departure::Removed) return Standing::Absent;
  if (route::form_of(row.seen) == route::Form::Scim) {
    return route::is_active(row.seen) ? Standing::Active : Standing::Deactivated;
  }
  const std::string_view status = status_of(row.seen);
  if (core::equal_ignoring_case(status, "PENDING")) return Standing::Pending;
  if (core::equal_ignoring_case(status, "DECLINED")) return Standing::Declined;
  return core::equal_ignoring_case(status, "DEACTIVATED") ? Standing::Deactivated : Standing::Active;
}

PersonState state_of(const store::Row& row, bool unanswered) {
  if (row.life == store::Life::Deleted) return State::Tombstoned;
  const Standing standing = standing_of(row);
  if (standing == Standing::Absent) return State::Removed;
  if (unanswered) return State::Unanswered;
  const bool has_access = standing == Standing::Active || standing == Standing::Pending;
  if (has_access && row.leaving.owed == store::Owed::Access) return State::Leaver;
  if (has_access && row.leaving.how == store::Departure::Downgraded) return State::Downgraded;
  return state_with(standing);
}

Circumstances circumstances_of(const store::Row& row, core::Instant now) {
  Circumstances about;
  about.managed = row.managed;
  about.standing = standing_of(row);
  about.owed = row.leaving.owed == store::Owed::Names || row.leaving.owed == store::Owed::Access;
  about.expired = about.standing == Standing::Deactivated && row.leaving.since != core::Instant() &&
                  now - row.leaving.since > core::kReactivationWindow;
  return about;
}

PersonEvent sight_of(Standing standing) noexcept {
  switch (standing) {
    case Standing::Active: return Event::SeenActive;
    case Standing::Pending: return Event::SeenPending;
    case Standing::Declined: return Event::SeenDeclined;
    case Standing::Deactivated: return Event::SeenDeactivated;
    case Standing::Absent: return Event::SeenAbsent;
  }
  return Event::SeenAbsent;
}

}  // namespace bridge::work
