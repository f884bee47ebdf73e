// GET /users, /users/me, /users/{id} (Smartsheet API, "List Users", "Get Current User", "Get User").

#include <unordered_set>

#include "bridge/core/ascii_case.hpp"
#include "emulator/listing.hpp"
#include "emulator/operation.hpp"

namespace bridge::emulator {

namespace {

/// Last logins are given for at most so many people at once.
constexpr std::size_t kMostLastLogins = 100;

/// The addresses of the `email` filter, and whether a user's is among them.
class EmailFilter {
 public:
  EmailFilter(const std::string& list, bool ignore_case) : ignore_case_(ignore_case) {
    for (const std::string& email : split_list(list)) emails_.insert(key(email));
  }
  [[nodiscard]] bool lets(const User& user) const { return emails_.count(key(user.email)) > 0; }

 private:
  [[nodiscard]] std::string key(const std::string& email) const {
    return ignore_case_ ? core::fold_case(email) : email;
  }

  bool ignore_case_;
  std::unordered_set<std::string> emails_;
};

std::vector<const User*> wanted_users(const Operation& operation) {
  std::vector<const User*> users = operation.organisation.users();
  if (const auto emails = operation.query.get("email"); emails && !emails->empty()) {
    const EmailFilter filter(*emails, operation.facts.email_filter_ignores_case);
    std::erase_if(users, [&](const User* user) { return !filter.lets(*user); });
  }
  const auto seat = operation.query.get("seatType");
  if (seat && operation.seats() && operation.caller.admin) {
    std::erase_if(users, [&](const User* user) { return user->seat_type != *seat; });
  }
  return users;
}

}  // namespace

Answer list_users(Operation& operation) {
  if (!operation.caller.admin && !operation.facts.non_admins_read_users) return refuse(1004);
  std::vector<const User*> users = wanted_users(operation);
  const auto wish = page_wish(operation.query);
  const PageWish* wanted = std::get_if<PageWish>(&wish);
  const std::size_t shown = wanted == nullptr || wanted->all ? users.size() : wanted->size;
  const bool with_last_login =
      operation.caller.admin && operation.query.lists("include", "lastLogin") && shown <= kMostLastLogins;
  return render_page(operation, std::move(users),
                     [&](const User& user) { return render_user(operation, user, with_last_login); });
}

Answer get_me(Operation& operation) {
  const User* user = operation.organisation.user(operation.caller.user);
  core::Object profile = render_profile(operation, *user, true);
  if (operation.query.lists("include", "groups")) {
    std::vector<core::Value> groups;
    for (const Group* group : operation.organisation.groups()) {
      if (group->members.contains(user->id)) groups.push_back(render_group(operation, *group, false));
    }
    profile = profile.with(operation.facts.me_groups_as_data ? "data" : "groups", core::Array(std::move(groups)));
  }
  return core::Value(std::move(profile));
}

Answer get_user(Operation& operation) {
  if (!operation.caller.admin && !operation.facts.non_admins_read_users) return refuse(1004);
  const User* user = operation.organisation.user(operation.ids[0]);
  if (user == nullptr) return operation.unknown_user();
  const bool full = operation.caller.admin || user->id == operation.caller.user;
  return core::Value(render_profile(operation, *user, full));
}

}  // namespace bridge::emulator
