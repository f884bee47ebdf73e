// /ServiceProviderConfig, /ResourceTypes and /Schemas of the SCIM service (RFC 7643 sections 5 to 7).

#include "emulator/scim_listing.hpp"

namespace bridge::emulator {

namespace {

constexpr const char* kString = "string";
constexpr const char* kBoolean = "boolean";
constexpr const char* kComplex = "complex";
constexpr const char* kReadWrite = "readWrite";

core::Object attribute(std::string_view name, std::string_view type, std::string_view mutability = kReadWrite) {
  return {{"name", name},          {"type", type},        {"multiValued", false},
          {"required", false},     {"caseExact", false},  {"mutability", mutability},
          {"returned", "default"}, {"uniqueness", "none"}};
}

core::Object required(const core::Object& given) { return given.with("required", true).with("uniqueness", "server"); }

core::Object with_parts(const core::Object& given, core::Array parts) {
  return given.with("subAttributes", std::move(parts));
}

core::Object several(std::string_view name, core::Array parts) {
  return with_parts(attribute(name, kComplex).with("multiValued", true), std::move(parts));
}

core::Object schema(std::string_view id, std::string_view name, core::Array attributes) {
  return {{"schemas", core::Array{"urn:ietf:params:scim:schemas:core:2.0:Schema"}},
          {"id", id},
          {"name", name},
          {"attributes", std::move(attributes)},
          {"meta", core::Object{{"resourceType", "Schema"}, {"location", scim_location("Schemas", id)}}}};
}

core::Object user_schema(const Facts& facts) {
  const core::Array typed{attribute("type", kString), attribute("value", kString)};
  const char* naming = facts.scim_changes_user_name ? kReadWrite : "immutable";
  return schema(
      kUserSchema, "User",
      {required(attribute("userName", kString, naming)), attribute("active", kBoolean), attribute("title", kString),
       with_parts(attribute("name", kComplex), {attribute("givenName", kString), attribute("familyName", kString)}),
       several("phoneNumbers", typed), several("emails", typed), several("roles", typed)});
}

core::Object enterprise_schema(const Facts& facts) {
  core::Object manager = attribute("manager", facts.scim_manager_is_object ? kComplex : kString);
  if (facts.scim_manager_is_object) manager = with_parts(manager, {attribute("value", kString)});
  return schema(
      kEnterpriseSchema, "EnterpriseUser",
      {attribute("department", kString), attribute("division", kString), attribute("costCenter", kString), manager});
}

core::Object group_schema() {
  return schema(
      kGroupSchema, "Group",
      {required(attribute("displayName", kString)),
       several("members", {attribute("value", kString, "immutable"), attribute("display", kString, "readOnly"),
                           attribute("type", kString, "readOnly")})});
}

core::Object resource_type(std::string_view name, std::string_view endpoint, std::string_view schema_id) {
  return {{"schemas", core::Array{"urn:ietf:params:scim:schemas:core:2.0:ResourceType"}},
          {"id", name},
          {"name", name},
          {"endpoint", endpoint},
          {"schema", schema_id},
          {"meta", core::Object{{"resourceType", "ResourceType"}, {"location", scim_location("ResourceTypes", name)}}}};
}

std::vector<core::Value> all_resource_types(const Facts& facts) {
  const core::Object extension{{"schema", kEnterpriseSchema}, {"required", false}};
  std::vector<core::Value> types{
      resource_type("User", "/Users", kUserSchema).with("schemaExtensions", core::Array{extension})};
  if (facts.scim_groups_offered) types.emplace_back(resource_type("Group", "/Groups", kGroupSchema));
  return types;
}

std::vector<core::Value> all_schemas(const Facts& facts) {
  std::vector<core::Value> schemas{user_schema(facts), enterprise_schema(facts)};
  if (facts.scim_groups_offered) schemas.emplace_back(group_schema());
  return schemas;
}

ScimAnswer list(std::vector<core::Value> all) {
  const std::size_t total = all.size();
  return ScimResult{200, scim_list_body(total, 0, std::move(all))};
}

ScimAnswer one_of(const std::vector<core::Value>& all, const std::string& id) {
  for (const core::Value& item : all) {
    if (core::text_or_empty(*item.if_object(), "id") == id) return ScimResult{200, item};
  }
  return scim_unknown("nothing here has the id " + id);
}

core::Object supported(bool yes) { return {{"supported", yes}}; }

}  // namespace

ScimAnswer scim_configuration(ScimOperation& operation) {
  const std::int64_t most = operation.facts().scim_most_results;
  return ScimResult{
      200, core::Object{{"schemas", core::Array{"urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"}},
                        {"patch", supported(true)},
                        {"bulk", supported(false).with("maxOperations", 0).with("maxPayloadSize", 0)},
                        {"filter", supported(true).with("maxResults", most)},
                        {"changePassword", supported(false)},
                        {"sort", supported(false)},
                        {"etag", supported(false)},
                        {"authenticationSchemes",
                         core::Array{core::Object{{"type", "oauthbearertoken"},
                                                  {"name", "Access token"},
                                                  {"description", "A token of a System Admin as bearer token"}}}}}};
}

ScimAnswer scim_resource_types(ScimOperation& operation) { return list(all_resource_types(operation.facts())); }

ScimAnswer scim_resource_type(ScimOperation& operation) {
  return one_of(all_resource_types(operation.facts()), operation.id);
}

ScimAnswer scim_schemas(ScimOperation& operation) { return list(all_schemas(operation.facts())); }

ScimAnswer scim_schema(ScimOperation& operation) { return one_of(all_schemas(operation.facts()), operation.id); }

}  // namespace bridge::emulator
