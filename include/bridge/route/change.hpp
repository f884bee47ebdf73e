#pragma once
// What planners are told: the change that is wanted, what is known, what the tenant allows.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "bridge/core/ids.hpp"
#include "bridge/core/value.hpp"

namespace bridge::route {

/// What the tenant allows.
struct PersonPolicy {
  /// Roles that may be granted through SCIM, by Smartsheet's names.
  std::set<std::string> grantable_roles;
  /// REST only: Smartsheet's sendEmail.
  bool send_invitation = false;
  /// REST only: title, department and the like are sent.
  bool write_profile = false;
};

/// Somebody who is to be made.
struct PersonCreation {
  /// The resource that is to be shown, canonical.
  core::Object after;
  /// What the planner's route calls the person whom `after` names as manager; nothing where the route
  /// does not know them.
  std::optional<core::UpstreamId> manager{};
};

struct PersonChange {
  /// What the planner's route calls the person.
  core::UpstreamId upstream;
  /// Smartsheet's last record, in either form (record.hpp).
  core::Object seen;
  /// What is shown before, and what is to be shown after.
  core::Object before;
  core::Object after;
  /// Whether `after.roles` is meant: an empty `roles` on first contact is no opinion.
  bool roles_meant = false;
  /// Whether the record was read recently enough to trust that a call isn't needed.
  bool confirmed = true;
  /// As in PersonCreation.
  std::optional<core::UpstreamId> manager{};
};

/// A group that somebody is to leave: ours, and what the planner's route calls it.
using GroupOfPerson = std::pair<core::ResourceId, core::UpstreamId>;

/// Somebody who joins or leaves a group. REST adds by e-mail address and removes by user id; SCIM goes
/// by its id throughout.
struct GroupMember {
  core::ResourceId id;
  core::UpstreamId upstream;
  std::string email;
};

/// Members in one call at the most; Smartsheet documents no limit, 500 is its row limit.
inline constexpr std::size_t kMembersInOneCall = 500;

/// A member as a group's record names it.
struct RecordedMember {
  core::UpstreamId upstream;
  /// What the record says of the person, as a user record of the same form; often little more than the id.
  core::Object record;
};

/// One page of a listing.
struct Page {
  std::vector<core::Object> records;
  /// Where the next page begins, as the listing call takes it; nothing after the last.
  std::optional<std::int64_t> next;
  /// How many records the whole listing has, where it says so: another number on the next page shows that
  /// somebody came or went in between.
  std::optional<std::int64_t> total{};
};

}  // namespace bridge::route
