#include <algorithm>
#include <vector>

#include "bridge/json/codec.hpp"
#include "bridge/route/assignable_roles.hpp"
#include "bridge/scim/discovery.hpp"
#include "bridge_service.hpp"
#include "bulk_limit.hpp"

namespace bridge::service {

using core::FaultKind;

namespace {

/// What Users can be given: all of it, or the one of this value, whose case matters.
core::Result<std::string> shown_assignable(const scim::ResourceType* type, const std::string& base_url,
                                           const std::vector<scim::Assignable>& items, std::string_view value) {
  const char* name = type != nullptr ? type->name().c_str() : "resource";
  if (type != nullptr && value.empty()) return json::write(scim::assignable_list(items, *type, base_url));
  const auto found = std::find_if(items.begin(), items.end(), [&](const auto& item) { return item.value == value; });
  if (type == nullptr || found == items.end()) {
    return core::failure(FaultKind::NotFound, std::string("no ") + name + " \"" + std::string(value) + "\"");
  }
  return json::write(scim::assignable_document(*found, *type, base_url));
}

}  // namespace

core::Result<std::string> BridgeService::service_provider_config(const Principal& who) const {
  return json::write(scim::service_provider_config(capabilities(most_operations(who)), who.base_url));
}

core::Result<std::string> BridgeService::public_configuration(std::string_view segment) const {
  constexpr std::size_t kLongestName = 32;
  const bool could_be =
      !segment.empty() && segment.size() <= kLongestName && std::all_of(segment.begin(), segment.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
      });
  if (!could_be) return core::failure(FaultKind::Unauthorized, "the path is no tenant's");
  // What a tenant has that says nothing else; a real one may have another limit.
  const std::size_t operations = bulk_limit(TenantEntry().requests_per_minute, parts_.max_wait);
  const std::string base = parts_.base_url + (segment == "scim" ? "" : "/" + std::string(segment)) + "/scim/v2";
  return json::write(scim::service_provider_config(capabilities(operations), base));
}

scim::Capabilities BridgeService::capabilities(std::size_t most_operations) const {
  scim::Capabilities capabilities;
  capabilities.filter_max_results = kMostResults;
  capabilities.sort = true;
  capabilities.pages = {kMostResults, kMostResults};
  capabilities.etag = true;
  capabilities.bulk = {true, most_operations, parts_.max_payload};
  return capabilities;
}

core::Result<std::string> BridgeService::schemas(const Principal& who, std::string_view urn) const {
  if (urn.empty()) return json::write(scim::schema_list(registry(who), who.base_url));
  const scim::Schema* schema = registry(who).schema(urn);
  if (schema == nullptr) return core::failure(FaultKind::NotFound, "no schema \"" + std::string(urn) + "\"");
  return json::write(scim::schema_document(*schema, who.base_url));
}

core::Result<std::string> BridgeService::resource_types(const Principal& who, std::string_view name) const {
  if (name.empty()) return json::write(scim::resource_type_list(registry(who), who.base_url));
  const scim::ResourceType* type = registry(who).resource_type(name);
  if (type == nullptr) return core::failure(FaultKind::NotFound, "no resource type \"" + std::string(name) + "\"");
  return json::write(scim::resource_type_document(*type, who.base_url));
}

core::Result<std::string> BridgeService::roles(const Principal& who, std::string_view value) const {
  const TenantEntry& at = *context(who).tenant;
  std::vector<scim::Assignable> roles;
  for (const route::AssignableRole& role : route::assignable_roles(at.tenant->settled_route(), at.grantable_roles)) {
    roles.push_back({role.value, role.display});
  }
  return shown_assignable(registry(who).resource_type("Role"), who.base_url, roles, value);
}

/// There are none: Smartsheet's seats and licences follow roles, and are assigned there.
core::Result<std::string> BridgeService::entitlements(const Principal& who, std::string_view value) const {
  return shown_assignable(registry(who).resource_type("Entitlement"), who.base_url, {}, value);
}

}  // namespace bridge::service
