#include "emulator/scim_document.hpp"

#include "bridge/core/ascii_case.hpp"
#include "emulator/email.hpp"
#include "emulator/scim_reader.hpp"
#include "emulator/scim_roles.hpp"
#include "emulator/user_rules.hpp"

namespace bridge::emulator {

namespace {

void put_text(core::Object& target, std::string_view name, std::string_view text) {
  if (!text.empty()) target = target.with(name, text);
}

void put_object(core::Object& target, std::string_view name, const core::Object& object) {
  if (!object.empty()) target = target.with(name, object);
}

void put_array(core::Object& target, std::string_view name, const core::Array& array) {
  if (!array.empty()) target = target.with(name, array);
}

core::Array phone_numbers(const User& user) {
  core::Array phones;
  const auto put = [&](std::string_view type, std::string_view value) {
    if (!value.empty()) phones = phones.appended(core::Object{{"type", type}, {"value", value}});
  };
  put("work", core::text_or_empty(user.profile, "workPhone"));
  put("mobile", core::text_or_empty(user.profile, "mobilePhone"));
  put("fax", user.scim.fax);
  return phones;
}

core::Object enterprise(const ScimOperation& operation, const User& user) {
  core::Object extension;
  put_text(extension, "department", core::text_or_empty(user.profile, "department"));
  put_text(extension, "division", user.scim.division);
  put_text(extension, "costCenter", user.scim.cost_center);
  if (operation.shared.organisation.user(user.scim.manager) != nullptr) {
    put_object(extension, "manager", {{"value", operation.scim_id(user.scim.manager)}});
  }
  return extension;
}

void put_profile(User& user, std::string_view name, const std::string& text) {
  user.profile = text.empty() ? user.profile.without(name) : user.profile.with(name, text);
}

/// The id text of the manager: plain or as {"value": …}; empty when there is none.
std::string manager_in(ScimReader& reader, const core::Object& extension) {
  const core::Value* manager = extension.find_ignoring_case("manager");
  if (manager == nullptr || manager->is_null()) return {};
  if (manager->if_string() != nullptr) return *manager->if_string();
  if (manager->if_object() != nullptr) return reader.text(*manager->if_object(), "value");
  reader.expected("manager", "text or an object with value");
  return {};
}

std::optional<ApiError> put_enterprise(const ScimOperation& operation, ScimReader& reader, const core::Object& document,
                                       User& user) {
  const core::Object extension = reader.object(document, kEnterpriseSchema);
  put_profile(user, "department", reader.text(extension, "department"));
  user.scim.division = reader.text(extension, "division");
  user.scim.cost_center = reader.text(extension, "costCenter");
  const std::string manager = manager_in(reader, extension);
  const User* person = operation.anybody(manager);
  user.scim.manager = person == nullptr ? 0 : person->id;
  if (manager.empty() || person != nullptr) return std::nullopt;
  return scim_refuse("invalidValue", "manager: nobody has the id " + manager);
}

/// The work address is the primary one unless it is another.
std::optional<ApiError> put_work_email(const std::string& address, const UserDraft& draft, User& user) {
  const bool primary =
      core::equal_ignoring_case(address, user.email) || core::equal_ignoring_case(address, draft.user_name);
  user.scim.work_email = primary ? std::string() : address;
  if (user.scim.work_email.empty() || is_email(address)) return std::nullopt;
  return scim_refuse("invalidValue", "emails: expected an address as value of the type work");
}

void put_names(ScimReader& reader, const core::Object& document, User& user) {
  const core::Object name = reader.object(document, "name");
  user.first_name = reader.text(name, "givenName");
  user.last_name = reader.text(name, "familyName");
}

}  // namespace

bool shown_active(const User& user) { return user.status == Status::Active || user.status == Status::Pending; }

core::Object scim_user_document(const ScimOperation& operation, const User& user) {
  core::Object document{{"userName", user.email}, {"active", shown_active(user)}};
  put_text(document, "externalId", user.scim.external_id);
  core::Object name;
  put_text(name, "givenName", user.first_name);
  put_text(name, "familyName", user.last_name);
  put_object(document, "name", name);
  put_text(document, "title", core::text_or_empty(user.profile, "title"));
  put_array(document, "phoneNumbers", phone_numbers(user));
  const std::string& work = user.scim.work_email.empty() ? user.email : user.scim.work_email;
  put_array(document, "emails", core::Array{core::Object{{"type", "work"}, {"value", work}}});
  put_array(document, "roles", scim_roles(user));
  put_object(document, kEnterpriseSchema, enterprise(operation, user));
  return document;
}

std::variant<UserDraft, ApiError> read_scim_user(const ScimOperation& operation, const core::Object& document,
                                                 const User& before) {
  ScimReader reader;
  UserDraft draft{before, reader.text(document, "userName"), reader.flag(document, "active")};
  User& user = draft.user;
  user.scim.external_id = reader.text(document, "externalId");
  put_names(reader, document, user);
  put_profile(user, "title", reader.text(document, "title"));
  const core::Array phones = reader.array(document, "phoneNumbers");
  put_profile(user, "workPhone", reader.typed(phones, "phoneNumbers", "work"));
  put_profile(user, "mobilePhone", reader.typed(phones, "phoneNumbers", "mobile"));
  user.scim.fax = reader.typed(phones, "phoneNumbers", "fax");
  const std::string work = reader.typed(reader.array(document, "emails"), "emails", "work");
  const core::Array roles = reader.array(document, "roles");
  const auto stranger = put_enterprise(operation, reader, document, user);
  if (reader.problem()) return *reader.problem();
  if (draft.user_name.empty()) return scim_refuse("invalidValue", "userName: expected an address");
  if (stranger) return *stranger;
  if (auto refused = put_work_email(work, draft, user)) return *refused;
  if (auto refused = put_scim_roles(roles, user)) return *refused;
  if (!is_name(user.first_name) || !is_name(user.last_name)) return in_scim(refuse(1329));
  return draft;
}

}  // namespace bridge::emulator
