#pragma once
// What a person's record may be and become, shared by the operations of both faces.

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

/// No control characters and no angle brackets.
[[nodiscard]] bool is_name(const std::string& text);

/// The wish's names and flags put into the user.
void apply_wish(const UserWish& wish, User& user, bool names_too);

/// Roles need a licence: 1102, 1097.
[[nodiscard]] std::optional<ApiError> refuse_roles(const User& user);

/// The seat of somebody new, where people have seats.
void give_seat(const Operation& operation, User& user);

/// The rules that look at what the user would become: 2109, 1102, 1097, 1269, 1014.
[[nodiscard]] std::optional<ApiError> refuse_change(const Operation& operation, const User& before, const User& after);

/// Puts somebody new in; who was removed before has the old id again by switch, when `may_have_been`.
User& put_in(Operation& operation, User user, bool may_have_been);

/// What POST /users/{id}/deactivate and /reactivate do to the user; `user` may be a null pointer, and after
/// a refusal it is as before.
[[nodiscard]] std::optional<ApiError> deactivate(const Operation& operation, std::int64_t id, User* user);
[[nodiscard]] std::optional<ApiError> reactivate(const Operation& operation, std::int64_t id, User* user);
/// Deactivated for longer than Smartsheet reactivates.
[[nodiscard]] bool is_past_reactivation(const Operation& operation, const User& user);

}  // namespace bridge::emulator
