#include "bridge/json/codec.hpp"
#include "bridge/scim/discovery.hpp"
#include "bridge_service.hpp"

namespace bridge::service {

using core::FaultKind;

core::Result<std::string> BridgeService::service_provider_config(const Principal& who) const {
  scim::Capabilities capabilities;
  capabilities.filter_max_results = kMostResults;
  capabilities.etag = true;
  return json::write(scim::service_provider_config(capabilities, who.base_url));
}

core::Result<std::string> BridgeService::schemas(const Principal& who, std::string_view urn) const {
  if (urn.empty()) return json::write(scim::schema_list(parts_.schemas, who.base_url));
  const scim::Schema* schema = parts_.schemas.schema(urn);
  if (schema == nullptr) return core::failure(FaultKind::NotFound, "no schema \"" + std::string(urn) + "\"");
  return json::write(scim::schema_document(*schema, who.base_url));
}

core::Result<std::string> BridgeService::resource_types(const Principal& who, std::string_view name) const {
  if (name.empty()) return json::write(scim::resource_type_list(parts_.schemas, who.base_url));
  const scim::ResourceType* type = parts_.schemas.resource_type(name);
  if (type == nullptr) return core::failure(FaultKind::NotFound, "no resource type \"" + std::string(name) + "\"");
  return json::write(scim::resource_type_document(*type, who.base_url));
}

core::Result<std::string> BridgeService::roles(const Principal&) const {
  return core::failure(FaultKind::NotImplemented, "path: expected an endpoint that ServiceProviderConfig promises");
}

core::Result<std::string> BridgeService::entitlements(const Principal&) const {
  return core::failure(FaultKind::NotImplemented, "path: expected an endpoint that ServiceProviderConfig promises");
}

}  // namespace bridge::service
