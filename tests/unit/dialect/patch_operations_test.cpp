#include <string>

#include "bridge/scim/member_edits.hpp"
#include "unit/dialect/patch_case.hpp"

namespace bridge::dialect {
namespace {

using test::message;
using test::Of;
using test::PatchInDialect;

const test::PatchCase kCases[] = {
    {"OpInAnyCase", Leniency::OpCaseIgnored,
     R"j([{"op": "Add", "path": "title", "value": "x"}, {"op": "REPLACE", "path": "title", "value": "y"}, {"op": "Remove", "path": "title"}])j",
     R"j([{"op": "add", "path": "title", "value": "x"}, {"op": "replace", "path": "title", "value": "y"}, {"op": "remove", "path": "title"}])j"},
    {"NoOperations", Leniency::EmptyOperationsAccepted, R"j([])j", R"j([{"op": "add", "value": {}}])j"},
    {"DottedKeys", Leniency::DottedKeyInPatch,
     R"j([{"op": "replace", "value": {"name.givenName": "Ada", "displayName": "Ada King", "NAME.familyName": "King"}}])j",
     R"j([{"op": "replace", "value": {"name": {"givenName": "Ada", "familyName": "King"}, "displayName": "Ada King"}}])j"},
    {"DottedKeyBesideItsObject", Leniency::DottedKeyInPatch,
     R"j([{"op": "add", "value": {"name": {"givenName": "Ada"}, "name.familyName": "King"}}])j",
     R"j([{"op": "add", "value": {"name": {"givenName": "Ada", "familyName": "King"}}}])j"},
    {"DottedKeyInExtension", Leniency::DottedKeyInPatch,
     R"j([{"op": "replace", "value": {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager.value": "u-1", "department": "D"}}}])j",
     R"j([{"op": "replace", "value": {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": {"value": "u-1"}, "department": "D"}}}])j"},
    {"DottedKeyMergesWithinTheExtension", Leniency::DottedKeyInPatch,
     R"j([{"op":"replace","value":{"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":
         {"manager":{"$ref":"r"},"manager.value":"u-1"}}}])j",
     R"j([{"op":"replace","value":{"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":
         {"manager":{"$ref":"r","value":"u-1"}}}}])j"},
    {"DottedKeyOfAllElements", Leniency::DottedKeyInPatch,
     R"j([{"op": "replace", "value": {"title": "T", "emails.display": "A"}}])j",
     R"j([{"op": "replace", "value": {"title": "T"}}, {"op": "replace", "path": "emails.display", "value": "A"}])j"},
    {"QualifiedKeys", Leniency::QualifiedKeyInPatch,
     R"j([{"op": "replace", "value": {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department": "D", "URN:IETF:PARAMS:SCIM:SCHEMAS:EXTENSION:ENTERPRISE:2.0:USER:employeeNumber": "18", "urn:ietf:params:scim:schemas:core:2.0:User:title": "T"}}])j",
     R"j([{"op": "replace", "value": {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "D", "employeeNumber": "18"}, "title": "T"}}])j"},
    {"QualifiedKeyOfSubBesideItsObject", Leniency::QualifiedKeyInPatch,
     R"j([{"op":"add","value":{"urn:ietf:params:scim:schemas:core:2.0:User:title":"T",
         "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"$ref":"r"}},
         "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:division":"X"}}])j",
     R"j([{"op":"add","value":{"title":"T",
         "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"$ref":"r"},"division":"X"}}}])j"},
    {"QualifiedKeyBesideItsObject", Leniency::QualifiedKeyInPatch,
     R"j([{"op": "add", "value": {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"division": "X"}, "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department": "D"}}])j",
     R"j([{"op": "add", "value": {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"division": "X", "department": "D"}}}])j"},
    {"OldSeparatorInKey", Leniency::QualifiedKeyInPatch,
     R"j([{"op": "replace", "value": {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.department": "D"}}])j",
     R"j([{"op": "replace", "value": {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "D"}}}])j"},
    {"OldSeparatorInPath", Leniency::QualifiedKeyInPatch,
     R"j([{"op": "replace", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.department", "value": "D"}])j",
     R"j([{"op": "replace", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "value": "D"}])j"},
    {"OldSeparatorInRemoval", Leniency::QualifiedKeyInPatch,
     R"j([{"op": "remove", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.manager"}])j",
     R"j([{"op": "remove", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager"}])j"},
    {"FilteredKey", Leniency::FilteredKeyInPatch,
     R"j([{"op": "replace", "value": {"emails[type eq \"work\"].value": "a@x", "title": "T"}}])j",
     R"j([{"op": "replace", "value": {"title": "T"}}, {"op": "replace", "path": "emails[type eq \"work\"].value", "value": "a@x"}])j"},
    {"FilteredKeyAlone", Leniency::FilteredKeyInPatch,
     R"j([{"op": "add", "value": {"addresses[type eq \"work\"]": {"locality": "L"}}}])j",
     R"j([{"op": "add", "path": "addresses[type eq \"work\"]", "value": {"locality": "L"}}])j"},
    {"ShortPath", Leniency::ExtensionNameWithoutUrn, R"j([{"op": "replace", "path": "department", "value": "D"}])j",
     R"j([{"op": "replace", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "value": "D"}])j"},
    {"ShortPathOfRemoval", Leniency::ExtensionNameWithoutUrn, R"j([{"op": "remove", "path": "manager"}])j",
     R"j([{"op": "remove", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager"}])j"},
    {"ShortPathOfSub", Leniency::ExtensionNameWithoutUrn,
     R"j([{"op": "add", "path": "manager.value", "value": "u-1"}])j",
     R"j([{"op": "add", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value", "value": "u-1"}])j"},
    {"ShortKey", Leniency::ExtensionNameWithoutUrn,
     R"j([{"op": "replace", "value": {"employeeNumber": "18", "title": "T"}}])j",
     R"j([{"op": "replace", "value": {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"employeeNumber": "18"}, "title": "T"}}])j"},
    {"UnknownPath", Leniency::UnknownInPatchDropped,
     R"j([{"op": "replace", "path": "shoeSize", "value": "42"}, {"op": "replace", "path": "title", "value": "T"}])j",
     R"j([{"op": "add", "value": {}}, {"op": "replace", "path": "title", "value": "T"}])j"},
    {"UnknownSubOfPath", Leniency::UnknownInPatchDropped,
     R"j([{"op": "add", "path": "emails[type eq \"work\"].shoe", "value": "x"}])j",
     R"j([{"op": "add", "value": {}}])j"},
    {"UnknownUrn", Leniency::UnknownInPatchDropped,
     R"j([{"op": "add", "path": "urn:ietf:params:scim:schemas:extension:shoes:2.0:User:size", "value": "42"}, {"op": "remove", "path": "urn:x:y:z"}])j",
     R"j([{"op": "add", "value": {}}, {"op": "add", "value": {}}])j"},
    {"UnknownAttributeOfExtension", Leniency::UnknownInPatchDropped,
     R"j([{"op": "add", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:shoe", "value": "42"}])j",
     R"j([{"op": "add", "value": {}}])j"},
    {"UnknownKeys", Leniency::UnknownInPatchDropped,
     R"j([{"op": "replace", "value": {"shoeSize": 42, "urn:shoes:2.0:User:size": "1", "title": "T", "name.shoe": "x"}}])j",
     R"j([{"op": "replace", "value": {"title": "T"}}])j"},
    {"UnknownKeysAlone", Leniency::UnknownInPatchDropped, R"j([{"op": "add", "value": {"shoeSize": 42}}])j",
     R"j([{"op": "add", "value": {}}])j"},
    {"UnknownKeyOfExtension", Leniency::UnknownInPatchDropped,
     R"j([{"op": "add", "value": {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"shoe": 1, "department": "D"}}}])j",
     R"j([{"op": "add", "value": {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "D"}}}])j"},
    {"UnknownKeyBelowExtensionPath", Leniency::UnknownInPatchDropped,
     R"j([{"op": "add", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", "value": {"shoe": 1, "department": "D"}}])j",
     R"j([{"op": "add", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", "value": {"department": "D"}}])j"},
    {"UnknownSubOfElement", Leniency::UnknownInPatchDropped,
     R"j([{"op": "add", "path": "members", "value": [{"value": "u-9", "displayName": "Ada"}]}])j",
     R"j([{"op": "add", "path": "members", "value": [{"value": "u-9"}]}])j", Of::Group},
    {"UnknownSubOfComplex", Leniency::UnknownInPatchDropped,
     R"j([{"op": "replace", "path": "name", "value": {"givenName": "Ada", "shoe": "x"}}])j",
     R"j([{"op": "replace", "path": "name", "value": {"givenName": "Ada"}}])j"},
    {"RemovesOneMember", Leniency::RemovedByValue,
     R"j([{"op": "remove", "path": "members", "value": [{"$ref": null, "value": "u-9"}]}])j",
     R"j([{"op": "remove", "path": "members[value eq \"u-9\"]"}])j", Of::Group},
    {"RemovesSeveralMembers", Leniency::RemovedByValue,
     R"j([{"op": "remove", "path": "members", "value": [{"value": "1"}, {"VALUE": "2"}, "3"]}])j",
     R"j([{"op": "remove", "path": "members[value eq \"1\" or value eq \"2\" or value eq \"3\"]"}])j", Of::Group},
    {"RemovesOneMemberWithoutArray", Leniency::RemovedByValue,
     R"j([{"op": "remove", "path": "MEMBERS", "value": {"value": "u-9"}}])j",
     R"j([{"op": "remove", "path": "MEMBERS[value eq \"u-9\"]"}])j", Of::Group},
    {"RemovesNoMember", Leniency::RemovedByValue, R"j([{"op": "remove", "path": "members", "value": []}])j",
     R"j([{"op": "add", "value": {}}])j", Of::Group},
    {"RemovesByEscapedValue", Leniency::RemovedByValue,
     R"j([{"op": "remove", "path": "members", "value": [{"value": "a\"] or \\ b"}]}])j",
     R"j([{"op": "remove", "path": "members[value eq \"a\\\"] or \\\\ b\"]"}])j", Of::Group},
    {"RemovesRoles", Leniency::RemovedByValue,
     R"j([{"op": "remove", "path": "roles", "value": [{"value": "Admin", "primary": true}]}])j",
     R"j([{"op": "remove", "path": "roles[value eq \"Admin\"]"}])j"},
};

INSTANTIATE_TEST_SUITE_P(Operations, PatchInDialect, testing::ValuesIn(kCases),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Removal, ThatLengthSplitsNamesEveryMember) {
  std::string list;
  for (int i = 0; i < 1000; ++i)
    list += (i > 0 ? ",{\"value\":\"" : "{\"value\":\"") + std::to_string(100000 + i) + "\"}";
  const std::string operations = R"([{"op":"remove","path":"members","value":[)" + list + "]}]";
  Counters counters;
  const auto request = read_patch(message(operations.c_str()), test::registry().group(), entra(), counters);
  ASSERT_TRUE(request) << request.error().detail;
  EXPECT_GT(request->operations.size(), 1U);
  EXPECT_LT(request->operations.size(), 20U);
  const auto edits = scim::member_edits(*request, test::registry().group());
  ASSERT_TRUE(edits);
  ASSERT_EQ(edits->members.size(), 1U);
  EXPECT_EQ(std::get<scim::RemoveMembers>(edits->members[0]).ids.size(), 1000U);
}

TEST(Removal, ThatCannotBeReadIsRefusedAndNeverRemovesAll) {
  struct Row {
    Of of;
    const char* operation;
  };
  for (const Row& row : {
           Row{Of::Group, R"({"op":"Remove","path":"members","value":[{"$ref":"http://x/Users/1"}]})"},
           Row{Of::Group, R"({"op":"Remove","path":"members","value":[{"value":"1"},{"value":""}]})"},
           Row{Of::Group, R"({"op":"Remove","path":"members","value":[{"value":7}]})"},
           Row{Of::Group, R"({"op":"Remove","path":"members","value":[null]})"},
           Row{Of::Group, R"({"op":"Remove","path":"members","value":true})"},
           Row{Of::Group, R"({"op":"Remove","path":"members","value":""})"},
           Row{Of::Group, R"({"op":"Remove","path":"members","value":{}})"},
           Row{Of::User, R"({"op":"Remove","path":"addresses","value":[{"type":"work"}]})"},
       }) {
    Counters counters;
    const std::string operations = R"([{"op":"remove","path":"displayName"},)" + std::string(row.operation) + "]";
    const auto& type = row.of == Of::User ? test::registry().user() : test::registry().group();
    const auto result = plain_patch(message(operations.c_str()), type, entra(), counters);
    ASSERT_FALSE(result) << row.operation;
    EXPECT_EQ(result.error().kind, core::FaultKind::InvalidValue);
    EXPECT_EQ(result.error().detail.rfind("Operations[1]: value: expected", 0), 0U) << result.error().detail;
    EXPECT_EQ(test::uses(counters), 0U);
  }
}

}  // namespace
}  // namespace bridge::dialect
