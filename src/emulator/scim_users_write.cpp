// POST, PUT and PATCH of people in the SCIM service.

#include <algorithm>

#include "bridge/core/ascii_case.hpp"
#include "emulator/email.hpp"
#include "emulator/scim_document.hpp"
#include "emulator/scim_user_patch.hpp"
#include "emulator/user_rules.hpp"

namespace bridge::emulator {

namespace {

std::string address_of(const ScimOperation& operation, const std::string& user_name) {
  return operation.facts().emails_lowered ? core::fold_case(user_name) : user_name;
}

/// An address in a domain of the organisation.
std::optional<ApiError> refuse_address(const ScimOperation& operation, const std::string& address) {
  if (!is_email(address)) return scim_refuse("invalidValue", "userName: expected an e-mail address");
  User user;
  user.email = address;
  if (operation.in_directory(user)) return std::nullopt;
  return scim_refuse("invalidValue", "userName: " + domain_of(address) + " is no domain of the organisation");
}

/// Another userName, by switch. Case alone makes no other one.
std::optional<ApiError> change_address(const ScimOperation& operation, const UserDraft& draft, User& after) {
  if (core::equal_ignoring_case(draft.user_name, after.email)) return std::nullopt;
  if (!operation.facts().scim_changes_user_name) return scim_refuse("mutability", "userName: can't be changed");
  const std::string address = address_of(operation, draft.user_name);
  if (auto refused = refuse_address(operation, address)) return refused;
  if (operation.shared.organisation.user_by_email(address) != nullptr) {
    return scim_taken("userName: belongs to somebody else");
  }
  after.email = address;
  return std::nullopt;
}

/// What holds for everybody whose record changes.
std::optional<ApiError> refuse_record(const ScimOperation& operation, const User& before, User& after) {
  const Operation& shared = operation.shared;
  if (before.status == Status::Pending && shared.facts.pending_names_ignored) {
    after.first_name = before.first_name;
    after.last_name = before.last_name;
  }
  // Seats of people who are there don't follow their roles.
  if (shared.seats()) after.licensed = before.licensed;
  if (after.id == shared.caller.user && before.admin && !after.admin) return refuse(1049);
  return refuse_change(shared, before, after);
}

bool is_last_admin(const ScimOperation& operation, const User& user) {
  const auto people = operation.shared.organisation.users();
  return user.admin && user.status == Status::Active && std::none_of(people.begin(), people.end(), [&](const User* p) {
           return p->id != user.id && p->admin && p->status == Status::Active;
         });
}

/// `active` false and true; `deletes`: the person goes for good.
std::optional<ApiError> change_status(const ScimOperation& operation, bool active, bool deletes, User& after) {
  if (active) return reactivate(operation.shared, after.id, &after);
  if (is_last_admin(operation, after)) return refuse_with(1004, 403);
  if (!deletes) return deactivate(operation.shared, after.id, &after);
  if (after.id == operation.shared.caller.user) return refuse(1336);
  after.status = Status::Deactivated;
  return std::nullopt;
}

void remove_for_good(const ScimOperation& operation, std::int64_t id) {
  Organisation& organisation = operation.shared.organisation;
  for (Group* group : organisation.groups_owned_by(id)) group->owner_id = operation.shared.caller.user;
  if (operation.facts().delete_leaves_groups) organisation.leave_all_groups(id, operation.shared.membership_time());
  organisation.remove_user(id);
}

/// Makes the person what the document says; what comes back is how they were shown last.
std::variant<core::Value, ApiError> change_user(const ScimOperation& operation, User& user,
                                                const core::Object& document) {
  const auto read = read_scim_user(operation, document, user);
  if (const ApiError* refused = std::get_if<ApiError>(&read)) return *refused;
  const UserDraft& draft = std::get<UserDraft>(read);
  User after = draft.user;
  if (auto refused = change_address(operation, draft, after)) return *refused;
  if (auto refused = refuse_record(operation, user, after)) return in_scim(*refused);
  const bool turned = draft.active.value_or(shown_active(user)) != shown_active(user);
  const bool deletes = turned && !*draft.active && operation.facts().scim_deactivation_deletes;
  if (turned) {
    if (auto refused = change_status(operation, *draft.active, deletes, after)) return in_scim(*refused);
  }
  if (!(after == user)) after.modified_at = operation.shared.now;
  operation.shared.organisation.change_email(user, after.email);
  user = after;
  if (deletes) remove_for_good(operation, after.id);
  return core::Value(render_scim_user(operation, after));
}

User new_user(const ScimOperation& operation, const UserDraft& draft) {
  User user = draft.user;
  user.email = address_of(operation, draft.user_name);
  if (operation.shared.seats()) give_seat(operation.shared, user);
  user.modified_at = operation.shared.now;
  if (draft.active.value_or(true) || operation.facts().scim_post_ignores_active) return user;
  user.status = Status::Deactivated;
  user.deactivated_at = operation.shared.now;
  return user;
}

ScimAnswer answer_existing(const ScimOperation& operation, const User& user) {
  if (operation.facts().scim_existing_post == ScimExistingPost::Conflict) {
    return scim_taken("userName: somebody with this address is there already");
  }
  return ScimResult{200, render_scim_user(operation, user)};
}

}  // namespace

ScimAnswer scim_create_user(ScimOperation& operation) {
  if (auto refused = refuse_schemas(operation.shared.body, kUserSchema)) return *refused;
  const auto read = read_scim_user(operation, *operation.shared.body.if_object(), User());
  if (const ApiError* refused = std::get_if<ApiError>(&read)) return *refused;
  User user = new_user(operation, std::get<UserDraft>(read));
  if (auto refused = refuse_address(operation, user.email)) return *refused;
  if (const User* known = operation.shared.organisation.user_by_email(user.email)) {
    return answer_existing(operation, *known);
  }
  if (auto refused = refuse_roles(user)) return in_scim(*refused);
  if (user.takes_licence()) {
    if (auto refused = refuse_licence(operation.shared)) return in_scim(*refused);
  }
  const User& added = put_in(operation.shared, std::move(user), true);
  return ScimResult{201, render_scim_user(operation, added), scim_location("Users", operation.scim_id(added.id))};
}

ScimAnswer scim_replace_user(ScimOperation& operation) {
  User* user = operation.user();
  if (user == nullptr) return scim_unknown("no user has the id " + operation.id);
  if (auto refused = refuse_schemas(operation.shared.body, kUserSchema)) return *refused;
  auto changed = change_user(operation, *user, *operation.shared.body.if_object());
  if (const ApiError* refused = std::get_if<ApiError>(&changed)) return *refused;
  return ScimResult{200, std::get<core::Value>(std::move(changed))};
}

ScimAnswer scim_patch_user(ScimOperation& operation) {
  User* user = operation.user();
  if (user == nullptr) return scim_unknown("no user has the id " + operation.id);
  const auto steps = read_patch(operation.shared.body);
  if (const ApiError* refused = std::get_if<ApiError>(&steps)) return *refused;
  const auto document = patched_document(scim_user_document(operation, *user), std::get<std::vector<PatchStep>>(steps));
  if (const ApiError* refused = std::get_if<ApiError>(&document)) return *refused;
  auto changed = change_user(operation, *user, std::get<core::Object>(document));
  if (const ApiError* refused = std::get_if<ApiError>(&changed)) return *refused;
  return patched(operation, std::get<core::Value>(std::move(changed)));
}

}  // namespace bridge::emulator
