#pragma once
// Whose rights the bridge has at Smartsheet's REST API: the owner of its token, as GET /users/me tells
// (https://developers.smartsheet.com/api/smartsheet/openapi/users/get-current-user).

#include <string>
#include <vector>

#include "bridge/core/ids.hpp"
#include "bridge/core/value.hpp"

namespace bridge::route::smartsheet_rest {

struct Owner {
  core::UpstreamId id;
  std::string address;
  /// As Smartsheet spells it; empty where it does not tell.
  std::string status;
  bool system_admin = false;
  bool group_admin = false;

  bool operator==(const Owner&) const = default;
};

[[nodiscard]] Owner read_owner(const core::Object& profile);

/// Whether an account of this owner can do the bridge's work at all: active, and a System Admin.
[[nodiscard]] bool can_work(const Owner& owner);

/// What the owner's account lacks for the bridge's work, a sentence each that says what to do. Group Admin is asked
/// for where groups are created by REST. Pure.
[[nodiscard]] std::vector<std::string> missing_rights(const Owner& owner, bool creates_groups);

}  // namespace bridge::route::smartsheet_rest
