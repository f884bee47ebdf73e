#include "emulator/group_rules.hpp"

#include <algorithm>
#include <unordered_set>

namespace bridge::emulator {

namespace {

std::variant<std::string, ApiError> email_of(const Operation& operation, const core::Value& member) {
  const core::Object* record = member.if_object();
  if (record == nullptr) return refuse(1008, "a group member is a JSON object");
  if (auto refused = refuse_unknown(operation, *record, {"id", "email", "firstName", "lastName", "name"})) {
    return *refused;
  }
  Attributes given(*record);
  const auto email = given.text("email");
  if (given.problem()) return *given.problem();
  if (!email) return refuse(1012, "email");
  return *email;
}

void add_to_list(std::string& list, const std::string& item) { list += list.empty() ? item : ", " + item; }

}  // namespace

std::optional<ApiError> refuse_editor(const Operation& operation, const Group& group) {
  const Caller& caller = operation.caller;
  const bool owner = caller.group_admin && group.owner_id == caller.user;
  const bool any_group_admin = caller.group_admin && operation.facts.group_admins_change_any;
  if (caller.admin || owner || any_group_admin) return std::nullopt;
  return refuse(1004);
}

std::optional<ApiError> refuse_name(const Operation& operation, const std::string& name, std::int64_t except) {
  if (std::all_of(name.begin(), name.end(), [](char c) { return c == ' '; })) return refuse(1031, name, "name");
  const std::uint32_t longest = operation.facts.longest_group_name;
  const auto characters = std::count_if(name.begin(), name.end(), [](char c) { return (c & 0xC0) != 0x80; });
  if (longest != 0 && characters > static_cast<std::ptrdiff_t>(longest)) {
    return refuse(1041, "name", std::to_string(longest));
  }
  if (operation.organisation.group_name_taken(name, operation.facts.group_names_ignore_case, except)) {
    return refuse(1103);
  }
  return std::nullopt;
}

std::variant<std::vector<User*>, ApiError> people_in(const Operation& operation, const core::Array& members) {
  std::vector<User*> people;
  std::unordered_set<const User*> seen;
  std::string strangers;
  std::string inactive;
  for (const core::Value& member : members) {
    const auto email = email_of(operation, member);
    if (const ApiError* refused = std::get_if<ApiError>(&email)) return *refused;
    User* user = operation.organisation.user_by_email(std::get<std::string>(email));
    if (user == nullptr) {
      add_to_list(strangers, std::get<std::string>(email));
      continue;
    }
    if (user->status == Status::Declined || user->status == Status::Deactivated) add_to_list(inactive, user->email);
    if (seen.insert(user).second) people.push_back(user);
  }
  if (!strangers.empty()) return refuse(1105, strangers);
  if (!inactive.empty() && operation.facts.inactive_members_refused) return refuse(1290, inactive);
  return people;
}

}  // namespace bridge::emulator
