// DELETE /users/{id} (Smartsheet API, "Remove User").

#include "emulator/envelope.hpp"
#include "emulator/operation.hpp"

namespace bridge::emulator {

namespace {

struct Transfer {
  std::optional<std::int64_t> to;
  bool sheets = false;
  /// They lose what is shared with them too.
  bool leaves_sharing = false;
};

/// Each parameter from the query first, then from the body: the documentation shows both places.
std::variant<Transfer, ApiError> transfer_wish(const Operation& operation) {
  const core::Object* body = operation.body.if_object();
  Attributes given(body == nullptr ? core::Object() : *body);
  Transfer wish;
  wish.to = given.integer("transferTo");
  wish.sheets = given.flag("transferSheets").value_or(false);
  wish.leaves_sharing = given.flag("removeFromSharing").value_or(false);
  if (given.problem()) return *given.problem();
  if (const auto to = operation.query.get("transferTo")) {
    wish.to = whole_number(*to);
    if (!wish.to) return refuse(1018, *to, "transferTo");
  }
  if (const auto sheets = operation.query.get("transferSheets")) wish.sheets = *sheets == "true";
  if (const auto leaves = operation.query.get("removeFromSharing")) wish.leaves_sharing = *leaves == "true";
  return wish;
}

std::optional<ApiError> refuse_heir(const Operation& operation, const User& user, std::int64_t id, bool owns_groups) {
  const User* heir = operation.organisation.user(id);
  if (heir == nullptr) return refuse(operation.organisation.former(id) != nullptr ? 1021 : 1019);
  if (heir->id == user.id) return refuse(1018, std::to_string(id), "transferTo");
  if (heir->status != Status::Active) return refuse(1188);
  if (owns_groups && !heir->group_admin) return refuse(1107);
  return std::nullopt;
}

std::optional<ApiError> refuse_removal(const Operation& operation, const User& user, const Transfer& wish) {
  if (user.id == operation.caller.user) return refuse(1047);
  const bool owns_groups = !operation.organisation.groups_owned_by(user.id).empty();
  if (user.status == Status::Pending && (wish.to || wish.sheets)) {
    if (!operation.facts.pending_transfer_is_1018) return refuse(1188);
    return refuse(1018, wish.to ? std::to_string(*wish.to) : "true", wish.to ? "transferTo" : "transferSheets");
  }
  if (!wish.to) return owns_groups ? std::optional(refuse(1121)) : std::nullopt;
  return refuse_heir(operation, user, *wish.to, owns_groups);
}

void hand_over(Operation& operation, User& user, User& heir, bool sheets) {
  for (Group* group : operation.organisation.groups_owned_by(user.id)) {
    group->owner_id = heir.id;
    group->modified_at = operation.now;
  }
  if (!sheets) return;
  heir.sheets += user.sheets;
  user.sheets = 0;
}

}  // namespace

Answer delete_user(Operation& operation) {
  const auto read = transfer_wish(operation);
  if (const ApiError* refused = std::get_if<ApiError>(&read)) return *refused;
  const Transfer& wish = std::get<Transfer>(read);
  const std::int64_t id = operation.ids[0];
  User* user = operation.organisation.user(id);
  if (user == nullptr) {
    const bool removed_before = operation.organisation.former(id) != nullptr;
    return removed_before && operation.facts.removed_again_is_1022 ? refuse(1022) : operation.unknown_user();
  }
  if (auto refused = refuse_removal(operation, *user, wish)) return *refused;
  if (wish.to) hand_over(operation, *user, *operation.organisation.user(*wish.to), wish.sheets);
  if (wish.leaves_sharing) user->shared_items = 0;
  if (operation.facts.delete_leaves_groups) {
    operation.organisation.leave_all_groups(id, operation.membership_time());
  }
  operation.organisation.remove_user(id);
  return core::Value(success());
}

}  // namespace bridge::emulator
