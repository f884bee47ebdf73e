#include <string>

#include <gtest/gtest.h>

#include "bridge/scim/patch.hpp"
#include "scim_fixture.hpp"

namespace bridge::scim::test {
namespace {

using core::FaultKind;

constexpr const char* kSchemas = R"("schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"])";

core::Result<PatchRequest> parse_operations(const std::string& operations) {
  return parse_patch(parse("{" + std::string(kSchemas) + R"(,"Operations":)" + operations + "}"));
}

TEST(ParsePatch, ReadsEveryOperation) {
  const auto request = parse_operations(R"([{"op":"add","path":"members","value":[{"value":"1"}]},
      {"op":"remove","path":"emails[type eq \"work\"].value"},{"op":"replace","value":{"active":false}},
      {"op":"replace","path":"title","value":null}])");
  ASSERT_TRUE(request) << request.error().detail;
  ASSERT_EQ(request->operations.size(), 4U);
  EXPECT_EQ(request->operations[0].op, PatchOp::Add);
  EXPECT_EQ(request->operations[0].path->attribute.name, "members");
  EXPECT_EQ(*request->operations[0].value, parse(R"([{"value":"1"}])"));
  EXPECT_EQ(request->operations[1].op, PatchOp::Remove);
  EXPECT_TRUE(request->operations[1].path->filter);
  EXPECT_EQ(request->operations[1].path->sub, "value");
  EXPECT_FALSE(request->operations[1].value);
  EXPECT_EQ(request->operations[2].op, PatchOp::Replace);
  EXPECT_FALSE(request->operations[2].path);
  ASSERT_TRUE(request->operations[3].value);
  EXPECT_TRUE(request->operations[3].value->is_null());
}

TEST(ParsePatch, IgnoresCaseOfMemberNamesAndOfTheUrn) {
  EXPECT_TRUE(parse_patch(parse(R"({"SCHEMAS":["urn:ietf:params:scim:api:messages:2.0:patchop"],
      "operations":[{"OP":"add","Path":"title","VALUE":"x"}]})")));
}

TEST(ParsePatch, KeepsTheValueOfARemoval) {
  const auto request = parse_operations(R"([{"op":"remove","path":"members","value":[{"value":"1"}]}])");
  ASSERT_TRUE(request);
  EXPECT_TRUE(request->operations[0].value);
}

TEST(ParsePatch, TakesANullPathAsNone) {
  const auto request = parse_operations(R"([{"op":"add","path":null,"value":{"title":"x"}}])");
  ASSERT_TRUE(request);
  EXPECT_FALSE(request->operations[0].path);
}

struct BadPatch {
  const char* body;
  FaultKind kind;
  const char* says;
};

TEST(ParsePatch, RefusesWhatIsNoPatchOpMessage) {
  const BadPatch cases[] = {
      {R"([])", FaultKind::InvalidSyntax, "expected a PatchOp message"},
      {R"({"Operations":[{"op":"remove","path":"title"}]})", FaultKind::InvalidSyntax, "schemas: expected"},
      {R"({"schemas":[],"Operations":[{"op":"remove","path":"title"}]})", FaultKind::InvalidSyntax, "schemas"},
      {R"({"schemas":"urn:ietf:params:scim:api:messages:2.0:PatchOp","Operations":[{"op":"remove","path":"title"}]})",
       FaultKind::InvalidSyntax, "found string"},
      {R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":[]})", FaultKind::InvalidSyntax,
       "found others"},
      {R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"]})", FaultKind::InvalidSyntax,
       "Operations: expected an array of one operation or more, found nothing"},
      {R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[]})", FaultKind::InvalidSyntax,
       "found an empty one"},
      {R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":{"op":"add"}})",
       FaultKind::InvalidSyntax, "found object"},
  };
  for (const BadPatch& bad : cases) {
    EXPECT_TRUE(fails_with(parse_patch(parse(bad.body)), bad.kind, bad.says)) << bad.body;
  }
}

TEST(ParsePatch, NamesTheOperationThatIsWrong) {
  const BadPatch cases[] = {
      {R"([1])", FaultKind::InvalidSyntax, "Operations[0]: expected an object, found integer"},
      {R"([{"path":"title","value":1}])", FaultKind::InvalidSyntax, "Operations[0]: op: expected"},
      {R"([{"op":"move","path":"title"}])", FaultKind::InvalidSyntax, "found another word"},
      {R"([{"op":"Add","path":"title","value":"x"}])", FaultKind::InvalidSyntax, "op"},
      {R"([{"op":"REPLACE","path":"title","value":"x"}])", FaultKind::InvalidSyntax, "op"},
      {R"([{"op":1,"path":"title","value":"x"}])", FaultKind::InvalidSyntax, "found integer"},
      {R"([{"op":"remove","path":"title"},{"op":"remove"}])", FaultKind::NoTarget, "Operations[1]: path"},
      {R"([{"op":"remove","path":null}])", FaultKind::NoTarget, "Operations[0]: path"},
      {R"([{"op":"add","path":"title"}])", FaultKind::InvalidValue, "Operations[0]: value"},
      {R"([{"op":"replace","path":"title"}])", FaultKind::InvalidValue, "Operations[0]: value"},
      {R"([{"op":"add"}])", FaultKind::InvalidValue, "Operations[0]: value"},
      {R"([{"op":"add","path":7,"value":1}])", FaultKind::InvalidPath, "path: expected a string, found integer"},
      {R"([{"op":"add","path":"","value":1}])", FaultKind::InvalidPath, "Operations[0]: path: "},
      {R"([{"op":"add","path":"emails[type eq \"work\"","value":1}])", FaultKind::InvalidPath, "Operations[0]: path: "},
      {R"([{"op":"add","path":"emails[type eq work].value","value":1}])", FaultKind::InvalidPath,
       "Operations[0]: path"},
      {R"([{"op":"add","path":"a b","value":1}])", FaultKind::InvalidPath, "Operations[0]: path: "},
  };
  for (const BadPatch& bad : cases) {
    EXPECT_TRUE(fails_with(parse_operations(bad.body), bad.kind, bad.says)) << bad.body;
  }
}

}  // namespace
}  // namespace bridge::scim::test
