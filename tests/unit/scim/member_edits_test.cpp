#include "bridge/scim/member_edits.hpp"

#include <string>

#include <gtest/gtest.h>

#include "bridge/scim/urns.hpp"
#include "scim_fixture.hpp"

namespace bridge::scim::test {
namespace {

using core::FaultKind;
using core::Object;

PatchRequest request(const std::string& operations) {
  const auto parsed = parse_patch(
      parse(R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":)" + operations + "}"));
  EXPECT_TRUE(parsed) << operations;
  return parsed ? *parsed : PatchRequest();
}

std::optional<MemberEdits> edits_of(const std::string& operations) {
  return member_edits(request(operations), group_type());
}

struct EditCase {
  const char* operations;
  std::vector<MemberEdit> members;
};

TEST(MemberEdits, ReadsEveryForm) {
  const EditCase cases[] = {
      {R"([{"op":"add","path":"members","value":[{"value":"1","display":"One"},{"value":"2"}]}])",
       {AddMembers{{"1", "2"}}}},
      {R"([{"op":"add","path":"members","value":{"value":"1"}}])", {AddMembers{{"1"}}}},
      {R"([{"op":"add","path":"MEMBERS","value":[{"VALUE":"1","type":"User"}]}])", {AddMembers{{"1"}}}},
      {R"([{"op":"add","path":"urn:ietf:params:scim:schemas:core:2.0:Group:members","value":[{"value":"1"}]}])",
       {AddMembers{{"1"}}}},
      {R"([{"op":"add","value":{"members":[{"value":"1"}]}}])", {AddMembers{{"1"}}}},
      {R"([{"op":"add","path":"members","value":[]}])", {}},
      {R"([{"op":"remove","path":"members[value eq \"1\"]"}])", {RemoveMembers{{"1"}}}},
      {R"([{"op":"remove","path":"members[Value Eq \"1\" or value eq \"2\"]"}])", {RemoveMembers{{"1", "2"}}}},
      {R"([{"op":"remove","path":"members"}])", {RemoveAllMembers{}}},
      {R"([{"op":"remove","path":"members","value":null}])", {RemoveAllMembers{}}},
      {R"([{"op":"replace","path":"members","value":[{"value":"1"},{"value":"1"}]}])", {ReplaceMembers{{"1"}}}},
      {R"([{"op":"replace","path":"members","value":[]}])", {RemoveAllMembers{}}},
      {R"([{"op":"replace","path":"members","value":null}])", {RemoveAllMembers{}}},
      {R"([{"op":"replace","value":{"members":[{"value":"1"}]}}])", {ReplaceMembers{{"1"}}}},
      {R"([{"op":"add","path":"members","value":[{"value":"1"}]},{"op":"add","path":"members","value":[{"value":"2"}]},
           {"op":"remove","path":"members[value eq \"3\"]"},{"op":"remove","path":"members[value eq \"4\"]"},
           {"op":"add","path":"members","value":[{"value":"3"}]}])",
       {AddMembers{{"1", "2"}}, RemoveMembers{{"3", "4"}}, AddMembers{{"3"}}}},
      {R"([{"op":"add","path":"members","value":[{"value":"1"}]},{"op":"remove","path":"members"},
           {"op":"add","path":"members","value":[{"value":"2"}]}])",
       {RemoveAllMembers{}, AddMembers{{"2"}}}},
  };
  for (const EditCase& test : cases) {
    const auto edits = edits_of(test.operations);
    ASSERT_TRUE(edits) << test.operations;
    EXPECT_TRUE(edits->members == test.members) << test.operations;
    EXPECT_TRUE(edits->attributes.operations.empty()) << test.operations;
  }
}

TEST(MemberEdits, LeavesOtherFormsAlone) {
  for (
      const char* operations : {
          R"([{"op":"add","path":"members[value eq \"1\"].type","value":"User"}])",
          R"([{"op":"replace","path":"members[value eq \"1\"]","value":{"value":"2"}}])",
          R"([{"op":"replace","path":"members.display","value":"x"}])",
          R"([{"op":"remove","path":"members[value eq \"1\"].display"}])",
          R"([{"op":"remove","path":"members[value sw \"1\"]"}])",
          R"([{"op":"remove","path":"members","value":[{"value":"1"}]}])",
          R"([{"op":"remove","path":"members","value":[]}])",
          R"([{"op":"remove","path":"members[value eq \"1\" and type eq \"User\"]"}])",
          R"([{"op":"remove","path":"members[value eq \"1\" or type eq \"User\"]"}])",
          R"([{"op":"remove","path":"members[not (value eq \"1\")]"}])",
          R"([{"op":"remove","path":"members[value eq 1]"}])",
          R"([{"op":"remove","path":"members[display eq \"1\"]"}])",
          R"([{"op":"add","path":"members","value":["1"]}])",
          R"([{"op":"add","path":"members","value":[{"display":"x"}]}])",
          R"([{"op":"add","path":"members","value":[{"value":"1","colour":"red"}]}])",
          R"([{"op":"replace","path":"members","value":{"value":"1"}}])",
          R"([{"op":"add","value":{"displayName":"x","members":"1"}}])",
          R"([{"op":"add","path":"members","value":[{"value":"1"}]},{"op":"replace","path":"members.type","value":"x"}])",
      }) {
    EXPECT_FALSE(edits_of(operations)) << operations;
  }
}

TEST(MemberEdits, SplitsAttributesOffAndKeepsTheirNumbers) {
  const auto edits = edits_of(R"([{"op":"add","path":"members","value":[{"value":"1"}]},
      {"op":"replace","value":{"displayName":"New","members":[{"value":"2"}]}},
      {"op":"replace","path":"externalId","value":"x"},{"op":"remove","path":"displayName"}])");
  ASSERT_TRUE(edits);
  EXPECT_TRUE(edits->members == std::vector<MemberEdit>{ReplaceMembers{{"2"}}});
  ASSERT_EQ(edits->attributes.operations.size(), 4U);
  const Object group =
      parse_object(R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Old"})");
  EXPECT_TRUE(fails_with(apply_patch(group, edits->attributes, group_type()), FaultKind::Mutability,
                         "Operations[3]: displayName"));
  PatchRequest without_last = edits->attributes;
  without_last.operations.pop_back();
  const auto after = apply_patch(group, without_last, group_type());
  ASSERT_TRUE(after);
  EXPECT_EQ(core::text_or_empty(*after, "displayName"), "New");
  EXPECT_EQ(core::text_or_empty(*after, "externalId"), "x");
  EXPECT_EQ(after->find("members"), nullptr);
}

TEST(MemberEdits, LeavesFaultsOfAttributesToThePatch) {
  const auto edits =
      edits_of(R"([{"op":"add","path":"members","value":[{"value":"1"}]},{"op":"add","path":"colour","value":1}])");
  ASSERT_TRUE(edits);
  EXPECT_TRUE(
      fails_with(apply_patch(Object(), edits->attributes, group_type()), FaultKind::InvalidPath, "Operations[1]"));
}

TEST(MemberEdits, KnowsOnlyTypesWithMembers) {
  EXPECT_FALSE(member_edits(request(R"([{"op":"remove","path":"title"}])"), user_type()));
}

}  // namespace
}  // namespace bridge::scim::test
