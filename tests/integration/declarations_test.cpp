// What the program declares at /Schemas, /ResourceTypes and /Roles, with and without Smartsheet's REST API.

#include <string>

#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include "bridge/json/codec.hpp"
#include "integration/running_bridge.hpp"

namespace bridge::integration {
namespace {

const std::string kExtension = "urn:ietf:params:scim:schemas:extension:smartsheet:2.0:User";

core::Object object(const HttpAnswer& answer) {
  const auto value = json::parse(answer.body);
  EXPECT_TRUE(value && value->if_object() != nullptr) << answer.status << " " << answer.body;
  return value && value->if_object() != nullptr ? *value->if_object() : core::Object();
}

core::Array resources(const HttpAnswer& answer) {
  const core::Object list = object(answer);
  const core::Value* items = list.find("Resources");
  return items != nullptr && items->if_array() != nullptr ? *items->if_array() : core::Array();
}

BridgeOptions scim_alone() {
  BridgeOptions options;
  options.rest = false;
  options.scim = true;
  return options;
}

TEST(Declarations, AreWhatAnswersAreHeldAgainst) {
  const auto shows_a_robot = [] {
    RunningBridge bridge;
    bridge.start_without_waiting();
    bridge.hold({"GET", "/scim/v2/Users/7?attributes=userName", {}, {}},
                {200, {}, R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"7","robot":true})"});
  };
  EXPECT_NONFATAL_FAILURE(shows_a_robot(), "robot: is no attribute");
}

TEST(Declarations, TellWithRestWhatSmartsheetKnowsBeyondScim) {
  RunningBridge bridge;
  emulator::Facts facts = bridge.smartsheet().facts();
  facts.sheet_count_minus_one = false;
  bridge.smartsheet().set_facts(facts);
  bridge.smartsheet().add_user(
      core::Object{{"email", "ada@example.com"}, {"status", "ACTIVE"}, {"seatType", "MEMBER"}, {"sheetCount", 3}});
  bridge.smartsheet().add_user(core::Object{{"email", "bob@example.com"}, {"status", "PENDING"}});
  bridge.smartsheet().add_group("Staff", {});
  bridge.start();

  EXPECT_EQ(bridge.scim("GET", "/Schemas/" + kExtension).status, 200);
  EXPECT_EQ(bridge.scim("GET", "/Users").body.find("smartsheet"), std::string::npos);
  const auto pending = resources(
      bridge.scim("GET", "/Users?attributes=" + kExtension + "&filter=" + kExtension + ":status%20eq%20%22PENDING%22"));
  ASSERT_EQ(pending.size(), 1U);
  const core::Object* told = pending[0].if_object()->find(kExtension)->if_object();
  EXPECT_EQ(core::text_or_empty(*told, "status"), "PENDING");
  EXPECT_TRUE(core::flag_or_false(*told, "canStillSignIn"));
  const auto counted = resources(bridge.scim(
      "GET", "/Users?attributes=" + kExtension + ":sheetCount&filter=" + kExtension + ":sheetCount%20ge%203"));
  ASSERT_EQ(counted.size(), 1U);
  EXPECT_EQ(*counted[0].if_object()->find(kExtension), core::Value(core::Object{{"sheetCount", 3}}));
  const std::string of_group = "urn:ietf:params:scim:schemas:extension:smartsheet:2.0:Group";
  const auto owned =
      resources(bridge.scim("GET", "/Groups?attributes=" + of_group + "&filter=" + of_group + ":owner%20pr"));
  EXPECT_EQ(owned.size(), 1U);
}

TEST(Declarations, LeaveOutWithoutRestWhatNobodyTells) {
  RunningBridge bridge(scim_alone());
  bridge.start();
  EXPECT_EQ(bridge.scim("GET", "/Schemas/" + kExtension).status, 404);
  EXPECT_EQ(bridge.scim("GET", "/Schemas").body.find("smartsheet:2.0"), std::string::npos);
  EXPECT_EQ(bridge.scim("GET", "/ResourceTypes").body.find("smartsheet:2.0"), std::string::npos);
  const HttpAnswer unknown = bridge.scim("GET", "/Users?filter=" + kExtension + ":status%20pr");
  EXPECT_EQ(unknown.status, 400);
  EXPECT_EQ(text_at(unknown, "scimType"), "invalidFilter");
}

TEST(Declarations, ListTheRolesThatCanBeGiven) {
  BridgeOptions options;
  options.tenant += "\n[tenant.roles]\ngrantable = [\"GROUP_ADMIN\", \"SYSTEM_ADMIN\", \"JIRA_USER\"]\n";
  RunningBridge bridge(options);
  bridge.start();
  const auto roles = resources(bridge.scim("GET", "/Roles"));
  ASSERT_EQ(roles.size(), 2U);
  EXPECT_EQ(core::text_or_empty(*roles[0].if_object(), "value"), "SYSTEM_ADMIN");
  EXPECT_EQ(core::text_or_empty(*roles[1].if_object(), "display"), "Group Admin");
  EXPECT_EQ(text_at(bridge.scim("GET", "/Roles/GROUP_ADMIN"), "id"), "GROUP_ADMIN");
  EXPECT_EQ(bridge.scim("GET", "/Roles/JIRA_USER").status, 404);
  EXPECT_EQ(bridge.scim("POST", "/Roles", "{}").status, 405);
  EXPECT_EQ(bridge.scim("GET", "/Roles?filter=value%20pr").status, 403);
  EXPECT_TRUE(resources(bridge.scim("GET", "/Entitlements?startIndex=5&count=0")).empty());
  for (const char* path : {"/ServiceProviderConfig", "/Schemas", "/ResourceTypes", "/ResourceTypes/Role"}) {
    EXPECT_EQ(bridge.scim("GET", std::string(path) + "?startIndex=9&count=0&attributes=id&sortBy=x&robot=1").body,
              bridge.scim("GET", path).body);
  }
}

}  // namespace
}  // namespace bridge::integration
