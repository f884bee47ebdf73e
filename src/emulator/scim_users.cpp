// /Users and /Users/{id} of the SCIM service, reading.

#include "emulator/scim_listing.hpp"

namespace bridge::emulator {

namespace {

std::vector<const User*> directory(const ScimOperation& operation) {
  std::vector<const User*> people = operation.shared.organisation.users();
  std::erase_if(people, [&](const User* user) { return !operation.in_directory(*user); });
  return people;
}

std::vector<const User*> named(const ScimOperation& operation, const std::string& user_name) {
  const User* user = operation.shared.organisation.user_by_email(user_name);
  if (user == nullptr || !operation.in_directory(*user)) return {};
  return {user};
}

}  // namespace

ScimAnswer scim_list_users(ScimOperation& operation) {
  const auto filter = scim_filter_value(operation, "userName");
  if (const ApiError* refused = std::get_if<ApiError>(&filter)) return *refused;
  const auto& user_name = std::get<std::optional<std::string>>(filter);
  return render_scim_list(operation, user_name ? named(operation, *user_name) : directory(operation),
                          [&](const User& user) { return render_scim_user(operation, user); });
}

ScimAnswer scim_get_user(ScimOperation& operation) {
  const User* user = operation.user();
  if (user == nullptr) return scim_unknown("no user has the id " + operation.id);
  return ScimResult{200, render_scim_user(operation, *user)};
}

}  // namespace bridge::emulator
