#include "bridge/scim/schema.hpp"

#include <filesystem>
#include <functional>

#include <gtest/gtest.h>

#include "bridge/scim/urns.hpp"
#include "scim_fixture.hpp"

namespace bridge::scim::test {
namespace {

using core::FaultKind;

TEST(SchemaFiles, GiveTheThreeSchemasAndTwoTypes) {
  ASSERT_EQ(registry().schemas().size(), 3U);
  ASSERT_EQ(registry().resource_types().size(), 2U);
  EXPECT_EQ(user_type().base().urn(), kUserUrn);
  EXPECT_EQ(user_type().endpoint(), "/Users");
  EXPECT_EQ(group_type().base().urn(), kGroupUrn);
  ASSERT_NE(user_type().extension(kEnterpriseUserUrn), nullptr);
  EXPECT_EQ(group_type().extension(kEnterpriseUserUrn), nullptr);
}

TEST(SchemaFiles, AreAllUsed) {
  std::size_t files = 0;
  for (const auto& file :
       std::filesystem::directory_iterator(std::filesystem::path(BRIDGE_SOURCE_DIR) / "config/schemas")) {
    files += file.path().extension() == ".json" ? 1 : 0;
  }
  EXPECT_EQ(whole_registry().schemas().size(), files);
  const SchemaRegistry& whole = whole_registry();
  EXPECT_EQ(whole.resource_types().size(), 4U);
  EXPECT_NE(whole.user().extension(kSmartsheetUserUrn), nullptr);
  EXPECT_NE(whole.group().extension(kSmartsheetGroupUrn), nullptr);
  EXPECT_EQ(whole.user().extension(kSmartsheetGroupUrn), nullptr);
  ASSERT_NE(whole.resource_type("role"), nullptr);
  EXPECT_EQ(whole.resource_type("Role")->endpoint(), "/Roles");
  EXPECT_EQ(whole.resource_type("Entitlement")->base().urn(), kEntitlementUrn);
}

TEST(SchemaFiles, HoldEveryAttributeOfTheRfc) {
  for (const char* name : {"userName",        "name",         "displayName",  "nickName",
                           "profileUrl",      "title",        "userType",     "preferredLanguage",
                           "locale",          "timezone",     "active",       "password",
                           "emails",          "phoneNumbers", "ims",          "photos",
                           "addresses",       "groups",       "entitlements", "roles",
                           "x509Certificates"}) {
    EXPECT_NE(user_type().base().find(name), nullptr) << name;
  }
  for (const char* name : {"employeeNumber", "costCenter", "organization", "division", "department", "manager"}) {
    EXPECT_NE(user_type().extension(kEnterpriseUserUrn)->find(name), nullptr) << name;
  }
}

TEST(SchemaFiles, StateEveryCharacteristicOfEveryAttribute) {
  const std::function<void(const core::Object&)> check = [&](const core::Object& attribute) {
    for (const char* member : {"name", "type", "multiValued", "description", "required", "caseExact", "mutability",
                               "returned", "uniqueness"}) {
      EXPECT_NE(attribute.find(member), nullptr) << core::text_or_empty(attribute, "name") << " lacks " << member;
    }
    const core::Value* subs = attribute.find("subAttributes");
    EXPECT_EQ(subs != nullptr, core::text_or_empty(attribute, "type") == "complex");
    const core::Value* references = attribute.find("referenceTypes");
    EXPECT_EQ(references != nullptr, core::text_or_empty(attribute, "type") == "reference");
    if (subs == nullptr) return;
    for (const core::Value& sub : *subs->if_array()) check(*sub.if_object());
  };
  for (const auto& schema : whole_registry().schemas()) {
    for (const core::Value& attribute : *schema->document().if_object()->find("attributes")->if_array()) {
      check(*attribute.if_object());
    }
  }
}

TEST(SchemaFiles, SayWhatTheBridgeReallyDoes) {
  const AttributeDefinition& user_name = *user_type().core_attribute("userName");
  EXPECT_TRUE(user_name.required);
  EXPECT_FALSE(user_name.case_exact);
  EXPECT_EQ(user_name.uniqueness, Uniqueness::Server);
  EXPECT_EQ(user_name.mutability, Mutability::Immutable);
  const AttributeDefinition& password = *user_type().core_attribute("password");
  EXPECT_EQ(password.mutability, Mutability::WriteOnly);
  EXPECT_EQ(password.returned, Returned::Never);
  EXPECT_EQ(user_type().core_attribute("groups")->mutability, Mutability::ReadOnly);
  const AttributeDefinition& display_name = *group_type().core_attribute("displayName");
  EXPECT_TRUE(display_name.required);
  EXPECT_EQ(display_name.uniqueness, Uniqueness::Server);
  const AttributeDefinition& members = *group_type().core_attribute("members");
  EXPECT_EQ(members.sub("value")->mutability, Mutability::Immutable);
  EXPECT_EQ(members.sub("display")->mutability, Mutability::ReadOnly);
  EXPECT_EQ(members.sub("type")->canonical_values, std::vector<std::string>{"User"});
  EXPECT_EQ(user_type().core_attribute("groups")->sub("type")->canonical_values, std::vector<std::string>{"direct"});
  const AttributeDefinition& role = *user_type().core_attribute("roles")->sub("value");
  EXPECT_EQ(role.canonical_values.size(), 9U);
  EXPECT_EQ(user_type().core_attribute("roles")->sub("type")->canonical_values, role.canonical_values);
}

TEST(SchemaFiles, LetNobodyWriteWhatSmartsheetAloneTells) {
  for (const std::string_view urn : {kSmartsheetUserUrn, kSmartsheetGroupUrn}) {
    for (const AttributeDefinition& attribute : whole_registry().schema(urn)->attributes()) {
      EXPECT_EQ(attribute.mutability, Mutability::ReadOnly) << attribute.name;
      EXPECT_EQ(attribute.returned, Returned::Request) << attribute.name;
      EXPECT_FALSE(attribute.required) << attribute.name;
    }
  }
  const Schema& user = *whole_registry().schema(kSmartsheetUserUrn);
  EXPECT_EQ(user.find("lastLogin")->type, AttributeType::DateTime);
  EXPECT_EQ(user.find("sheetCount")->type, AttributeType::Integer);
  EXPECT_EQ(user.find("canStillSignIn")->type, AttributeType::Boolean);
  EXPECT_EQ(user.find("status")->canonical_values,
            (std::vector<std::string>{"ACTIVE", "PENDING", "DECLINED", "DEACTIVATED"}));
}

/// RFC 7643 section 7 for all of them, whatever their files say of one another.
TEST(SchemaFiles, ContradictNoRuleOfTheRfc) {
  const std::function<void(const AttributeDefinition&, const std::string&)> check = [&](const AttributeDefinition& one,
                                                                                        const std::string& of) {
    const std::string where = of + " " + one.name;
    const bool exact = one.type == AttributeType::Reference || one.type == AttributeType::Binary;
    EXPECT_TRUE(one.case_exact || !exact) << where;
    EXPECT_FALSE(one.case_exact && one.type == AttributeType::Boolean) << where;
    EXPECT_TRUE(one.uniqueness == Uniqueness::None || one.type != AttributeType::Boolean) << where;
    EXPECT_TRUE(one.mutability != Mutability::WriteOnly || one.returned == Returned::Never) << where;
    for (const AttributeDefinition& sub : one.sub_attributes) {
      EXPECT_FALSE(sub.multi_valued) << where << "." << sub.name;
      EXPECT_TRUE(one.mutability != Mutability::ReadOnly || sub.mutability == Mutability::ReadOnly) << where;
      check(sub, where);
    }
  };
  for (const auto& schema : whole_registry().schemas()) {
    for (const AttributeDefinition& attribute : schema->attributes()) check(attribute, schema->urn());
  }
}

TEST(ResourceType, FindsNamesWithoutRegardToCase) {
  EXPECT_EQ(user_type().core_attribute("USERNAME"), user_type().core_attribute("userName"));
  EXPECT_EQ(user_type().core_attribute("EMAILS")->sub("Value")->name, "value");
  EXPECT_EQ(user_type().core_attribute("externalid")->name, "externalId");
  EXPECT_EQ(user_type().core_attribute("department"), nullptr);
  EXPECT_NE(user_type().extension("URN:ietf:params:scim:schemas:EXTENSION:enterprise:2.0:User"), nullptr);
  EXPECT_NE(registry().resource_type("user"), nullptr);
  EXPECT_EQ(registry().resource_type("Users"), nullptr);
  EXPECT_EQ(registry().schema("urn:none"), nullptr);
}

TEST(ResourceType, HasTheCommonAttributes) {
  for (const char* name : {"schemas", "id", "externalId", "meta"}) {
    ASSERT_NE(group_type().core_attribute(name), nullptr) << name;
    EXPECT_TRUE(group_type().core_attribute(name)->case_exact || std::string(name) == "meta");
  }
  EXPECT_EQ(group_type().core_attribute("id")->returned, Returned::Always);
  EXPECT_EQ(group_type().core_attribute("id")->mutability, Mutability::ReadOnly);
  EXPECT_EQ(group_type().core_attribute("meta")->sub("lastModified")->type, AttributeType::DateTime);
}

TEST(Schema, TakesTheDefaultsOfTheRfc) {
  const auto schema = Schema::from_value(parse(R"({"id":"urn:a","attributes":[{"name":"x"}]})"));
  ASSERT_TRUE(schema);
  const AttributeDefinition& x = *schema->find("x");
  EXPECT_EQ(x.type, AttributeType::String);
  EXPECT_FALSE(x.multi_valued || x.required || x.case_exact);
  EXPECT_EQ(x.mutability, Mutability::ReadWrite);
  EXPECT_EQ(x.returned, Returned::Default);
  EXPECT_EQ(x.uniqueness, Uniqueness::None);
}

struct BadSchema {
  const char* text;
  const char* says;
};

TEST(Schema, SaysWhichMemberIsWrong) {
  const BadSchema cases[] = {
      {R"([])", "expected an object"},
      {R"({"attributes":[]})", "id: expected the URN"},
      {R"({"id":"urn:a"})", "attributes: expected an array, found nothing"},
      {R"({"id":"urn:a","attributes":{}})", "attributes: expected an array, found object"},
      {R"({"id":"urn:a","attributes":[1]})", "attributes[0]: expected an object, found integer"},
      {R"({"id":"urn:a","attributes":[{}]})", "attributes[0].name: expected a string that is not empty, found nothing"},
      {R"({"id":"urn:a","attributes":[{"name":"1x"}]})", "attributes[0].name: expected a letter"},
      {R"({"id":"urn:a","attributes":[{"name":"x.y"}]})", "attributes[0].name: expected a letter"},
      {R"({"id":"urn:a","attributes":[{"name":"x","type":"text"}]})", "attributes[0].type: expected one of \"string\""},
      {R"({"id":"urn:a","attributes":[{"name":"x","required":"yes"}]})", "required: expected true or false"},
      {R"({"id":"urn:a","attributes":[{"name":"x","mutability":"readonly"}]})", "found \"readonly\""},
      {R"({"id":"urn:a","attributes":[{"name":"x","returned":1}]})", "returned: expected one of"},
      {R"({"id":"urn:a","attributes":[{"name":"x","uniqueness":"all"}]})", "uniqueness: expected one of"},
      {R"({"id":"urn:a","attributes":[{"name":"x","canonicalValues":"a"}]})", "canonicalValues: expected an array"},
      {R"({"id":"urn:a","attributes":[{"name":"x","canonicalValues":[1]}]})", "canonicalValues: expected an array"},
      {R"({"id":"urn:a","attributes":[{"name":"x","referenceTypes":["uri"]}]})",
       "referenceTypes: expected on references"},
      {R"({"id":"urn:a","attributes":[{"name":"x","type":"complex"}]})", "subAttributes: expected at least one"},
      {R"({"id":"urn:a","attributes":[{"name":"x","subAttributes":[{"name":"y"}]}]})", "expected none on a simple"},
      {R"({"id":"urn:a","attributes":[{"name":"x","required":true,"mutability":"readOnly"}]})",
       "required: expected false"},
      {R"({"id":"urn:a","attributes":[{"name":"x"},{"name":"X"}]})", "attributes[1].name: \"X\" is defined twice"},
      {R"({"id":"urn:a","attributes":[{"name":"x","type":"complex","subAttributes":[{"name":"y","type":"complex",
          "subAttributes":[{"name":"z"}]}]}]})",
       "attributes[0].subAttributes[0].type: expected a simple type"},
  };
  for (const BadSchema& bad : cases) {
    EXPECT_TRUE(fails_with(Schema::from_value(parse(bad.text)), FaultKind::InvalidValue, bad.says)) << bad.text;
  }
}

TEST(SchemaRegistry, WantsUserAndGroupOnceEach) {
  const auto user = schema_document("User");
  const auto group = schema_document("Group");
  EXPECT_TRUE(SchemaRegistry::from_documents({user, group}));
  EXPECT_TRUE(fails_with(SchemaRegistry::from_documents({user}), FaultKind::InvalidValue, "core:2.0:Group"));
  EXPECT_TRUE(fails_with(SchemaRegistry::from_documents({group}), FaultKind::InvalidValue, "core:2.0:User"));
  EXPECT_TRUE(fails_with(SchemaRegistry::from_documents({user, group, user}), FaultKind::InvalidValue, "found two"));
  EXPECT_TRUE(fails_with(SchemaRegistry::from_documents({user, group, core::Value(1)}), FaultKind::InvalidValue,
                         "expected an object"));
}

}  // namespace
}  // namespace bridge::scim::test
