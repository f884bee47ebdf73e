#pragma once
// What is kept of a person or a group.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bridge/core/clock.hpp"
#include "bridge/core/ids.hpp"
#include "bridge/core/value.hpp"

namespace bridge::store {

enum class Kind : std::uint8_t { User, Group };
/// Created through SCIM, or found in Smartsheet.
enum class Origin : std::uint8_t { Created, Found };
/// Visible to the identity provider; Deleted through SCIM (a tombstone keeps the id for a later
/// creation under the same name; a detached group is one too); Guest: known to Smartsheet, not one of
/// the directory's people, shown as a group member only.
enum class Life : std::uint8_t { Visible, Deleted, Guest };

/// How somebody's access was taken through SCIM. Downgraded: Smartsheet still lets them in. Removed: Smartsheet
/// no longer has them, the row stays.
enum class Departure : std::uint8_t { None, Deactivated, Downgraded, Removed };

/// What the bridge still has to do about somebody, once it can. Names: those that Smartsheet ignores while an
/// invitation is open. Access: to take it, which Smartsheet refuses while an invitation is open. Rest: what the
/// tenant's policy does after its `hold`.
enum class Owed : std::uint8_t { Nothing, Names, Access, Rest };

/// What became of a person's access, and what is still owed. Names and Access are due at the first sight of
/// ACTIVE, Rest at `due`.
struct Leaving {
  Departure how = Departure::None;
  /// When access was taken, or was seen to be taken in Smartsheet; the epoch where nobody knows.
  core::Instant since{};
  /// What a downgrade took, by Smartsheet's names of roles: given back with the access.
  std::vector<std::string> roles;
  Owed owed = Owed::Nothing;
  core::Instant due{};
  bool operator==(const Leaving&) const = default;
};

/// One person or group, as on disk. Membership is kept apart.
struct Row {
  /// Ours: the upstream id when the resource was first seen, fixed from then on.
  core::ResourceId id;
  Kind kind = Kind::User;
  /// displayName, or the address of the userName, as the identity provider knows it.
  std::string name;
  /// The last SCIM state acknowledged to the identity provider, canonical, without id, meta,
  /// externalId, members and groups. Empty while nobody has managed the resource through SCIM.
  core::Object asked;
  /// Smartsheet's last record, when it was read, and what it was when `asked` was acknowledged.
  core::Object seen;
  core::Instant seen_at{};
  core::Object seen_at_ask;
  /// Created, adopted or first written through SCIM.
  bool managed = false;
  Origin origin = Origin::Found;
  Life life = Life::Visible;
  /// A creation whose answer may not have reached the caller: a repeat is not a conflict.
  bool unanswered = false;
  /// Counts the changes of what is shown: meta.version.
  std::uint64_t version = 1;
  core::Instant created{};
  core::Instant modified{};
  /// Place in lists; given once, grows with time.
  std::uint64_t order = 0;
  /// By client: the name on its IdP token.
  std::map<std::string, std::string> external_ids;
  /// By route ("rest"): what Smartsheet calls the resource there.
  std::map<std::string, core::UpstreamId> links;
  /// Of people alone.
  Leaving leaving{};
  /// In place of `name` where that was forgotten: the Index's keyed hash of it (core/name_key.hpp).
  std::string name_digest{};
  /// Of people alone, whose `active` a client removed: its value then. It is not shown while it still has that value
  /// (RFC 7644 section 3.5.2.2: unassigned), and nobody's access changes by it.
  std::optional<bool> removed_active{};

  bool operator==(const Row&) const = default;
};

/// A row as readers meet it: with what is shown, worked out once.
struct Entry {
  Row row;
  /// The canonical resource without id, meta, externalId, members and groups.
  core::Object shown;
  /// What Smartsheet told of the resource that moves by itself (route::moving_user): in memory alone, gone
  /// with a restart until it is told again.
  core::Object moving{};
};
using EntryPtr = std::shared_ptr<const Entry>;

/// Whether Row::removed_active holds: nobody is shown `active`, which Entry::shown has nevertheless.
[[nodiscard]] bool hides_active(const Entry& entry) noexcept;

/// Who joined and left one group; leaving comes first. `asked` says that the bridge wanted it so: whoever
/// is added then counts as asked for, members from before included, and whoever leaves is forgotten.
/// Without it (it was seen in Smartsheet) new members don't count as asked for, members from before stay
/// what they were, and of those who left the ones that were asked for are kept as missing.
struct MembershipChange {
  core::ResourceId group;
  std::vector<core::ResourceId> added;
  std::vector<core::ResourceId> removed;
  bool asked = false;
};

}  // namespace bridge::store
