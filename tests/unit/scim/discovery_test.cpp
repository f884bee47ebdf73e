#include "bridge/scim/discovery.hpp"

#include <gtest/gtest.h>

#include "bridge/scim/urns.hpp"
#include "scim_fixture.hpp"

namespace bridge::scim::test {
namespace {

using core::Object;
using core::Value;

constexpr const char* kBase = "https://scim.example.com/scim/v2";

TEST(ServiceProviderConfig, HasEveryRequiredMember) {
  Capabilities capabilities;
  capabilities.bulk = {true, 1000, 1048576};
  capabilities.filter_max_results = 200;
  capabilities.sort = true;
  capabilities.etag = true;
  capabilities.pages = {100, 1000};
  const Object config = service_provider_config(capabilities, kBase);
  EXPECT_EQ(json::write(config), json::write(parse(R"json({
    "schemas":["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
    "patch":{"supported":true},
    "bulk":{"supported":true,"maxOperations":1000,"maxPayloadSize":1048576},
    "filter":{"supported":true,"maxResults":200},
    "changePassword":{"supported":false},"sort":{"supported":true},"etag":{"supported":true},
    "pagination":{"cursor":true,"index":true,"defaultPaginationMethod":"index","defaultPageSize":100,
                  "maxPageSize":1000},
    "authenticationSchemes":[{"type":"oauthbearertoken","name":"OAuth Bearer Token",
      "description":"A bearer token in the Authorization header (RFC 6750)",
      "specUri":"https://www.rfc-editor.org/info/rfc6750","primary":true}],
    "meta":{"resourceType":"ServiceProviderConfig",
      "location":"https://scim.example.com/scim/v2/ServiceProviderConfig"}})json")));
}

TEST(ServiceProviderConfig, NamesTheDocumentationWhereThereIsOne) {
  Capabilities capabilities;
  EXPECT_EQ(service_provider_config(capabilities, kBase).find("documentationUri"), nullptr);
  capabilities.documentation_uri = "https://docs.example.com/";
  EXPECT_EQ(core::text_or_empty(service_provider_config(capabilities, kBase), "documentationUri"),
            "https://docs.example.com/");
}

TEST(ResourceTypeDocument, TellsSchemaAndExtensions) {
  EXPECT_EQ(json::write(resource_type_document(user_type(), kBase)), json::write(parse(R"({
    "schemas":["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],"id":"User","name":"User","endpoint":"/Users",
    "description":"User account","schema":"urn:ietf:params:scim:schemas:core:2.0:User",
    "schemaExtensions":[{"schema":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User","required":false}],
    "meta":{"resourceType":"ResourceType","location":"https://scim.example.com/scim/v2/ResourceTypes/User"}})")));
  EXPECT_EQ(resource_type_document(group_type(), kBase).find("schemaExtensions"), nullptr);
  EXPECT_EQ(*resource_type_document(whole_registry().group(), kBase).find("schemaExtensions"),
            parse(R"([{"schema":"urn:ietf:params:scim:schemas:extension:smartsheet:2.0:Group","required":false}])"));
  EXPECT_EQ(json::write(resource_type_document(*whole_registry().resource_type("Role"), kBase)), json::write(parse(R"({
    "schemas":["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],"id":"Role","name":"Role","endpoint":"/Roles",
    "description":"Role that a User can be given","schema":"urn:ietf:params:scim:schemas:core:2.0:Role",
    "meta":{"resourceType":"ResourceType","location":"https://scim.example.com/scim/v2/ResourceTypes/Role"}})")));
}

TEST(ResourceTypeList, ListsAll) {
  const Object list = resource_type_list(registry(), kBase);
  EXPECT_EQ(*list.find("schemas"), parse(R"(["urn:ietf:params:scim:api:messages:2.0:ListResponse"])"));
  EXPECT_EQ(*list.find("totalResults"), Value(2));
  EXPECT_EQ(*list.find("itemsPerPage"), Value(2));
  EXPECT_EQ((*list.find("Resources")->if_array())[1], Value(resource_type_document(group_type(), kBase)));
}

TEST(SchemaDocument, AddsSchemasAndMetaToTheFile) {
  const Object document = schema_document(group_type().base(), kBase);
  EXPECT_EQ(*document.find("schemas"), parse(R"(["urn:ietf:params:scim:schemas:core:2.0:Schema"])"));
  EXPECT_EQ(core::text_or_empty(document, "id"), kGroupUrn);
  EXPECT_EQ(core::text_or_empty(document, "name"), "Group");
  EXPECT_EQ(*document.find("meta"), parse(R"({"resourceType":"Schema","location":
      "https://scim.example.com/scim/v2/Schemas/urn:ietf:params:scim:schemas:core:2.0:Group"})"));
  EXPECT_EQ(*document.find("attributes"), *group_type().base().document().if_object()->find("attributes"));
}

TEST(SchemaDocument, CanBeReadAsASchema) {
  for (const auto& schema : whole_registry().schemas()) {
    const auto again = Schema::from_value(schema_document(*schema, kBase));
    ASSERT_TRUE(again) << again.error().detail;
    EXPECT_EQ(again->attributes().size(), schema->attributes().size());
    EXPECT_EQ(schema_document(*again, kBase), schema_document(*schema, kBase));
  }
}

TEST(SchemaList, ListsResourcesAndExtensionsAndNoMessages) {
  const Object list = schema_list(whole_registry(), kBase);
  EXPECT_EQ(*list.find("totalResults"), Value(7));
  for (const Value& schema : *list.find("Resources")->if_array()) {
    EXPECT_EQ(core::text_or_empty(*schema.if_object(), "id").find("urn:ietf:params:scim:api:messages"),
              std::string::npos);
  }
}

TEST(AssignableDocument, IsAResourceOfItsType) {
  const ResourceType& role = *whole_registry().resource_type("Role");
  const std::string one = R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:Role"],"id":"GROUP_ADMIN",
    "value":"GROUP_ADMIN","display":"Group Admin","type":"GROUP_ADMIN","supported":true,
    "meta":{"resourceType":"Role","location":"https://scim.example.com/scim/v2/Roles/GROUP_ADMIN"}})";
  EXPECT_EQ(json::write(assignable_document({"GROUP_ADMIN", "Group Admin"}, role, kBase)), json::write(parse(one)));
  EXPECT_EQ(json::write(assignable_list({{"GROUP_ADMIN", "Group Admin"}}, role, kBase)),
            json::write(parse(
                R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":1,"startIndex":1,
          "itemsPerPage":1,"Resources":[)" +
                one + "]}")));
  EXPECT_EQ(json::write(assignable_list({}, *whole_registry().resource_type("Entitlement"), kBase)),
            json::write(parse(
                R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":0,"startIndex":1,
          "itemsPerPage":0,"Resources":[]})")));
}

TEST(SchemaList, ListsAll) {
  const Object list = schema_list(registry(), kBase);
  EXPECT_EQ(*list.find("totalResults"), Value(3));
  EXPECT_EQ(list.find("Resources")->if_array()->size(), 3U);
}

}  // namespace
}  // namespace bridge::scim::test
