#include <algorithm>
#include <initializer_list>
#include <utility>

#include "bridge/scim/schema.hpp"
#include "bridge/scim/urns.hpp"

namespace bridge::scim {

core::Result<SchemaRegistry> SchemaRegistry::from_documents(const std::vector<core::Value>& documents) {
  SchemaRegistry registry;
  for (const core::Value& document : documents) {
    auto schema = Schema::from_value(document);
    if (!schema) return schema.passed_on();
    if (registry.schema(schema->urn()) != nullptr) {
      return core::failure(core::FaultKind::InvalidValue,
                           schema->urn() + ": expected one schema of this id, found two");
    }
    registry.schemas_.push_back(std::make_shared<const Schema>(*std::move(schema)));
  }
  const auto shared = [&](std::string_view urn) -> std::shared_ptr<const Schema> {
    const auto hit = std::find_if(registry.schemas_.begin(), registry.schemas_.end(),
                                  [&](const auto& schema) { return core::equal_ignoring_case(schema->urn(), urn); });
    return hit != registry.schemas_.end() ? *hit : nullptr;
  };
  const auto user = shared(kUserUrn);
  const auto group = shared(kGroupUrn);
  if (!user || !group) {
    return core::failure(core::FaultKind::InvalidValue, "the schemas: expected " + std::string(kUserUrn) + " and " +
                                                            std::string(kGroupUrn) + ", found only one or none");
  }
  const auto extensions = [&](std::initializer_list<std::string_view> urns) {
    std::vector<ResourceType::Extension> known;
    for (const std::string_view urn : urns) {
      if (auto schema = shared(urn)) known.push_back({std::move(schema), false});
    }
    return known;
  };
  registry.types_.emplace_back("User", "/Users", "User account", user,
                               extensions({kEnterpriseUserUrn, kSmartsheetUserUrn}));
  registry.types_.emplace_back("Group", "/Groups", "Group", group, extensions({kSmartsheetGroupUrn}));
  const auto add_listed = [&](const char* name, const char* endpoint, const char* description, std::string_view urn) {
    if (auto schema = shared(urn)) registry.types_.emplace_back(name, endpoint, description, schema, extensions({}));
  };
  add_listed("Role", "/Roles", "Role that a User can be given", kRoleUrn);
  add_listed("Entitlement", "/Entitlements", "Entitlement that a User can be given", kEntitlementUrn);
  return registry;
}

const Schema* SchemaRegistry::schema(std::string_view urn) const noexcept {
  const auto hit = std::find_if(schemas_.begin(), schemas_.end(),
                                [&](const auto& schema) { return core::equal_ignoring_case(schema->urn(), urn); });
  return hit != schemas_.end() ? hit->get() : nullptr;
}

const ResourceType* SchemaRegistry::resource_type(std::string_view name) const noexcept {
  const auto hit = std::find_if(types_.begin(), types_.end(),
                                [&](const ResourceType& type) { return core::equal_ignoring_case(type.name(), name); });
  return hit != types_.end() ? &*hit : nullptr;
}

const ResourceType& SchemaRegistry::user() const { return types_.at(0); }

const ResourceType& SchemaRegistry::group() const { return types_.at(1); }

}  // namespace bridge::scim
