#pragma once
// What an administrator chose about people's access: read by the configuration, followed by decisions.
// docs/states.md says what comes of each choice.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace bridge::core {

/// A POST for somebody whom Smartsheet has and nobody manages: 409, or the person is linked and answered 201.
enum class OnExisting : std::uint8_t { Conflict, Adopt };

/// How somebody's access is taken. Deactivate: the account is blocked, all of it stays. Downgrade: licence and
/// resource viewer end (and group admin, where the groups go to somebody), the person can still sign in. Remove:
/// out of the organisation, with what they own handed to `transfer_to`.
enum class TakeAccess : std::uint8_t { Deactivate, Downgrade, Remove };

/// What is done where Smartsheet can't deactivate an account (not an Enterprise plan, a foreign domain).
enum class Fallback : std::uint8_t { Error, Downgrade };

/// Smartsheet refuses to deactivate whoever has not accepted their invitation. Defer: roles and groups end, the
/// deactivation comes with the first sight of ACTIVE. Cancel: the invitation is removed.
enum class OnPending : std::uint8_t { Defer, Cancel };

/// Access is to be given back later than Smartsheet allows: 403 that names the day, or a new invitation.
enum class OnReactivateExpired : std::uint8_t { Error, Invite };

/// [tenant.deprovision]
struct DeprovisionPolicy {
  TakeAccess on_deactivate = TakeAccess::Deactivate;  ///< PATCH or PUT with `active` false
  TakeAccess on_delete = TakeAccess::Deactivate;      ///< DELETE
  Fallback fallback = Fallback::Error;
  OnPending pending = OnPending::Defer;
  OnReactivateExpired on_reactivate_expired = OnReactivateExpired::Error;
  std::string transfer_to;  ///< the userName of who gets groups and sheets; empty: nobody
  bool transfer_sheets = true;
  bool remove_from_sharing = true;
  /// How long somebody stays deactivated before a downgrade or removal follows; 0: at once.
  std::chrono::milliseconds hold{0};
};

/// [tenant.guard]
struct GuardPolicy {
  /// Losses of access in an hour; nothing: the larger of 20 and 5 % of the directory, at most half of it.
  std::optional<std::uint32_t> max_per_hour;
};

/// Whom a full list of members removes from a group that was there before: those whom the identity provider
/// put there, or everybody whom it leaves out.
enum class Authority : std::uint8_t { Managed, Full };
/// What DELETE does to a group that was there before.
enum class OnGroupDelete : std::uint8_t { Detach, Delete };
/// What becomes of a request that puts somebody into a group whom the directory does not have: refused, or done
/// without them.
enum class UnknownMembers : std::uint8_t { Error, Skip };

/// [tenant.groups]
struct GroupPolicy {
  Authority authority = Authority::Managed;
  OnGroupDelete on_delete = OnGroupDelete::Detach;
  UnknownMembers unknown_members = UnknownMembers::Error;
};

/// [tenant.audit]
struct AuditPolicy {
  /// Whether lines hold the values that were asked for, passwords excepted.
  bool values = false;
  /// How long lines are kept.
  std::chrono::milliseconds keep{std::chrono::hours(24 * 400)};
};

/// Smartsheet reactivates nobody who has been deactivated for longer.
inline constexpr std::chrono::hours kReactivationWindow{24 * 30};

/// Everything above, for one tenant.
struct AccessPolicy {
  OnExisting on_existing = OnExisting::Conflict;
  /// E-mail addresses of people whose access nobody takes through SCIM.
  std::vector<std::string> protected_people;
  DeprovisionPolicy deprovision;
  GuardPolicy guard;
  GroupPolicy groups;
};

}  // namespace bridge::core
