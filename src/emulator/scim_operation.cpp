#include "emulator/scim_operation.hpp"

#include "emulator/face.hpp"
#include "emulator/scim_ids.hpp"

namespace bridge::emulator {

std::string ScimOperation::scim_id(std::int64_t rest_id) const { return scim_id_of(rest_id, facts().scim_ids); }

User* ScimOperation::user() const {
  const auto rest_id = rest_id_of(id, facts().scim_ids);
  User* user = rest_id ? shared.organisation.user(*rest_id) : nullptr;
  return user != nullptr && in_directory(*user) ? user : nullptr;
}

Group* ScimOperation::group() const {
  const auto rest_id = rest_id_of(id, facts().scim_ids);
  return rest_id ? shared.organisation.group(*rest_id) : nullptr;
}

const User* ScimOperation::anybody(std::string_view scim_id) const {
  const auto rest_id = rest_id_of(scim_id, facts().scim_ids);
  return rest_id ? shared.organisation.user(*rest_id) : nullptr;
}

std::string scim_location(std::string_view collection, std::string_view id) {
  return "/2.0" + std::string(kScimPrefix) + "/" + std::string(collection) + "/" + std::string(id);
}

ScimResult patched(const ScimOperation& operation, core::Value resource) {
  if (operation.facts().scim_patch_answers_nothing) return {204};
  return {200, std::move(resource)};
}

}  // namespace bridge::emulator
