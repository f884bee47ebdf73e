#pragma once
// How Smartsheet differs from what the identity provider asked for, of the resources that it manages: somebody
// changed it in Smartsheet itself.

#include <cstdint>
#include <string>
#include <vector>

#include "bridge/core/clock.hpp"
#include "bridge/core/ids.hpp"
#include "bridge/core/value.hpp"
#include "bridge/store/row.hpp"

namespace bridge::work {

enum class DriftKind : std::uint8_t {
  /// Gone in Smartsheet.
  PersonMissing,
  GroupMissing,
  /// No access any more, or access that was taken through SCIM.
  AccessGone,
  AccessBack,
  /// A name, the roles, or of records of the SCIM service title, department and the like.
  AttributeChanged,
  /// Smartsheet's address is another than it was.
  AddressChanged,
  /// Somebody deleted through SCIM can use Smartsheet again.
  DeletedHasAccess,
  /// Somebody whose licence and roles a downgrade took has some again.
  DowngradedHasRoles,
  GroupRenamed,
  MemberAdded,
  MemberMissing,
};

/// "person_missing": in JSON and in text.
[[nodiscard]] const char* to_string(DriftKind kind) noexcept;
/// What a repair does about it: half a sentence, "gives access back".
[[nodiscard]] const char* remedy_of(DriftKind kind) noexcept;

/// One difference.
struct Drift {
  DriftKind what = DriftKind::PersonMissing;
  store::Kind kind = store::Kind::User;
  core::ResourceId id;
  /// userName or displayName as it was asked for.
  std::string name;
  /// As SCIM calls it, "name.givenName"; empty where the whole resource is meant.
  std::string attribute;
  /// Null where there is none. Of roles the names; of a member the userName.
  core::Value asked;
  core::Value seen;
  /// Of MemberAdded and MemberMissing.
  core::ResourceId member;
  /// When Smartsheet was first read so.
  core::Instant since{};
};

/// Whether both say the same, whenever it was seen.
[[nodiscard]] bool is_same(const Drift& a, const Drift& b);
[[nodiscard]] bool are_same(const std::vector<Drift>& a, const std::vector<Drift>& b);

}  // namespace bridge::work
