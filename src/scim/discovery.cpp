#include "bridge/scim/discovery.hpp"

#include <cstdint>
#include <utility>
#include <vector>

#include "bridge/scim/urns.hpp"

namespace bridge::scim {
namespace {

using core::Array;
using core::Member;
using core::Object;
using core::Value;

Array list_of(std::string_view text) { return Array(std::vector<Value>{Value(text)}); }

Value number(std::size_t value) { return static_cast<std::int64_t>(value); }

Object supported(bool flag) { return Object{{"supported", flag}}; }

Object meta(std::string_view type, std::string_view base_url, std::string_view path) {
  return Object{{"resourceType", type}, {"location", std::string(base_url).append(path)}};
}

Object list_object(std::vector<Value> resources) {
  const Value size = number(resources.size());
  return Object{{"schemas", list_of(kListResponseUrn)},
                {"totalResults", size},
                {"startIndex", 1},
                {"itemsPerPage", size},
                {"Resources", Array(std::move(resources))}};
}

Object bearer_token_scheme() {
  return Object{{"type", "oauthbearertoken"},
                {"name", "OAuth Bearer Token"},
                {"description", "A bearer token in the Authorization header (RFC 6750)"},
                {"specUri", "https://www.rfc-editor.org/info/rfc6750"},
                {"primary", true}};
}

}  // namespace

Object service_provider_config(const Capabilities& capabilities, std::string_view base_url) {
  const Capabilities::Bulk& bulk = capabilities.bulk;
  std::vector<Member> members;
  members.push_back({"schemas", list_of(kServiceProviderConfigUrn)});
  if (!capabilities.documentation_uri.empty()) {
    members.push_back({"documentationUri", capabilities.documentation_uri});
  }
  members.push_back({"patch", supported(capabilities.patch)});
  members.push_back({"bulk", Object{{"supported", bulk.supported},
                                    {"maxOperations", number(bulk.max_operations)},
                                    {"maxPayloadSize", number(bulk.max_payload_size)}}});
  members.push_back({"filter", Object{{"supported", true}, {"maxResults", number(capabilities.filter_max_results)}}});
  members.push_back({"changePassword", supported(capabilities.change_password)});
  members.push_back({"sort", supported(capabilities.sort)});
  members.push_back({"etag", supported(capabilities.etag)});
  members.push_back({"pagination", Object{{"cursor", true},
                                          {"index", true},
                                          {"defaultPaginationMethod", "index"},
                                          {"defaultPageSize", number(capabilities.pages.default_size)},
                                          {"maxPageSize", number(capabilities.pages.most)}}});
  members.push_back({"authenticationSchemes", Array(std::vector<Value>{Value(bearer_token_scheme())})});
  members.push_back({"meta", meta("ServiceProviderConfig", base_url, "/ServiceProviderConfig")});
  return Object(std::move(members));
}

Object resource_type_document(const ResourceType& type, std::string_view base_url) {
  std::vector<Member> members{{"schemas", list_of(kResourceTypeUrn)},
                              {"id", type.name()},
                              {"name", type.name()},
                              {"endpoint", type.endpoint()},
                              {"description", type.description()},
                              {"schema", type.base().urn()}};
  std::vector<Value> extensions;
  for (const ResourceType::Extension& extension : type.extensions()) {
    extensions.emplace_back(Object{{"schema", extension.schema->urn()}, {"required", extension.required}});
  }
  if (!extensions.empty()) members.push_back({"schemaExtensions", Array(std::move(extensions))});
  members.push_back({"meta", meta("ResourceType", base_url, "/ResourceTypes/" + type.name())});
  return Object(std::move(members));
}

Object resource_type_list(const SchemaRegistry& registry, std::string_view base_url) {
  std::vector<Value> types;
  for (const ResourceType& type : registry.resource_types()) {
    types.emplace_back(resource_type_document(type, base_url));
  }
  return list_object(std::move(types));
}

Object assignable_document(const Assignable& item, const ResourceType& type, std::string_view base_url) {
  const std::string value(item.value);
  return Object{{"schemas", list_of(type.base().urn())},
                {"id", value},
                {"value", value},
                {"display", item.display},
                {"type", value},
                {"supported", true},
                {"meta", meta(type.name(), base_url, type.endpoint() + "/" + value)}};
}

Object assignable_list(const std::vector<Assignable>& items, const ResourceType& type, std::string_view base_url) {
  std::vector<Value> documents;
  documents.reserve(items.size());
  for (const Assignable& item : items) documents.emplace_back(assignable_document(item, type, base_url));
  return list_object(std::move(documents));
}

Object schema_document(const Schema& schema, std::string_view base_url) {
  std::vector<Member> members{{"schemas", list_of(kSchemaUrn)}};
  for (const Member& member : *schema.document().if_object()) {
    if (member.name != "schemas" && member.name != "meta") members.push_back(member);
  }
  members.push_back({"meta", meta("Schema", base_url, "/Schemas/" + schema.urn())});
  return Object(std::move(members));
}

Object schema_list(const SchemaRegistry& registry, std::string_view base_url) {
  std::vector<Value> schemas;
  for (const auto& schema : registry.schemas()) schemas.emplace_back(schema_document(*schema, base_url));
  return list_object(std::move(schemas));
}

}  // namespace bridge::scim
