#include "dialect_fixture.hpp"

namespace bridge::dialect {
namespace {

using test::parse;

enum class Of { User, Group };

/// Operations that one switch makes plain.
struct Case {
  const char* name;
  Leniency leniency;
  const char* operations;
  const char* plain;
  Of of = Of::User;
};

core::Value message(const char* operations) {
  return core::Object{{"schemas", parse(R"(["urn:ietf:params:scim:api:messages:2.0:PatchOp"])")},
                      {"Operations", parse(operations)}};
}

const Case kCases[] = {
    {"BooleanByPath", Leniency::BooleanAsText, R"j([{"op": "replace", "path": "active", "value": "False"}])j",
     R"j([{"op": "replace", "path": "active", "value": false}])j"},
    {"BooleanInAnyCase", Leniency::BooleanAsText, R"j([{"op": "add", "path": "ACTIVE", "value": "tRUE"}])j",
     R"j([{"op": "add", "path": "ACTIVE", "value": true}])j"},
    {"BooleanWithoutPath", Leniency::BooleanAsText,
     R"j([{"op": "replace", "value": {"active": "False", "title": "True"}}])j",
     R"j([{"op": "replace", "value": {"active": false, "title": "True"}}])j"},
    {"BooleanInElements", Leniency::BooleanAsText,
     R"j([{"op": "add", "path": "roles", "value": [{"value": "True", "primary": "True"}, {"value": "b", "primary": false}]}])j",
     R"j([{"op": "add", "path": "roles", "value": [{"value": "True", "primary": true}, {"value": "b", "primary": false}]}])j"},
    {"BooleanInOneElement", Leniency::BooleanAsText,
     R"j([{"op": "add", "path": "roles", "value": {"value": "a", "primary": "False"}}])j",
     R"j([{"op": "add", "path": "roles", "value": {"value": "a", "primary": false}}])j"},
    {"BooleanInElementsWithoutPath", Leniency::BooleanAsText,
     R"j([{"op": "add", "value": {"emails": [{"value": "a@x", "primary": "true"}]}}])j",
     R"j([{"op": "add", "value": {"emails": [{"value": "a@x", "primary": true}]}}])j"},
    {"BooleanOfElement", Leniency::BooleanAsText,
     R"j([{"op": "replace", "path": "emails[type eq \"work\"].primary", "value": "True"}])j",
     R"j([{"op": "replace", "path": "emails[type eq \"work\"].primary", "value": true}])j"},
    {"BooleanInFilter", Leniency::BooleanAsText,
     R"j([{"op": "replace", "path": "roles[primary eq \"True\"].value", "value": "True"}])j",
     R"j([{"op": "replace", "path": "roles[primary eq true].value", "value": "True"}])j"},
    {"BooleanInFilterOfRemoval", Leniency::BooleanAsText,
     R"j([{"op": "remove", "path": "roles[primary eq \"False\" and type eq \"False\"]"}])j",
     R"j([{"op": "remove", "path": "roles[primary eq false and type eq \"False\"]"}])j"},
    {"BooleanInPickedObject", Leniency::BooleanAsText,
     R"j([{"op": "replace", "path": "emails[type eq \"work\"]", "value": {"primary": "True"}}])j",
     R"j([{"op": "replace", "path": "emails[type eq \"work\"]", "value": {"primary": true}}])j"},
    {"ManagerAsText", Leniency::ManagerForms,
     R"j([{"op": "replace", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "value": "u-1"}])j",
     R"j([{"op": "replace", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "value": {"value": "u-1", "$ref": null}}])j"},
    {"ManagerAddedAsText", Leniency::ManagerForms,
     R"j([{"op": "add", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "value": "u-1"}])j",
     R"j([{"op": "replace", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "value": {"value": "u-1", "$ref": null}}])j"},
    {"ManagerAsArray", Leniency::ManagerForms,
     R"j([{"op": "add", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "value": [{"$ref": "http://x/Users/u-1", "value": "u-1"}]}])j",
     R"j([{"op": "add", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "value": {"$ref": "http://x/Users/u-1", "value": "u-1"}}])j"},
    {"ManagerAsArrayOfText", Leniency::ManagerForms,
     R"j([{"op": "replace", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "value": ["u-1"]}])j",
     R"j([{"op": "replace", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "value": {"value": "u-1", "$ref": null}}])j"},
    {"ManagerAsJsonInText", Leniency::ManagerForms,
     R"j([{"op": "replace", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "value": " {\"value\":\"u-1\",\"$ref\":\"../Users/u-1\"}"}])j",
     R"j([{"op": "replace", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "value": {"value": "u-1", "$ref": "../Users/u-1"}}])j"},
    {"ManagerClearedByText", Leniency::ManagerForms,
     R"j([{"op": "replace", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "value": ""}])j",
     R"j([{"op": "remove", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager"}])j"},
    {"ManagerClearedByObject", Leniency::ManagerForms,
     R"j([{"op": "add", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "value": {"value": ""}}])j",
     R"j([{"op": "remove", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager"}])j"},
    {"ManagerClearedByArray", Leniency::ManagerForms,
     R"j([{"op": "replace", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "value": [{"value": ""}]}])j",
     R"j([{"op": "remove", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager"}])j"},
    {"ManagerWithoutPath", Leniency::ManagerForms,
     R"j([{"op": "replace", "value": {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": "u-1"}, "title": "T"}}])j",
     R"j([{"op": "replace", "value": {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": {"value": "u-1", "$ref": null}}, "title": "T"}}])j"},
    {"ManagerClearedInAdd", Leniency::ManagerForms,
     R"j([{"op": "add", "value": {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": "", "department": "D"}, "title": "T"}}])j",
     R"j([{"op": "add", "value": {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "D"}, "title": "T"}}, {"op": "replace", "value": {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": null}}}])j"},
    {"ManagerBelowExtensionPath", Leniency::ManagerForms,
     R"j([{"op": "replace", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", "value": {"manager": {"value": ""}}}])j",
     R"j([{"op": "replace", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", "value": {"manager": null}}])j"},
    {"RolesAsTexts", Leniency::RoleForms, R"j([{"op": "replace", "path": "roles", "value": ["Admin", "User"]}])j",
     R"j([{"op": "replace", "path": "roles", "value": [{"value": "Admin"}, {"value": "User"}]}])j"},
    {"RolesAsOneText", Leniency::RoleForms, R"j([{"op": "add", "path": "roles", "value": "Admin"}])j",
     R"j([{"op": "add", "path": "roles", "value": [{"value": "Admin"}]}])j"},
    {"RolesAsOneObject", Leniency::RoleForms, R"j([{"op": "replace", "path": "roles", "value": {"value": "Admin"}}])j",
     R"j([{"op": "replace", "path": "roles", "value": [{"value": "Admin"}]}])j"},
    {"RoleAsJsonInValue", Leniency::RoleForms,
     R"j([{"op": "add", "path": "roles", "value": [{"value": "{\"id\": \"1\", \"value\": \"Admin\", \"displayName\": \"A\"}", "primary": true}]}])j",
     R"j([{"op": "add", "path": "roles", "value": [{"value": "Admin", "display": "A", "primary": true}]}])j"},
    {"RoleAsJsonInText", Leniency::RoleForms,
     R"j([{"op": "add", "value": {"roles": ["{\"id\": \"1\", \"value\": \"Admin\", \"displayName\": \"A\"}"]}}])j",
     R"j([{"op": "add", "value": {"roles": [{"value": "Admin", "display": "A"}]}}])j"},
    {"RolesAsJsonInText", Leniency::RoleForms,
     R"j([{"op": "replace", "path": "roles", "value": "[{\"value\": \"Admin\", \"displayName\": \"A\"}]"}])j",
     R"j([{"op": "replace", "path": "roles", "value": [{"value": "Admin", "display": "A"}]}])j"},
    {"RoleWithDisplayName", Leniency::RoleForms,
     R"j([{"op": "add", "path": "roles", "value": [{"value": "Admin", "displayName": "A", "primary": false}]}])j",
     R"j([{"op": "add", "path": "roles", "value": [{"value": "Admin", "display": "A", "primary": false}]}])j"},
    {"RoleWithBothNames", Leniency::RoleForms,
     R"j([{"op": "add", "path": "roles", "value": {"value": "Admin", "display": "B", "displayName": "A"}}])j",
     R"j([{"op": "add", "path": "roles", "value": {"value": "Admin", "display": "B"}}])j"},
    {"RoleAsJsonUnderPath", Leniency::RoleForms,
     R"j([{"op": "replace", "path": "roles[primary eq true].value", "value": "{\"id\":\"1\",\"value\":\"Admin\"}"}])j",
     R"j([{"op": "replace", "path": "roles[primary eq true].value", "value": "Admin"}])j"},
    {"EmptyTextByPath", Leniency::EmptyValueUnassigns,
     R"j([{"op": "replace", "path": "title", "value": ""}, {"op": "add", "path": "title", "value": ""}])j",
     R"j([{"op": "remove", "path": "title"}, {"op": "remove", "path": "title"}])j"},
    {"EmptyTextOfOtherTypes", Leniency::EmptyValueUnassigns,
     R"j([{"op": "replace", "path": "active", "value": ""}, {"op": "replace", "path": "name", "value": ""}, {"op": "replace", "path": "emails", "value": ""}, {"op": "replace", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "value": ""}])j",
     R"j([{"op": "remove", "path": "active"}, {"op": "remove", "path": "name"}, {"op": "remove", "path": "emails"}, {"op": "remove", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager"}])j"},
    {"EmptyTextOfSub", Leniency::EmptyValueUnassigns,
     R"j([{"op": "replace", "path": "name.middleName", "value": ""}])j",
     R"j([{"op": "remove", "path": "name.middleName"}])j"},
    {"EmptyTextBelowFilter", Leniency::EmptyValueUnassigns,
     R"j([{"op": "replace", "path": "emails[type eq \"work\"].value", "value": ""}])j",
     R"j([{"op": "remove", "path": "emails[type eq \"work\"].value"}])j"},
    {"NullBelowFilter", Leniency::EmptyValueUnassigns,
     R"j([{"op": "replace", "path": "emails[type eq \"work\"].value", "value": null}])j",
     R"j([{"op": "remove", "path": "emails[type eq \"work\"].value"}])j"},
    {"NullAdded", Leniency::EmptyValueUnassigns, R"j([{"op": "add", "path": "title", "value": null}])j",
     R"j([{"op": "remove", "path": "title"}])j"},
    {"EmptyTextWithoutPath", Leniency::EmptyValueUnassigns,
     R"j([{"op": "replace", "value": {"title": "", "displayName": "A", "name": {"middleName": "", "givenName": "Ada"}}}])j",
     R"j([{"op": "replace", "value": {"title": null, "displayName": "A", "name": {"middleName": null, "givenName": "Ada"}}}])j"},
    {"EmptyTextInAdd", Leniency::EmptyValueUnassigns,
     R"j([{"op": "add", "value": {"title": "", "displayName": "A", "name": {"middleName": null, "givenName": "Ada"}, "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "", "division": "X"}}}])j",
     R"j([{"op": "add", "value": {"displayName": "A", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"division": "X"}}}, {"op": "replace", "value": {"title": null, "name": {"middleName": null, "givenName": "Ada"}, "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": null}}}])j"},
    {"EmptyTextInComplexAdded", Leniency::EmptyValueUnassigns,
     R"j([{"op": "add", "path": "name", "value": {"middleName": "", "givenName": "Ada"}}])j",
     R"j([{"op": "replace", "path": "name", "value": {"middleName": null, "givenName": "Ada"}}])j"},
    {"EmptyTextBelowExtensionPath", Leniency::EmptyValueUnassigns,
     R"j([{"op": "add", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", "value": {"department": ""}}])j",
     R"j([{"op": "replace", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", "value": {"department": null}}])j"},
    {"ValuePathComparedIsNoPath", Leniency::BareValueInFilter,
     R"j([{"op": "remove", "path": "emails[type eq work].value"}])j",
     R"j([{"op": "remove", "path": "emails[type eq \"work\"].value"}])j"},
};

class PatchValues : public testing::TestWithParam<Case> {
 protected:
  static core::Value plain(const Dialect& dialect, Counters& counters) {
    const auto& type = GetParam().of == Of::User ? test::registry().user() : test::registry().group();
    const auto result = plain_patch(message(GetParam().operations), type, dialect, counters);
    EXPECT_TRUE(result);
    return result ? *result : core::Value();
  }
};

TEST_P(PatchValues, IsMadePlainBySwitchAndCountedOnce) {
  Counters counters;
  const core::Value made = plain(test::only(GetParam().leniency), counters);
  EXPECT_EQ(made, message(GetParam().plain)) << json::write(made);
  EXPECT_EQ(counters.of(GetParam().leniency), 1U);
  EXPECT_EQ(test::uses(counters), 1U);
}

TEST_P(PatchValues, StaysAsItIsInTheGenericDialectAndInOktas) {
  for (const Dialect* dialect : {&generic(), &okta()}) {
    Counters counters;
    EXPECT_EQ(plain(*dialect, counters), message(GetParam().operations));
    EXPECT_EQ(test::uses(counters), 0U);
  }
}

TEST_P(PatchValues, IsReadInEntrasDialect) {
  const auto& type = GetParam().of == Of::User ? test::registry().user() : test::registry().group();
  Counters counters;
  const auto request = read_patch(message(GetParam().operations), type, entra(), counters);
  ASSERT_TRUE(request) << request.error().detail;
  const auto plain = read_patch(message(GetParam().plain), type, entra(), counters);
  ASSERT_TRUE(plain) << plain.error().detail;
  EXPECT_EQ(*request, *plain);
}

INSTANTIATE_TEST_SUITE_P(All, PatchValues, testing::ValuesIn(kCases),
                         [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace bridge::dialect
