#pragma once
// The states of a person, and what each event makes of them: one pure function. docs/states.md is its table.

#include <cstdint>
#include <optional>

#include "bridge/core/policy.hpp"
#include "bridge/store/row.hpp"

namespace bridge::work {

enum class PersonState : std::uint8_t {
  /// Nobody under this userName or id.
  Unknown,
  Live,
  /// Invited; shown as active, since accepting is all that is missing.
  Pending,
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

/// What is sent to Smartsheet.
enum class Deed : std::uint8_t {
  Nothing,
  Invite,
  Reactivate,
  /// Groups and roles of before end, then the account is reactivated with the roles that are asked for.
  Revive,
  /// By the tenant's policy: departure.hpp.
  TakeAccess,
  /// Roles and groups end; the rest is owed until the invitation is accepted.
  DeferAccess,
  CancelInvitation,
  /// What a downgrade took is given back.
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

/// What else the transition depends on.
struct Circumstances {
  /// Created, adopted or first written through SCIM.
  bool managed = true;
  /// Deactivated for longer than Smartsheet reactivates.
  bool expired = false;
  /// Something is owed to them.
  bool owed = false;
};

[[nodiscard]] Transition transition(PersonState state, PersonEvent event, const core::AccessPolicy& policy,
                                    const Circumstances& circumstances);

/// The state of a row; `unanswered` says that its creation's answer was lost.
[[nodiscard]] PersonState state_of(const store::Row& row, bool unanswered);

[[nodiscard]] const char* to_string(PersonState state) noexcept;
[[nodiscard]] const char* to_string(PersonEvent event) noexcept;

}  // namespace bridge::work
