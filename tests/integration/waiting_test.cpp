// Time: slow upstreams, deadlines, the time before the first refresh, changes made behind our back.

#include <algorithm>
#include <chrono>
#include <string>
#include <thread>

#include <gtest/gtest.h>

#include "integration/running_bridge.hpp"

namespace bridge::integration {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr const char* kAda =
    R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"ada@example.com"})";

emulator::FaultPlan delay(const std::string& match, milliseconds wait) {
  emulator::FaultPlan plan;
  plan.match = match;
  plan.what = emulator::FaultPlan::What::Delay;
  plan.delay = wait;
  return plan;
}

emulator::FaultPlan lost(const std::string& match) {
  emulator::FaultPlan plan;
  plan.match = match;
  plan.when = emulator::FaultPlan::When::AfterWork;
  plan.what = emulator::FaultPlan::What::LostAnswer;
  return plan;
}

std::string header(const HttpAnswer& answer, std::string_view name) {
  for (const auto& [known, value] : answer.headers) {
    if (known == name) return value;
  }
  return {};
}

std::size_t people_named(RunningBridge& bridge, const std::string& email) {
  std::size_t count = 0;
  const core::Value state = bridge.smartsheet().state();
  for (const core::Value& user : *state.if_object()->find("users")->if_array()) {
    if (core::text_or_empty(*user.if_object(), "email") == email) ++count;
  }
  return count;
}

TEST(WaitingTest, AHeaderTimeOutDoesNotEndARequestThatIsWorkedOn) {
  BridgeOptions options;
  options.limits = "header_timeout = \"1s\"\n";
  RunningBridge bridge(options);
  bridge.start();
  bridge.smartsheet().inject(delay("POST /users", seconds(5)));
  EXPECT_EQ(bridge.scim("POST", "/Users", kAda).status, 201);
}

TEST(WaitingTest, ACallerWhoseDeadlinePassesIsToldToComeBackAndTheWorkGoesOn) {
  BridgeOptions options;
  options.limits = "max_wait = \"500ms\"\n";
  RunningBridge bridge(options);
  bridge.start();
  bridge.smartsheet().inject(delay("POST /users", seconds(2)));
  const HttpAnswer first = bridge.scim("POST", "/Users", kAda);
  EXPECT_EQ(first.status, 503) << first.body;
  EXPECT_NE(header(first, "Retry-After"), "");
  HttpAnswer again;
  for (int i = 0; i < 50 && again.status != 201; ++i) {
    std::this_thread::sleep_for(milliseconds(200));
    again = bridge.scim("POST", "/Users", kAda);
    ASSERT_TRUE(again.status == 201 || again.status == 503) << again.body;
  }
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(people_named(bridge, "ada@example.com"), 1U);
  EXPECT_EQ(bridge.scim("POST", "/Users", kAda).status, 409);
}

TEST(WaitingTest, ACreationWhoseAnswerWasLostIsLookedUpNotRepeated) {
  RunningBridge bridge;
  bridge.start();
  bridge.smartsheet().inject(lost("POST /users"));
  const HttpAnswer answer = bridge.scim("POST", "/Users", kAda);
  EXPECT_EQ(answer.status, 201) << answer.body;
  EXPECT_EQ(people_named(bridge, "ada@example.com"), 1U);
  const auto calls = bridge.calls();
  EXPECT_EQ(std::count(calls.begin(), calls.end(), "POST /users"), 1);
  EXPECT_EQ(std::count(calls.begin(), calls.end(), "GET /users"), 1);
}

TEST(WaitingTest, AGroupWhoseAnswerWasLostIsLookedUpNotRepeated) {
  RunningBridge bridge;
  bridge.start();
  bridge.smartsheet().inject(lost("POST /groups"));
  const HttpAnswer answer = bridge.scim(
      "POST", "/Groups", R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Engineers"})");
  EXPECT_EQ(answer.status, 201) << answer.body;
  const auto calls = bridge.calls();
  EXPECT_EQ(std::count(calls.begin(), calls.end(), "POST /groups"), 1);
}

TEST(WaitingTest, ADeactivationWhoseAnswerWasLostIsSentAgain) {
  RunningBridge bridge;
  bridge.start();
  const std::string id = text_at(bridge.scim("POST", "/Users", kAda), "id");
  bridge.smartsheet().inject(lost("POST /users/" + id + "/deactivate"));
  const HttpAnswer answer = bridge.scim(
      "PATCH", "/Users/" + id,
      R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","value":{"active":false}}]})");
  EXPECT_EQ(answer.status, 200) << answer.body;
  EXPECT_NE(answer.body.find("\"active\":false"), std::string::npos);
}

TEST(WaitingTest, AnIncompleteMirrorNeverSaysNoSuchPerson) {
  RunningBridge bridge;
  const std::int64_t ada =
      bridge.smartsheet().add_user(core::Object{{"email", "ada@example.com"}, {"firstName", "Ada"}});
  auto never = delay("GET /groups", seconds(3));
  bridge.smartsheet().inject(never);
  bridge.start_without_waiting();
  const HttpAnswer list = bridge.scim("GET", "/Users");
  EXPECT_EQ(list.status, 503) << list.body;
  EXPECT_NE(header(list, "Retry-After"), "");
  EXPECT_EQ(bridge.scim("GET", "/Users/" + std::to_string(ada)).status, 200);
  EXPECT_NE(bridge.scim("GET", "/Users?filter=userName%20eq%20%22ada@example.com%22").body.find("\"totalResults\":1"),
            std::string::npos);
  EXPECT_NE(bridge.scim("GET", "/Users?filter=userName%20eq%20%22no@example.com%22").body.find("\"totalResults\":0"),
            std::string::npos);
  EXPECT_EQ(bridge.scim("GET", "/Groups").status, 503);
}

TEST(WaitingTest, ChangesMadeInSmartsheetShowAfterARefresh) {
  BridgeOptions options;
  options.refresh = "1s";
  RunningBridge bridge(options);
  bridge.start();
  const std::string id = text_at(bridge.scim("POST", "/Users", kAda), "id");
  bridge.smartsheet().change_user(std::stoll(id), core::Object{{"firstName", "Augusta"}});
  HttpAnswer answer;
  for (int i = 0; i < 100 && answer.body.find("Augusta") == std::string::npos; ++i) {
    std::this_thread::sleep_for(milliseconds(100));
    answer = bridge.scim("GET", "/Users/" + id);
  }
  EXPECT_NE(answer.body.find("Augusta"), std::string::npos) << answer.body;
}

TEST(WaitingTest, WithAStoreFromBeforeTheStartWaitsForNoCall) {
  RunningBridge bridge;
  bridge.start();
  const std::string id = text_at(bridge.scim("POST", "/Users", kAda), "id");
  bridge.stop();
  bridge.smartsheet().inject(delay("GET /users", seconds(5)));
  bridge.start_without_waiting();
  const auto before = std::chrono::steady_clock::now();
  EXPECT_EQ(bridge.scim("GET", "/Users/" + id).status, 200);
  EXPECT_EQ(bridge.scim("GET", "/Users").status, 200);
  EXPECT_LT(std::chrono::steady_clock::now() - before, seconds(4));
}

}  // namespace
}  // namespace bridge::integration
