#include "dialect_fixture.hpp"

namespace bridge::dialect {
namespace {

using test::parse;

enum class Of { User, Group };

/// A body that one switch changes. Without the switch it stays as it is; with it, it becomes `plain`.
struct Case {
  const char* name;
  Leniency leniency;
  Of of;
  const char* body;
  const char* plain;
};

constexpr const char* kEnterpriseUrn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

const Case kCases[] = {
    {"SchemasMissing", Leniency::ResourceSchemaMissing, Of::User, R"({"userName":"a"})",
     R"({"userName":"a","schemas":["urn:ietf:params:scim:schemas:core:2.0:User"]})"},
    {"SchemasEmptyOfGroup", Leniency::ResourceSchemaMissing, Of::Group, R"({"schemas":[],"displayName":"G"})",
     R"({"displayName":"G","schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"]})"},
    {"EmptyRole", Leniency::EmptyRoleDropped, Of::User, R"({"roles":[{"value":""},{"value":"ADMIN"}]})",
     R"({"roles":[{"value":"ADMIN"}]})"},
    {"NullRoleInAnySpelling", Leniency::EmptyRoleDropped, Of::User, R"({"ROLES":[{"Value":null,"type":"x"}]})",
     R"({"ROLES":[]})"},
    {"EmptyPhone", Leniency::EmptyElementDropped, Of::User,
     R"({"phoneNumbers":[{"value":"","type":"work"},{"value":"1","type":"home"}]})",
     R"({"phoneNumbers":[{"value":"1","type":"home"}]})"},
    {"NullEmail", Leniency::EmptyElementDropped, Of::User, R"({"emails":[{"value":null,"type":"home"}]})",
     R"({"emails":[]})"},
    {"TextForBoolean", Leniency::EmptyTextUnassigned, Of::User, R"({"active":"","title":""})", R"({"title":""})"},
    {"TextForComplex", Leniency::EmptyTextUnassigned, Of::User, R"({"name":""})", R"({})"},
    {"TextForMultiValued", Leniency::EmptyTextUnassigned, Of::User, R"({"emails":""})", R"({})"},
    {"TextForBooleanInElement", Leniency::EmptyTextUnassigned, Of::User,
     R"({"emails":[{"value":"a@example.com","primary":""}]})", R"({"emails":[{"value":"a@example.com"}]})"},
    {"TextForManager", Leniency::EmptyTextUnassigned, Of::User,
     R"({"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":"","department":""}})",
     R"({"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":""}})"},
};

/// Bodies that Entra's own switches change.
const Case kOfEntra[] = {
    {"BooleanAsText", Leniency::BooleanAsText, Of::User,
     R"({"active":"False","title":"True","roles":[{"value":"True","primary":"true"}]})",
     R"({"active":false,"title":"True","roles":[{"value":"True","primary":true}]})"},
    {"ManagerAsText", Leniency::ManagerForms, Of::User,
     R"({"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"D","manager":"u-1"}})",
     R"({"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"D","manager":{"value":"u-1"}}})"},
    {"ManagerAsArray", Leniency::ManagerForms, Of::User,
     R"({"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":[{"value":"u-1","$ref":"r"}]}})",
     R"({"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":"u-1","$ref":"r"}}})"},
    {"ManagerAsJson", Leniency::ManagerForms, Of::User,
     R"({"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":"{\"value\":\"u-1\"}"}})",
     R"({"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":"u-1"}}})"},
    {"ManagerEmpty", Leniency::ManagerForms, Of::User,
     R"({"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":""}}})",
     R"({"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{}})"},
    {"ExtensionNames", Leniency::ExtensionNameWithoutUrn, Of::User,
     R"({"userName":"a","Department":"D","division":"X"})",
     R"({"userName":"a","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"Department":"D","division":"X"}})"},
    {"ExtensionNameBesideTheExtension", Leniency::ExtensionNameWithoutUrn, Of::User,
     R"({"department":"E","employeeNumber":"1",
         "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"D"}})",
     R"({"department":"E",
         "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"D","employeeNumber":"1"}})"},
    {"RoleForms", Leniency::RoleForms, Of::User,
     R"({"roles":["Admin",{"value":"{\"id\":\"1\",\"value\":\"B\",\"displayName\":\"BB\"}","type":"t"},
                  {"value":"C","displayName":"CC"}]})",
     R"({"roles":[{"value":"Admin"},{"value":"B","type":"t","display":"BB"},{"value":"C","display":"CC"}]})"},
    {"RolesAsOneObject", Leniency::RoleForms, Of::User, R"({"roles":{"value":"Admin"}})",
     R"({"roles":[{"value":"Admin"}]})"},
};

class PlainResource : public testing::TestWithParam<Case> {
 protected:
  static core::Value plain(const Dialect& dialect, Counters& counters) {
    const auto& type = GetParam().of == Of::User ? test::registry().user() : test::registry().group();
    const auto result = plain_resource(parse(GetParam().body), type, dialect, counters);
    EXPECT_TRUE(result);
    return result ? *result : core::Value();
  }
};

TEST_P(PlainResource, IsMadeBySwitch) {
  Counters counters;
  EXPECT_EQ(plain(test::only(GetParam().leniency), counters), parse(GetParam().plain));
  EXPECT_EQ(counters.of(GetParam().leniency), 1U);
  EXPECT_EQ(test::uses(counters), 1U);
}

TEST_P(PlainResource, StaysAsItIsInTheGenericDialect) {
  Counters counters;
  EXPECT_EQ(plain(generic(), counters), parse(GetParam().body));
  EXPECT_EQ(test::uses(counters), 0U);
}

TEST_P(PlainResource, StaysAsItIsUnderOktasOtherSwitches) {
  Dialect others = okta();
  others.leniencies.reset(static_cast<std::size_t>(GetParam().leniency));
  others.leniencies.reset(static_cast<std::size_t>(Leniency::ResourceSchemaMissing));
  Counters counters;
  EXPECT_EQ(plain(others, counters), parse(GetParam().body));
  EXPECT_EQ(test::uses(counters), 0U);
}

INSTANTIATE_TEST_SUITE_P(All, PlainResource, testing::ValuesIn(kCases),
                         [](const auto& row) { return std::string(row.param.name); });
INSTANTIATE_TEST_SUITE_P(OfEntra, PlainResource, testing::ValuesIn(kOfEntra),
                         [](const auto& row) { return std::string(row.param.name); });

/// Bodies that no switch touches.
struct Untouched {
  const char* name;
  const char* body;
};
const Untouched kUntouched[] = {
    {"NotAnObject", R"(["a"])"},
    {"EmptyTextForText", R"({"schemas":["x"],"userName":"","name":{"middleName":""},"profileUrl":""})"},
    {"ElementWithoutValue", R"({"schemas":["x"],"emails":[{"type":"work"}],"addresses":[{"locality":""}]})"},
    {"ElementThatIsNoObject", R"({"schemas":["x"],"emails":["",7,null]})"},
    {"ReadOnlyGroups", R"({"schemas":["x"],"groups":[{"value":""}],"id":"1","meta":{"resourceType":"User"}})"},
    {"UnknownAttributes", R"({"schemas":["x"],"shoeSize":"","urn:example:shoes":{"size":""}})"},
    {"ExtensionOfAnotherKind", R"({"schemas":["x"],"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":7})"},
    {"FormsOfNoMeaning", R"({"schemas":["x"],"active":"yes","roles":[7],"userType":["a"],
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":["a","b"]}})"},
    {"PlainForms", R"({"schemas":["x"],"active":true,"roles":[],"title":null,"addresses":null,
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":"u-1","$ref":null}}})"},
    {"NullDisplay", R"({"schemas":["x"],"displayName":null,"emails":null})"},
};
class PlainBody : public testing::TestWithParam<Untouched> {};

TEST_P(PlainBody, PassesUntouched) {
  Counters counters;
  for (const Dialect* dialect : {&okta(), &entra()}) {
    const auto result = plain_resource(parse(GetParam().body), test::registry().user(), *dialect, counters);
    ASSERT_TRUE(result);
    EXPECT_EQ(*result, parse(GetParam().body));
    EXPECT_EQ(test::uses(counters), 0U);
  }
}
INSTANTIATE_TEST_SUITE_P(All, PlainBody, testing::ValuesIn(kUntouched),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(PlainGroup, KeepsMembersWithoutValue) {
  Counters counters;
  const auto body = parse(R"({"schemas":["x"],"members":[{"value":"","display":null}]})");
  const auto result = plain_resource(body, test::registry().group(), okta(), counters);
  ASSERT_TRUE(result);
  EXPECT_EQ(*result, body);
}

TEST(PlainGroup, IsNotEmptiedByAText) {
  const auto body = parse(R"({"schemas":["x"],"members":""})");
  for (const Dialect& dialect : {okta(), entra()}) {
    Counters counters;
    const auto result = plain_resource(body, test::registry().group(), dialect, counters);
    ASSERT_TRUE(result);
    EXPECT_EQ(*result, body);
    EXPECT_EQ(test::uses(counters), 0U);
  }
}

TEST(PlainResourceCount, IsOneForARequestThatUsesASwitchTwice) {
  Counters counters;
  const auto body = parse(R"({"emails":[{"value":""},{"value":""}],"phoneNumbers":[{"value":""}]})");
  ASSERT_TRUE(plain_resource(body, test::registry().user(), okta(), counters));
  EXPECT_EQ(counters.of(Leniency::EmptyElementDropped), 1U);
  EXPECT_EQ(counters.of(Leniency::ResourceSchemaMissing), 1U);
}

TEST(UnknownAttributes, AreDroppedBySwitch) {
  Counters counters;
  EXPECT_TRUE(accept_unknown({"shoeSize", "hat"}, test::only(Leniency::UnknownAttributeDropped), counters));
  EXPECT_EQ(counters.of(Leniency::UnknownAttributeDropped), 1U);
}

TEST(UnknownAttributes, AreRefusedByNameWithoutTheSwitch) {
  Counters counters;
  const auto outcome = accept_unknown({"shoeSize", std::string(kEnterpriseUrn) + ":hat"}, generic(), counters);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().kind, core::FaultKind::InvalidSyntax);
  EXPECT_NE(outcome.error().detail.find("\"shoeSize\", \"urn:"), std::string::npos) << outcome.error().detail;
  EXPECT_EQ(test::uses(counters), 0U);
}

TEST(UnknownAttributes, CostNothingWhenThereAreNone) {
  Counters counters;
  EXPECT_TRUE(accept_unknown({}, generic(), counters));
  EXPECT_TRUE(accept_unknown({}, okta(), counters));
  EXPECT_EQ(test::uses(counters), 0U);
}

}  // namespace
}  // namespace bridge::dialect
