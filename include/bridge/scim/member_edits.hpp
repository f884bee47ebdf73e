#pragma once
// A PATCH of a group as changes of its membership, so that they can be carried out on the membership
// itself and nobody has to build a list of 50,000 members for adding one.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "bridge/scim/patch.hpp"
#include "bridge/scim/schema.hpp"

namespace bridge::scim {

/// Ids in the order of the request; those that are in the group already change nothing.
struct AddMembers {
  std::vector<std::string> ids;
  bool operator==(const AddMembers&) const = default;
};
/// Ids that are not in the group change nothing.
struct RemoveMembers {
  std::vector<std::string> ids;
  bool operator==(const RemoveMembers&) const = default;
};
/// The group has these members and no others.
struct ReplaceMembers {
  std::vector<std::string> ids;
  bool operator==(const ReplaceMembers&) const = default;
};
struct RemoveAllMembers {
  bool operator==(const RemoveAllMembers&) const = default;
};

using MemberEdit = std::variant<AddMembers, RemoveMembers, ReplaceMembers, RemoveAllMembers>;

/// What a request asks, in two parts that don't touch each other.
struct MemberEdits {
  /// In order. Neighbours of one kind are one edit; what a later replacement of all makes
  /// meaningless is left out.
  std::vector<MemberEdit> members;
  /// The rest, for apply_patch(); without operations when there is none. Where an operation was about
  /// members alone, an empty one holds its place, so that faults count operations as the client does.
  PatchRequest attributes;

  bool operator==(const MemberEdits&) const = default;
};

/// Nothing when an operation on members has another form than: add or replace with elements, remove
/// of all, remove of `members[value eq "x"]` (also several with `or`); or when its value does not fit
/// the schema. Then apply_patch() on the whole group has the answer.
[[nodiscard]] std::optional<MemberEdits> member_edits(const PatchRequest& request, const ResourceType& group);

}  // namespace bridge::scim
