#include "emulator/user_rules.hpp"

#include <algorithm>

#include "bridge/core/ascii_case.hpp"
#include "emulator/email.hpp"

namespace bridge::emulator {

namespace {

constexpr std::chrono::days kProvisionalFor{30};

core::Object profile_in(const core::Object& body) {
  std::vector<core::Member> profile;
  for (const core::Member& member : body) {
    if (is_profile_attribute(member.name)) profile.push_back(member);
  }
  return core::Object(std::move(profile));
}

std::optional<ApiError> refuse_texts(const UserWish& wish) {
  if (wish.email && !is_email(*wish.email)) return refuse(1156);
  if (!is_name(wish.first_name.value_or("")) || !is_name(wish.last_name.value_or(""))) return refuse(1329);
  return std::nullopt;
}

std::optional<ApiError> refuse_attributes(const Operation& operation, const core::Object& body) {
  return refuse_unknown(operation, body,
                        {"id",
                         "email",
                         "name",
                         "firstName",
                         "lastName",
                         "admin",
                         "licensedSheetCreator",
                         "groupAdmin",
                         "resourceViewer",
                         "status",
                         "isInternal",
                         "seatType",
                         "seatTypeLastChangedAt",
                         "provisionalExpirationDate",
                         "sheetCount",
                         "lastLogin",
                         "customWelcomeScreenViewed",
                         "profileImage",
                         "title",
                         "department",
                         "company",
                         "mobilePhone",
                         "workPhone",
                         "role",
                         "locale",
                         "timeZone"});
}

template <class T>
void assign(T& target, const std::optional<T>& wish) {
  if (wish) target = *wish;
}

}  // namespace

bool is_name(const std::string& text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < ' ' || c == '\x7f' || c == '<' || c == '>';
  });
}

std::variant<UserWish, ApiError> user_wish(const Operation& operation) {
  const core::Object* body = operation.body.if_object();
  if (body == nullptr) return refuse(1008, "a JSON object was expected");
  if (auto refused = refuse_attributes(operation, *body)) return *refused;
  Attributes given(*body);
  UserWish wish;
  wish.email = given.text("email");
  wish.first_name = given.text("firstName");
  wish.last_name = given.text("lastName");
  wish.admin = given.flag("admin");
  wish.licensed = given.flag("licensedSheetCreator");
  wish.group_admin = given.flag("groupAdmin");
  wish.resource_viewer = given.flag("resourceViewer");
  wish.profile = profile_in(*body);
  if (given.problem()) return *given.problem();
  if (auto refused = refuse_texts(wish)) return *refused;
  if (wish.email && operation.facts.emails_lowered) {
    wish.email = core::fold_case(*wish.email);
  }
  return wish;
}

void apply_wish(const UserWish& wish, User& user, bool names_too) {
  if (names_too) {
    assign(user.first_name, wish.first_name);
    assign(user.last_name, wish.last_name);
  }
  assign(user.admin, wish.admin);
  assign(user.licensed, wish.licensed);
  assign(user.group_admin, wish.group_admin);
  assign(user.resource_viewer, wish.resource_viewer);
}

std::optional<ApiError> refuse_roles(const User& user) {
  if (user.licensed) return std::nullopt;
  if (user.group_admin) return refuse(1102);
  if (user.resource_viewer) return refuse(1097);
  return std::nullopt;
}

void give_seat(const Operation& operation, User& user) {
  user.licensed = true;
  user.seat_changed_at = operation.now;
  if (operation.facts.new_seat_is_provisional) {
    user.seat_type = "PROVISIONAL_MEMBER";
    user.provisional_until = operation.now + kProvisionalFor;
  } else {
    user.seat_type = "MEMBER";
    user.provisional_until.reset();
  }
}

std::optional<ApiError> refuse_change(const Operation& operation, const User& before, const User& after) {
  if (operation.seats() && after.licensed != before.licensed && !after.admin) {
    return refuse_with(2109, operation.facts.seat_refusal_is_403 ? 403 : 400);
  }
  if (auto refused = refuse_roles(after)) return refused;
  if (before.group_admin && !after.group_admin && !operation.organisation.groups_owned_by(before.id).empty()) {
    return refuse(1269);
  }
  if (after.takes_licence() && !before.takes_licence()) return refuse_licence(operation);
  return std::nullopt;
}

User& put_in(Operation& operation, User user, bool may_have_been) {
  const User* before = operation.organisation.former_by_email(user.email);
  if (may_have_been && before != nullptr && operation.facts.removed_keep_id) user.id = before->id;
  return operation.organisation.add_user(std::move(user));
}

}  // namespace bridge::emulator
