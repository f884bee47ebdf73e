#pragma once
// What a group would be after a request of the SCIM service.

#include <string>
#include <variant>

#include "emulator/scim_operation.hpp"

namespace bridge::emulator {

struct GroupDraft {
  std::string name;
  std::string external_id;
  MemberList members;
};

/// The body of POST and PUT. invalidSyntax for wrong types; invalidValue without displayName and for members
/// whom nobody knows.
[[nodiscard]] std::variant<GroupDraft, ApiError> read_group(const ScimOperation& operation);

/// The group after the body of PATCH.
[[nodiscard]] std::variant<GroupDraft, ApiError> patched_group(const ScimOperation& operation, const Group& group);

/// Order doesn't matter.
[[nodiscard]] bool same_members(const MemberList& a, const MemberList& b);

}  // namespace bridge::emulator
