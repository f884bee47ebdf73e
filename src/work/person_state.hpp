#pragma once
// The states of a person, and what each event makes of them: one pure function. docs/states.md is its table.

#include <cstdint>

#include "bridge/core/clock.hpp"
#include "bridge/core/policy.hpp"
#include "bridge/store/row.hpp"

namespace bridge::work {

enum class PersonState : std::uint8_t {
  /// Nobody under this userName or id.
  Unknown,
  Live,
  /// Invited; shown as active, since accepting is all that is missing.
  Pending,
  /// Invited, and to have no access any more: shown as inactive, taken at the first sight of ACTIVE.
  Leaver,
  Declined,
  Deactivated,
  /// Shown as inactive; Smartsheet still lets them in.
  Downgraded,
  /// By policy: Smartsheet does not have them any more, the row stays under its id.
  Removed,
  /// Deleted through SCIM: hidden, the id is kept for a later creation.
  Tombstoned,
  /// Created, and the answer never reached anybody.
  Unanswered,
  /// Removed in Smartsheet itself.
  Gone,
};

enum class PersonEvent : std::uint8_t {
  SeenActive,
  SeenPending,
  SeenDeclined,
  SeenDeactivated,
  SeenAbsent,
  /// PATCH or PUT with `active` false, and true.
  AskedInactive,
  AskedActive,
  /// POST with their userName.
  Posted,
  /// DELETE.
  Deleted,
};

/// What is sent to Smartsheet for somebody's access; other attributes that differ are sent as well.
enum class Deed : std::uint8_t {
  Nothing,
  Invite,
  Reactivate,
  /// Groups and roles of before end; where they have no access and are to have it, they are reactivated.
  Revive,
  /// By the tenant's policy: departure.hpp.
  TakeAccess,
  /// Roles and groups end; the rest is owed until the invitation is accepted.
  DeferAccess,
  CancelInvitation,
  /// What a downgrade or a deferral took is given back.
  GiveBack,
  /// The person is brought to the state that the POST asks for.
  Bring,
  /// What the bridge owes them (store::Owed).
  Settle,
};

/// What the identity provider is told; Unasked where it asked for nothing.
enum class Told : std::uint8_t { Unasked, Ok, Created, NoContent, Conflict, NotFound, Forbidden };

struct Transition {
  PersonState next = PersonState::Unknown;
  Told told = Told::Unasked;
  Deed deed = Deed::Nothing;
  bool operator==(const Transition&) const = default;
};

/// What Smartsheet has of somebody, as far as the bridge knows.
enum class Standing : std::uint8_t { Active, Pending, Declined, Deactivated, Absent };

/// What else the transition depends on.
struct Circumstances {
  /// Created, adopted or first written through SCIM.
  bool managed = true;
  /// Deactivated for longer than Smartsheet reactivates.
  bool expired = false;
  /// Something is owed to them that their next sight of ACTIVE makes due.
  bool owed = false;
  /// Of somebody tombstoned or unanswered the state does not say it.
  Standing standing = Standing::Active;
  /// Of a POST: its `active` is not false.
  bool wants_access = true;
};

[[nodiscard]] Transition transition(PersonState state, PersonEvent event, const core::AccessPolicy& policy,
                                    const Circumstances& circumstances);

/// The state of a row; `unanswered` says that its creation's answer was lost.
[[nodiscard]] PersonState state_of(const store::Row& row, bool unanswered);
[[nodiscard]] Standing standing_of(const store::Row& row);
/// As of now, for somebody who wants access.
[[nodiscard]] Circumstances circumstances_of(const store::Row& row, core::Instant now);

/// What a record with this standing is an event of.
[[nodiscard]] PersonEvent sight_of(Standing standing) noexcept;

[[nodiscard]] const char* to_string(PersonState state) noexcept;
[[nodiscard]] const char* to_string(PersonEvent event) noexcept;
[[nodiscard]] const char* to_string(Deed deed) noexcept;

}  // namespace bridge::work
