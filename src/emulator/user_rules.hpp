#pragma once
// What a person's record may be, shared by POST and PUT /users.

#include <optional>
#include <string>

#include "emulator/operation.hpp"

namespace bridge::emulator {

/// What a body asks for; nothing where it is silent.
struct UserWish {
  std::optional<std::string> email;
  std::optional<std::string> first_name;
  std::optional<std::string> last_name;
  std::optional<bool> admin;
  std::optional<bool> licensed;
  std::optional<bool> group_admin;
  std::optional<bool> resource_viewer;
  /// The profile attributes that are there, as given.
  core::Object profile;
};

/// 1008 when the body is no object, 1031 for wrong types, 1283 for unknown attributes (by switch),
/// 1156 for an address that is none, 1329 for names with forbidden characters.
[[nodiscard]] std::variant<UserWish, ApiError> user_wish(const Operation& operation);

/// The wish's names and flags put into the user.
void apply_wish(const UserWish& wish, User& user, bool names_too);

/// Roles need a licence: 1102, 1097.
[[nodiscard]] std::optional<ApiError> refuse_roles(const User& user);

}  // namespace bridge::emulator
