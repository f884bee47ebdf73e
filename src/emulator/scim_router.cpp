#include "emulator/scim_router.hpp"

#include <algorithm>
#include <array>

#include "emulator/face.hpp"
#include "emulator/query.hpp"

namespace bridge::emulator {

namespace {

constexpr std::string_view kUsers = "Users";
constexpr std::string_view kGroups = "Groups";

constexpr std::array kRoutes{
    ScimRoute{"GET", "ServiceProviderConfig", false, BodyNeed::None, scim_configuration},
    ScimRoute{"GET", "ResourceTypes", false, BodyNeed::None, scim_resource_types},
    ScimRoute{"GET", "ResourceTypes", true, BodyNeed::None, scim_resource_type},
    ScimRoute{"GET", "Schemas", false, BodyNeed::None, scim_schemas},
    ScimRoute{"GET", "Schemas", true, BodyNeed::None, scim_schema},
    ScimRoute{"GET", kUsers, false, BodyNeed::None, scim_list_users},
    ScimRoute{"POST", kUsers, false, BodyNeed::Required, scim_create_user},
    ScimRoute{"GET", kUsers, true, BodyNeed::None, scim_get_user},
    ScimRoute{"PUT", kUsers, true, BodyNeed::Required, scim_replace_user},
    ScimRoute{"PATCH", kUsers, true, BodyNeed::Required, scim_patch_user},
    ScimRoute{"GET", kGroups, false, BodyNeed::None, scim_list_groups},
    ScimRoute{"POST", kGroups, false, BodyNeed::Required, scim_create_group},
    ScimRoute{"GET", kGroups, true, BodyNeed::None, scim_get_group},
    ScimRoute{"PUT", kGroups, true, BodyNeed::Required, scim_replace_group},
    ScimRoute{"PATCH", kGroups, true, BodyNeed::Required, scim_patch_group},
    ScimRoute{"DELETE", kGroups, true, BodyNeed::None, scim_delete_group},
};

bool is_offered(std::string_view collection, const Facts& facts) {
  if (collection == kUsers) return true;
  return collection == kGroups ? facts.scim_groups_offered : facts.scim_configuration_offered;
}

}  // namespace

std::variant<ScimRouted, ApiError> find_scim_route(std::string_view method, std::string_view path, const Facts& facts) {
  path.remove_prefix(std::min(path.size(), kScimPrefix.size() + 1));
  const auto slash = path.find('/');
  const std::string_view collection = path.substr(0, slash);
  const bool one = slash != std::string_view::npos;
  const std::string_view id = one ? path.substr(slash + 1) : std::string_view();
  const bool shaped = one != id.empty() && id.find('/') == std::string_view::npos;
  bool path_known = false;
  for (const ScimRoute& route : kRoutes) {
    if (!shaped || route.collection != collection || route.one != one || !is_offered(collection, facts)) continue;
    if (route.method == method) return ScimRouted{&route, percent_decoded(id, false)};
    path_known = true;
  }
  return refuse(path_known ? 1010 : 1006);
}

}  // namespace bridge::emulator
