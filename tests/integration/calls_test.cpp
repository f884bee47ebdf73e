// What each request costs of Smartsheet's budget, counted where the calls arrive.

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "integration/running_bridge.hpp"

namespace bridge::integration {
namespace {

using Calls = std::vector<std::string>;

std::string user(const std::string& name, const std::string& more = {}) {
  return R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":")" + name + "\"" + more + "}";
}

std::string patch(const std::string& operations) {
  return R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[)" + operations + "]}";
}

class CallsTest : public ::testing::Test {
 protected:
  void SetUp() override { bridge_.start(); }

  std::string create_user(const std::string& name, const std::string& more = {}) {
    const HttpAnswer answer = bridge_.scim("POST", "/Users", user(name, more));
    EXPECT_EQ(answer.status, 201) << answer.body;
    return text_at(answer, "id");
  }

  /// Sends it, expects the status, and gives the calls that left because of it.
  Calls calls_for(const std::string& method, const std::string& target, const std::string& body, int status) {
    bridge_.forget_calls();
    const HttpAnswer answer = bridge_.scim(method, target, body);
    EXPECT_EQ(answer.status, status) << method << " " << target << ": " << answer.body;
    return bridge_.calls();
  }

  RunningBridge bridge_;
};

TEST_F(CallsTest, NoReadCostsACall) {
  const std::string id = create_user("ada@example.com");
  for (const std::string& target :
       {"/Users/" + id, std::string("/Users"), std::string("/Users?filter=userName%20eq%20%22ada@example.com%22"),
        std::string("/Users?filter=name.familyName%20pr&startIndex=1&count=10"), std::string("/Groups"),
        std::string("/Users?filter=userName%20eq%20%22nobody@example.com%22"), std::string("/ServiceProviderConfig"),
        std::string("/Schemas"), std::string("/ResourceTypes")}) {
    EXPECT_EQ(calls_for("GET", target, "", 200), Calls{}) << target;
  }
  EXPECT_EQ(calls_for("GET", "/Users/999999", "", 404), Calls{});
}

TEST_F(CallsTest, ACreationCostsOne) {
  EXPECT_EQ(
      calls_for("POST", "/Users", user("ada@example.com", R"(,"name":{"givenName":"Ada","familyName":"Byron"})"), 201),
      Calls{"POST /users"});
}

TEST_F(CallsTest, NamesAndRolesTogetherCostOne) {
  const std::string id = create_user("ada@example.com", R"(,"name":{"givenName":"Ada","familyName":"Byron"})");
  EXPECT_EQ(
      calls_for("PATCH", "/Users/" + id,
                patch(R"({"op":"replace","path":"name.familyName","value":"King"},)"
                      R"({"op":"add","path":"roles","value":[{"value":"LICENSED_USER","type":"LICENSED_USER"}]})"),
                200),
      Calls{"PUT /users/" + id});
}

TEST_F(CallsTest, WhatSmartsheetDoesNotHoldCostsNone) {
  const std::string id = create_user("ada@example.com");
  EXPECT_EQ(calls_for("PATCH", "/Users/" + id, patch(R"({"op":"replace","path":"title","value":"Countess"})"), 200),
            Calls{});
  EXPECT_NE(bridge_.scim("GET", "/Users/" + id).body.find("Countess"), std::string::npos);
}

TEST_F(CallsTest, ANoOpCostsNoneAndChangesNoVersion) {
  const std::string id = create_user("ada@example.com", R"(,"title":"Countess")");
  const HttpAnswer before = bridge_.scim("GET", "/Users/" + id);
  EXPECT_EQ(calls_for("PATCH", "/Users/" + id, patch(R"({"op":"replace","path":"title","value":"Countess"})"), 200),
            Calls{});
  EXPECT_EQ(calls_for("PATCH", "/Users/" + id, patch(R"({"op":"replace","path":"active","value":true})"), 200),
            Calls{});
  EXPECT_EQ(bridge_.scim("GET", "/Users/" + id).body, before.body);
}

TEST_F(CallsTest, DeactivationReactivationAndDeletionCostOneEach) {
  const std::string id = create_user("ada@example.com");
  const std::string off = patch(R"({"op":"replace","value":{"active":false}})");
  const std::string on = patch(R"({"op":"replace","value":{"active":true}})");
  EXPECT_EQ(calls_for("PATCH", "/Users/" + id, off, 200), Calls{"POST /users/" + id + "/deactivate"});
  EXPECT_EQ(calls_for("PATCH", "/Users/" + id, on, 200), Calls{"POST /users/" + id + "/reactivate"});
  EXPECT_EQ(calls_for("DELETE", "/Users/" + id, "", 204), Calls{"POST /users/" + id + "/deactivate"});
  EXPECT_EQ(calls_for("GET", "/Users/" + id, "", 404), Calls{});
}

TEST_F(CallsTest, FiftyMembersInOnePatchCostOne) {
  std::string members;
  for (int i = 0; i < 50; ++i) {
    const std::string id = create_user("member" + std::to_string(i) + "@example.com");
    members += (i == 0 ? "" : ",") + std::string(R"({"value":")") + id + "\"}";
  }
  const HttpAnswer group = bridge_.scim(
      "POST", "/Groups", R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Engineers"})");
  ASSERT_EQ(group.status, 201) << group.body;
  const std::string id = text_at(group, "id");
  const std::string add = patch(R"({"op":"add","path":"members","value":[)" + members + "]}");
  EXPECT_EQ(calls_for("PATCH", "/Groups/" + id, add, 204), Calls{"POST /groups/" + id + "/members"});
  EXPECT_EQ(calls_for("PATCH", "/Groups/" + id, add, 204), Calls{});
}

TEST_F(CallsTest, AGroupWithMembersIsMadeInOne) {
  const std::string ada = create_user("ada@example.com");
  EXPECT_EQ(
      calls_for(
          "POST", "/Groups",
          R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Engineers","members":[{"value":")" +
              ada + "\"}]}",
          201),
      Calls{"POST /groups"});
}

}  // namespace
}  // namespace bridge::integration
