#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "bridge/scim/error_message.hpp"
#include "bridge/scim/patch.hpp"
#include "bridge/scim/resource.hpp"
#include "bridge/scim/urns.hpp"
#include "scim_fixture.hpp"

namespace bridge::scim::test {
namespace {

using core::Array;
using core::FaultKind;
using core::Object;
using core::Value;

std::vector<std::filesystem::path> patch_files() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(BRIDGE_SOURCE_DIR) / "tests/data/patch")) {
    files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

Value patch_message(const Value& operations) {
  return Object{{"schemas", Array(std::vector<Value>{kPatchOpUrn})}, {"Operations", operations}};
}

core::Result<Object> run(const Object& before, const Value& operations, const ResourceType& type,
                         bool creates_missing = false) {
  auto request = parse_patch(patch_message(operations));
  if (!request) return request.passed_on();
  for (PatchOperation& operation : request->operations) operation.creates_missing = creates_missing;
  return apply_patch(before, *request, type);
}

core::Result<Object> run_text(const Object& before, std::string_view operations, const ResourceType& type) {
  return run(before, parse(operations), type);
}

void expect_error(const core::Result<Object>& result, const Object& error) {
  ASSERT_FALSE(result) << json::write(*result);
  EXPECT_EQ(scim_type(result.error().kind), core::text_or_empty(error, "scimType")) << result.error().detail;
  const std::string contains(core::text_or_empty(error, "contains"));
  EXPECT_FALSE(contains.empty());
  EXPECT_NE(result.error().detail.find(contains), std::string::npos) << result.error().detail;
}

class PatchTable : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(PatchTable, GivesWhatTheFileSays) {
  const Object test = parse_object(read_text(GetParam()));
  const ResourceType* type = registry().resource_type(core::text_or_empty(test, "type"));
  const Value* before = test.find("before");
  const Value* operations = test.find("operations");
  const Value* after = test.find("after");
  const Value* error = test.find("error");
  ASSERT_TRUE(type != nullptr && before != nullptr && before->if_object() != nullptr && operations != nullptr);
  ASSERT_NE(after == nullptr, error == nullptr) << "either after or error";
  const bool creates_missing = test.find("creates_missing") != nullptr;
  ASSERT_EQ(test.size(), creates_missing ? 5U : 4U) << "an unknown member";

  const auto result = run(*before->if_object(), *operations, *type, creates_missing);
  if (error != nullptr) {
    ASSERT_NE(error->if_object(), nullptr);
    expect_error(result, *error->if_object());
    return;
  }
  ASSERT_TRUE(result) << result.error().detail;
  EXPECT_EQ(json::write(*result), json::write(in_schema_order(*after->if_object(), *type)));
}

INSTANTIATE_TEST_SUITE_P(Files, PatchTable, testing::ValuesIn(patch_files()),
                         [](const auto& param_info) { return param_info.param.stem().string(); });

TEST(PatchTableFiles, AreAllThere) { EXPECT_GE(patch_files().size(), 130U); }

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

/// A type with an immutable attribute at the top and a required multi-valued one.
ResourceType badge_type() {
  auto schema = Schema::from_value(parse(R"({"id":"urn:test:Badge","attributes":[
    {"name":"number","mutability":"immutable"},{"name":"colours","multiValued":true},
    {"name":"holders","type":"complex","multiValued":true,"required":true,
     "subAttributes":[{"name":"value"},{"name":"since","type":"dateTime"}]},
    {"name":"weight","type":"decimal"},{"name":"floor","type":"integer"}]})"));
  EXPECT_TRUE(schema);
  return ResourceType("Badge", "/Badges", "", std::make_shared<const Schema>(*std::move(schema)), {});
}

struct BadgeCase {
  const char* operations;
  const char* after;  ///< or null pointer
  FaultKind kind = FaultKind::Bug;
  const char* says = "";
};

TEST(ApplyPatch, ObeysCharacteristicsThatUsersAndGroupsDoNotHave) {
  const ResourceType type = badge_type();
  const Object before = parse_object(R"({"schemas":["urn:test:Badge"],"number":"7","colours":["red"],
      "holders":[{"value":"a"}]})");
  const BadgeCase cases[] = {
      {R"([{"op":"add","path":"number","value":"7"}])",
       R"({"schemas":["urn:test:Badge"],"number":"7","colours":["red"],"holders":[{"value":"a"}]})"},
      {R"([{"op":"add","path":"number","value":"8"}])", nullptr, FaultKind::Mutability, "number"},
      {R"([{"op":"replace","path":"number","value":"8"}])", nullptr, FaultKind::Mutability, "number"},
      {R"([{"op":"remove","path":"number"}])", nullptr, FaultKind::Mutability, "number"},
      {R"([{"op":"add","path":"colours","value":["red","blue"]}])",
       R"({"schemas":["urn:test:Badge"],"number":"7","colours":["red","blue"],"holders":[{"value":"a"}]})"},
      {R"([{"op":"add","path":"colours","value":"blue"}])",
       R"({"schemas":["urn:test:Badge"],"number":"7","colours":["red","blue"],"holders":[{"value":"a"}]})"},
      {R"([{"op":"remove","path":"colours[value eq \"red\"]"}])",
       R"({"schemas":["urn:test:Badge"],"number":"7","holders":[{"value":"a"}]})"},
      {R"([{"op":"replace","path":"colours[value eq \"red\"]","value":"green"}])",
       R"({"schemas":["urn:test:Badge"],"number":"7","colours":["green"],"holders":[{"value":"a"}]})"},
      {R"([{"op":"remove","path":"holders[value eq \"a\"]"}])", nullptr, FaultKind::Mutability, "holders"},
      {R"([{"op":"remove","path":"holders"}])", nullptr, FaultKind::Mutability, "holders"},
      {R"([{"op":"replace","path":"holders","value":[]}])", nullptr, FaultKind::Mutability, "holders"},
      {R"([{"op":"add","path":"holders","value":{"value":"b","since":"yesterday"}}])", nullptr, FaultKind::InvalidValue,
       "holders[0].since: expected a date and time"},
      {R"([{"op":"add","path":"weight","value":1.5},{"op":"add","path":"floor","value":3}])",
       R"({"schemas":["urn:test:Badge"],"number":"7","colours":["red"],"holders":[{"value":"a"}],"weight":1.5,"floor":3})"},
      {R"([{"op":"add","path":"floor","value":3.5}])", nullptr, FaultKind::InvalidValue, "floor: expected an integer"},
      {R"([{"op":"add","path":"weight","value":"3"}])", nullptr, FaultKind::InvalidValue, "weight: expected a number"},
  };
  for (const BadgeCase& test : cases) {
    const auto result = run_text(before, test.operations, type);
    if (test.after == nullptr) {
      EXPECT_TRUE(fails_with(result, test.kind, test.says)) << test.operations;
      continue;
    }
    ASSERT_TRUE(result) << test.operations << result.error().detail;
    EXPECT_EQ(json::write(*result), json::write(parse(test.after))) << test.operations;
  }
}

}  // namespace
}  // namespace bridge::scim::test
