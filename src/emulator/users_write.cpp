// POST /users and PUT /users/{id} (Smartsheet API, "Add User", "Update User").

#include "emulator/envelope.hpp"
#include "emulator/operation.hpp"
#include "emulator/user_rules.hpp"

namespace bridge::emulator {

namespace {

User new_user(const Operation& operation, const UserWish& wish) {
  User user;
  user.email = *wish.email;
  user.status = operation.is_internal(user) ? Status::Active : Status::Pending;
  const bool names_too = user.status == Status::Active || !operation.facts.pending_names_ignored;
  apply_wish(wish, user, names_too);
  if (operation.seats()) give_seat(operation, user);
  if (operation.facts.profile_write == ProfileWrite::Accept) user.profile = wish.profile;
  user.modified_at = operation.now;
  return user;
}

core::Value created(const Operation& operation, const User& user) {
  core::Object record = render_user(operation, user, false);
  if (!operation.facts.status_in_post_answer) record = record.without("status");
  return success(std::move(record));
}

/// Whether POST takes somebody who is there: who declined, or can't be reactivated any more.
bool is_invited_anew(const Operation& operation, const User& known) {
  if (known.status == Status::Declined) return operation.facts.declined_post != DeclinedPost::Refuse;
  return operation.facts.late_post_invites && is_past_reactivation(operation, known);
}

/// Puts the invited or added user in: over somebody who declined or was deactivated too long ago, with the id of
/// before, or as new.
core::Value admit(Operation& operation, User user, User* declined) {
  if (declined != nullptr) {
    const bool same = declined->status != Status::Declined || operation.facts.declined_post == DeclinedPost::SameId;
    user.id = same ? declined->id : 0;
    const std::int64_t old_id = declined->id;
    if (user.id != 0) {
      *declined = std::move(user);
      return created(operation, *declined);
    }
    operation.organisation.leave_all_groups(old_id, operation.membership_time());
    operation.organisation.remove_user(old_id);
  }
  return created(operation, put_in(operation, std::move(user), declined == nullptr));
}

std::optional<ApiError> refuse_profile(const Operation& operation, const UserWish& wish) {
  if (wish.profile.empty() || operation.facts.profile_write != ProfileWrite::Reject) return std::nullopt;
  return refuse(1032, wish.profile.begin()->name);
}

/// The rules that look at what PUT asks for.
std::optional<ApiError> refuse_wish(const Operation& operation, const UserWish& wish, const User& user) {
  if (operation.body.if_object()->empty()) return refuse(1012, "admin");
  if (operation.facts.put_needs_flags && !wish.admin) return refuse(1012, "admin");
  if (operation.facts.put_needs_flags && !wish.licensed) return refuse(1012, "licensedSheetCreator");
  if (wish.email && !operation.facts.put_changes_email) return refuse(1032, "email");
  if (auto refused = refuse_profile(operation, wish)) return refused;
  if (user.status == Status::Declined) return refuse(1048);
  if (user.status == Status::Deactivated && operation.facts.put_deactivated_is_1188) return refuse(1188);
  if (user.id == operation.caller.user && wish.admin == false) return refuse(1049);
  return std::nullopt;
}

core::Value updated(const Operation& operation, const User& user) {
  core::Object body = success();
  if (operation.facts.put_answer != PutAnswer::DataOnly) {
    body = body.with("result", render_user(operation, user, false));
  }
  if (operation.facts.put_answer != PutAnswer::ResultOnly) {
    core::Object item = render_member(user);
    if (user.name().empty()) item = item.without("name");
    body = body.with("data", core::Array{item});
  }
  return body;
}

}  // namespace

Answer create_user(Operation& operation) {
  const auto read = user_wish(operation);
  if (const ApiError* refused = std::get_if<ApiError>(&read)) return *refused;
  const UserWish& wish = std::get<UserWish>(read);
  if (!wish.email) return refuse(1012, "email");
  if (auto refused = refuse_profile(operation, wish)) return *refused;
  User* known = operation.organisation.user_by_email(*wish.email);
  if (known != nullptr && !is_invited_anew(operation, *known)) return refuse(1016);
  User user = new_user(operation, wish);
  if (auto refused = refuse_roles(user)) return *refused;
  if (user.takes_licence()) {
    if (auto refused = refuse_licence(operation)) return *refused;
  }
  return admit(operation, std::move(user), known);
}

Answer update_user(Operation& operation) {
  const auto read = user_wish(operation);
  if (const ApiError* refused = std::get_if<ApiError>(&read)) return *refused;
  const UserWish& wish = std::get<UserWish>(read);
  User* user = operation.organisation.user(operation.ids[0]);
  if (user == nullptr) return operation.unknown_user();
  if (auto refused = refuse_wish(operation, wish, *user)) return *refused;

  User after = *user;
  apply_wish(wish, after, user->status != Status::Pending || !operation.facts.pending_names_ignored);
  if (operation.facts.profile_write == ProfileWrite::Accept) {
    for (const core::Member& member : wish.profile) after.profile = after.profile.with(member.name, member.value);
  }
  if (auto refused = refuse_change(operation, *user, after)) return *refused;
  if (wish.email && !operation.organisation.change_email(*user, *wish.email)) return refuse(1016);
  if (wish.email) after.email = *wish.email;
  after.modified_at = operation.now;
  *user = std::move(after);
  return updated(operation, *user);
}

}  // namespace bridge::emulator
