#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "bridge/scim/patch.hpp"
#include "bridge/scim/urns.hpp"
#include "scim_fixture.hpp"

namespace bridge::scim::test {
namespace {

using core::Array;
using core::FaultKind;
using core::Object;
using core::Value;

Value patch_message(const Value& operations) {
  return Object{{"schemas", Array(std::vector<Value>{kPatchOpUrn})}, {"Operations", operations}};
}

core::Result<Object> run_text(const Object& before, std::string_view operations, const ResourceType& type) {
  const auto request = parse_patch(patch_message(parse(operations)));
  if (!request) return request.passed_on();
  return apply_patch(before, *request, type);
}

TEST(ApplyPatch, GivesTheSameObjectWhenNothingChanges) {
  const Object user = parse_object(R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"1",
      "userName":"a@b.example","emails":[{"value":"a@b.example","type":"work"}]})");
  const auto result = run_text(user, R"([{"op":"replace","path":"userName","value":"a@b.example"},
      {"op":"remove","path":"title"},{"op":"add","path":"emails","value":[{"value":"a@b.example","type":"work"}]}])",
                               user_type());
  ASSERT_TRUE(result) << result.error().detail;
  EXPECT_EQ(result->begin(), user.begin()) << "the members were copied";
}

TEST(ApplyPatch, SharesWhatItDoesNotChange) {
  const Object user = parse_object(R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"1",
      "userName":"a@b.example","emails":[{"value":"a@b.example","type":"work"},{"value":"c@d.example","type":"home"}]})");
  const auto result = run_text(
      user, R"([{"op":"replace","path":"emails[type eq \"work\"].value","value":"n@e.example"}])", user_type());
  ASSERT_TRUE(result) << result.error().detail;
  const Array& before = *user.find("emails")->if_array();
  const Array& after = *result->find("emails")->if_array();
  EXPECT_EQ(after[1].if_object()->begin(), before[1].if_object()->begin());
  EXPECT_NE(after[0].if_object()->begin(), before[0].if_object()->begin());
}

TEST(ApplyPatch, NeverQuotesTheFilterOrTheValue) {
  const Object user = parse_object(R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"1",
      "userName":"a@b.example","emails":[{"value":"private@b.example"}]})");
  for (const char* operations :
       {R"([{"op":"replace","path":"emails[value eq \"private@c.example\"].value","value":"x"}])",
        R"([{"op":"replace","path":"active","value":"private"}])",
        R"([{"op":"replace","path":"profileUrl","value":"private private"}])"}) {
    const auto result = run_text(user, operations, user_type());
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().detail.find("private"), std::string::npos) << result.error().detail;
  }
}

TEST(ApplyPatch, RefusesOperationsThatTheParserWouldNotMake) {
  const Object user = parse_object(R"({"userName":"a@b.example"})");
  const PatchRequest no_value{{PatchOperation{PatchOp::Add, parse_patch_path("title").value(), std::nullopt}}};
  EXPECT_TRUE(fails_with(apply_patch(user, no_value, user_type()), FaultKind::InvalidValue, "Operations[0]: value"));
  const PatchRequest no_path{{PatchOperation{PatchOp::Remove, std::nullopt, std::nullopt}}};
  EXPECT_TRUE(fails_with(apply_patch(user, no_path, user_type()), FaultKind::NoTarget, "Operations[0]: path"));
}

Object group_of(std::size_t size) {
  std::vector<Value> members;
  for (std::size_t i = 0; i < size; ++i) members.emplace_back(Object{{"value", "m" + std::to_string(i)}});
  return Object{{"schemas", Array(std::vector<Value>{kGroupUrn})},
                {"id", "9"},
                {"displayName", "Everybody"},
                {"members", Array(std::move(members))}};
}

TEST(ApplyPatch, HandlesFiftyThousandMembers) {
  constexpr std::size_t kSize = 50000;
  const Object group = group_of(kSize);
  const Value all = *group_of(kSize + 1000).find("members");
  PatchRequest request;
  request.operations.push_back({PatchOp::Add, parse_patch_path("members").value(), all});
  request.operations.push_back({PatchOp::Remove, parse_patch_path("members[value eq \"m7\"]").value(), std::nullopt});
  const auto result = apply_patch(group, request, group_type());
  ASSERT_TRUE(result) << result.error().detail;
  EXPECT_EQ(result->find("members")->if_array()->size(), kSize + 999);
  EXPECT_EQ(core::text_or_empty(*(*result->find("members")->if_array())[7].if_object(), "value"), "m8");
}

/// One operation for each member: what is quadratic would not end in time.
TEST(ApplyPatch, TakesManyOperationsOnALargeGroup) {
  constexpr std::size_t kSize = 50000;
  constexpr std::size_t kOperations = 10000;
  const Object group = group_of(kSize);
  PatchRequest request;
  for (std::size_t i = 0; i < kOperations; ++i) {
    const std::string number = std::to_string(i);
    request.operations.push_back({PatchOp::Add, parse_patch_path("members").value(), Object{{"value", "n" + number}}});
    request.operations.push_back(
        {PatchOp::Remove, parse_patch_path("members[value eq \"m" + number + "\"]").value(), std::nullopt});
  }
  const auto result = apply_patch(group, request, group_type());
  ASSERT_TRUE(result) << result.error().detail;
  const Array& members = *result->find("members")->if_array();
  ASSERT_EQ(members.size(), kSize);
  EXPECT_EQ(core::text_or_empty(*members[0].if_object(), "value"), "m10000");
  EXPECT_EQ(core::text_or_empty(*members[kSize - 1].if_object(), "value"), "n9999");
}

TEST(ApplyPatch, TakesManyOperationsOnAUser) {
  constexpr std::size_t kOperations = 10000;
  const Object user = parse_object(R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"1",
      "userName":"a@b.example"})");
  PatchRequest request;
  for (std::size_t i = 0; i < kOperations; ++i) {
    request.operations.push_back({PatchOp::Add, parse_patch_path("emails").value(),
                                  Object{{"value", std::to_string(i)}, {"type", "work"}, {"primary", true}}});
  }
  const auto result = apply_patch(user, request, user_type());
  ASSERT_TRUE(result) << result.error().detail;
  const Array& emails = *result->find("emails")->if_array();
  ASSERT_EQ(emails.size(), kOperations);
  EXPECT_TRUE(core::flag_or_false(*emails[kOperations - 1].if_object(), "primary"));
  EXPECT_FALSE(core::flag_or_false(*emails[kOperations - 2].if_object(), "primary"));
}

}  // namespace
}  // namespace bridge::scim::test
