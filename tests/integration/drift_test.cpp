// Changes made in Smartsheet itself, in front of the program: they show within one refresh, `scimbridge sync` names
// each, `scimbridge sync --repair` brings back what was asked for, and a second one finds nothing.

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <sstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <sys/wait.h>

#include "bridge/json/codec.hpp"
#include "integration/running_bridge.hpp"

namespace bridge::integration {
namespace {

using core::Object;
using core::Value;

constexpr const char* kUser = R"("schemas":["urn:ietf:params:scim:schemas:core:2.0:User"])";
constexpr const char* kGroup = R"("schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"])";
constexpr const char* kOff =
    R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","path":"active","value":false}]})";

struct Ran {
  int code = -1;
  std::string out;
};

class DriftTest : public ::testing::TestWithParam<bool> {
 protected:
  static BridgeOptions options(const std::string& guard) {
    BridgeOptions options;
    options.scim = GetParam();
    options.refresh = "1s";
    options.guard_lines = guard;
    options.emulator.rate_limit = 0;
    options.tenant = "idp = \"okta\"\non_existing = \"adopt\"";
    return options;
  }
  explicit DriftTest(const std::string& guard = "max_per_hour = 1000") : bridge_(options(guard)) { bridge_.start(); }

  /// Through SCIM; gives our id.
  std::string post(const std::string& address, const std::string& more = {}) {
    const HttpAnswer answer =
        bridge_.scim("POST", "/Users", std::string("{") + kUser + ",\"userName\":\"" + address + "\"" + more + "}");
    EXPECT_EQ(answer.status, 201) << answer.body;
    return text_at(answer, "id");
  }
  std::string post_group(const std::string& name, const std::vector<std::string>& members = {}) {
    std::string list;
    for (const std::string& id : members) list += (list.empty() ? "" : ",") + ("{\"value\":\"" + id + "\"}");
    const HttpAnswer answer = bridge_.scim(
        "POST", "/Groups", std::string("{") + kGroup + ",\"displayName\":\"" + name + "\",\"members\":[" + list + "]}");
    EXPECT_EQ(answer.status, 201) << answer.body;
    return text_at(answer, "id");
  }

  [[nodiscard]] Object record(const char* list, const char* attribute, const std::string& name) {
    const Value state = bridge_.smartsheet().state();
    for (const Value& one : *state.if_object()->find(list)->if_array()) {
      if (core::text_or_empty(*one.if_object(), attribute) == name) return *one.if_object();
    }
    return {};
  }
  [[nodiscard]] Object person(const std::string& address) { return record("users", "email", address); }
  [[nodiscard]] Object group(const std::string& name) { return record("groups", "name", name); }
  [[nodiscard]] static std::int64_t number(const Object& record) {
    const Value* id = record.find("id");
    return id != nullptr && id->if_integer() != nullptr ? *id->if_integer() : 0;
  }
  [[nodiscard]] std::int64_t user(const std::string& address) { return number(person(address)); }

  [[nodiscard]] std::string command(const std::string& arguments) const {
    return std::string(SCIMBRIDGE_PROGRAM) + " sync --config " + (bridge_.directory() / "scimbridge.toml").string() +
           " " + arguments + " >" + (bridge_.directory() / "out").string() + " 2>" +
           (bridge_.directory() / "err").string() + " </dev/null";
  }
  Ran sync(const std::string& arguments = {}) const {
    const int status = std::system(command(arguments).c_str());
    std::ifstream file(bridge_.directory() / "out");
    std::stringstream text;
    text << file.rdbuf();
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, text.str()};
  }
  /// "access_gone a@x": what a sync finds.
  std::vector<std::string> found(const char* list = "drift", const std::string& arguments = "--json") {
    const Ran ran = sync(arguments);
    const auto parsed = json::parse(ran.out);
    std::vector<std::string> lines;
    EXPECT_TRUE(parsed) << ran.out;
    const Value* drifts = parsed ? parsed->if_object()->find(list) : nullptr;
    EXPECT_NE(drifts, nullptr) << ran.out;
    if (drifts == nullptr) return lines;
    for (const Value& one : *drifts->if_array()) {
      lines.push_back(std::string(core::text_or_empty(*one.if_object(), "what")) + " " +
                      std::string(core::text_or_empty(*one.if_object(), "name")));
    }
    EXPECT_EQ(ran.code, lines.empty() ? 0 : 1);
    return lines;
  }
  [[nodiscard]] static bool within_a_refresh(const std::function<bool()>& shows) {
    for (int i = 0; i < 200; ++i) {
      if (shows()) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return false;
  }

  RunningBridge bridge_;
};

using Lines = std::vector<std::string>;

TEST_P(DriftTest, NamesAndRepairsWhatWasChanged) {
  const std::string on = post("on@example.com", R"(,"name":{"givenName":"Ann","familyName":"Lee"})");
  const std::string off = post("off@example.com");
  ASSERT_EQ(bridge_.scim("PATCH", "/Users/" + off, kOff).status, 200);
  const std::string blocked = post("blocked@example.com");
  const std::string renamed = post("renamed@example.com");
  const std::string deleted = post("deleted@example.com");
  const std::string stranger = post("stranger@example.com");
  const std::string team = post_group("Team", {on, blocked});
  EXPECT_EQ(found(), Lines{});
  ASSERT_EQ(bridge_.scim("DELETE", "/Users/" + deleted).status, 204);
  const std::int64_t taken = user("deleted@example.com");

  emulator::Emulator& smartsheet = bridge_.smartsheet();
  smartsheet.change_user(user("on@example.com"), {{"firstName", "Anna"}, {"groupAdmin", true}});
  smartsheet.change_user(user("off@example.com"), {{"status", "ACTIVE"}});
  smartsheet.change_user(user("blocked@example.com"), {{"status", "DEACTIVATED"}});
  smartsheet.change_user(user("renamed@example.com"), {{"email", "other@example.com"}});
  smartsheet.change_user(taken, {{"status", "ACTIVE"}});
  smartsheet.set_members(number(group("Team")), {user("on@example.com"), user("stranger@example.com")});

  EXPECT_TRUE(within_a_refresh([&] {
    return bridge_.scim("GET", "/Users/" + on).body.find("\"Anna\"") != std::string::npos &&
           bridge_.scim("GET", "/Users/" + off).body.find("\"active\":true") != std::string::npos &&
           bridge_.scim("GET", "/Groups/" + team).body.find(stranger) != std::string::npos;
  }));
  const Lines expected{"attribute_changed on@example.com",
                       "attribute_changed on@example.com",
                       "access_back off@example.com",
                       "access_gone blocked@example.com",
                       "address_changed renamed@example.com",
                       "deleted_has_access deleted@example.com",
                       "member_missing Team",
                       "member_added Team"};
  EXPECT_EQ(found(), expected);
  const Ran table = sync();
  EXPECT_EQ(table.code, 1);
  EXPECT_NE(table.out.find("IN SMARTSHEET"), std::string::npos) << table.out;
  EXPECT_NE(table.out.find("other@example.com"), std::string::npos) << table.out;

  EXPECT_EQ(sync("--repair").code, 1) << "nobody to ask";
  EXPECT_EQ(core::text_or_empty(person("blocked@example.com"), "status"), "DEACTIVATED") << "nothing unasked";
  const Ran repaired = sync("--repair --yes");
  EXPECT_EQ(repaired.code, 0) << repaired.out;
  EXPECT_EQ(core::text_or_empty(person("on@example.com"), "firstName"), "Ann");
  EXPECT_FALSE(core::flag_or_false(person("on@example.com"), "groupAdmin"));
  EXPECT_EQ(core::text_or_empty(person("off@example.com"), "status"), "DEACTIVATED");
  EXPECT_EQ(core::text_or_empty(person("blocked@example.com"), "status"), "ACTIVE");
  EXPECT_EQ(core::text_or_empty(person("deleted@example.com"), "status"), "DEACTIVATED");
  EXPECT_EQ(bridge_.scim("GET", "/Users/" + deleted).status, 404);
  EXPECT_EQ(group("Team").find("members")->if_array()->size(), 2U);
  EXPECT_EQ(found(), Lines{});
  EXPECT_EQ(sync().out, "No drift: Smartsheet is as it was asked for.\n");
}

TEST_P(DriftTest, MakesWhoeverWasRemovedAgainUnderTheSameIds) {
  const std::string a = post("a@example.com", R"(,"name":{"givenName":"Ann","familyName":"Lee"})");
  const std::string b = post("b@example.com");
  const std::string stays = post_group("Stays", {a, b});
  const std::string goes = post_group("Goes", {a, b});
  EXPECT_EQ(found(), Lines{});
  ASSERT_TRUE(bridge_.smartsheet().remove_user(user("a@example.com")));
  ASSERT_TRUE(bridge_.smartsheet().remove_group(number(group("Goes"))));
  EXPECT_TRUE(within_a_refresh([&] {
    return bridge_.scim("GET", "/Users/" + a).status == 404 && bridge_.scim("GET", "/Groups/" + goes).status == 404;
  }));
  EXPECT_EQ(found(), (Lines{"person_missing a@example.com", "group_missing Goes"}));
  bridge_.kill();
  bridge_.start();
  const Ran repaired = sync("--repair --yes");
  EXPECT_EQ(repaired.code, 0) << repaired.out;
  EXPECT_EQ(bridge_.scim("GET", "/Users/" + a).status, 200);
  EXPECT_NE(user("a@example.com"), 0);
  for (const std::string& id : {stays, goes}) {
    const std::string body = bridge_.scim("GET", "/Groups/" + id).body;
    EXPECT_NE(body.find(a), std::string::npos) << body;
    EXPECT_NE(body.find(b), std::string::npos) << body;
  }
  EXPECT_EQ(found(), Lines{});
}

TEST_P(DriftTest, LeavesAloneWhatNobodyManages) {
  emulator::Emulator& smartsheet = bridge_.smartsheet();
  const std::int64_t found_person = smartsheet.add_user({{"email", "found@example.com"}});
  const std::int64_t old = smartsheet.add_group("Old", {found_person});
  const std::int64_t shared = smartsheet.add_group("Shared", {found_person});
  EXPECT_TRUE(within_a_refresh(
      [&] { return bridge_.scim("GET", "/Groups?attributes=displayName").body.find("Shared") != std::string::npos; }));
  const std::string a = post("a@example.com");
  post_group("Shared", {a});
  smartsheet.change_user(found_person, {{"status", "DEACTIVATED"}, {"firstName", "F"}});
  smartsheet.set_members(old, {user("a@example.com")});
  smartsheet.set_members(shared, {found_person, user("a@example.com"), user("admin@example.com")});
  EXPECT_EQ(found(), Lines{});
}

TEST_P(DriftTest, WorksWithoutAServer) {
  const std::string a = post("a@example.com", R"(,"name":{"givenName":"Ann","familyName":"Lee"})");
  EXPECT_EQ(found(), Lines{});
  bridge_.stop();
  bridge_.smartsheet().change_user(user("a@example.com"), {{"firstName", "Anna"}});
  EXPECT_EQ(found(), Lines{"attribute_changed a@example.com"});
  EXPECT_EQ(sync("--repair --yes").code, 0);
  EXPECT_EQ(core::text_or_empty(person("a@example.com"), "firstName"), "Ann");
  EXPECT_EQ(found(), Lines{});
  bridge_.start();
}

TEST_P(DriftTest, LosesNothingWhenItIsKilledInTheMiddle) {
  std::vector<std::string> people;
  for (int i = 0; i < 12; ++i) {
    people.push_back(
        post("p" + std::to_string(i) + "@example.com", R"(,"name":{"givenName":"Ann","familyName":"Lee"})"));
  }
  post_group("Team", people);
  EXPECT_EQ(found(), Lines{});
  emulator::Emulator& smartsheet = bridge_.smartsheet();
  for (int i = 0; i < 10; ++i) {
    const std::int64_t id = user("p" + std::to_string(i) + "@example.com");
    i % 2 == 0 ? smartsheet.change_user(id, {{"status", "DEACTIVATED"}}) : smartsheet.remove_user(id);
  }
  EXPECT_EQ(found().size(), 10U);
  emulator::FaultPlan slow;
  slow.what = emulator::FaultPlan::What::Delay;
  slow.match = "POST ";
  slow.delay = std::chrono::milliseconds(300);
  slow.times = 1000;
  smartsheet.inject(slow);
  std::thread repair([this] { static_cast<void>(std::system(command("--repair --yes").c_str())); });
  std::this_thread::sleep_for(std::chrono::milliseconds(1500));
  bridge_.kill();
  repair.join();
  smartsheet.clear_faults();
  bridge_.start();
  EXPECT_TRUE(within_a_refresh([&] { return sync("--repair --yes").code == 0; }));
  EXPECT_EQ(found(), Lines{});
  for (int i = 0; i < 12; ++i) {
    EXPECT_EQ(core::text_or_empty(person("p" + std::to_string(i) + "@example.com"), "status"), "ACTIVE");
  }
  EXPECT_EQ(group("Team").find("members")->if_array()->size(), 12U);
}

class GuardedDriftTest : public DriftTest {
 protected:
  GuardedDriftTest() : DriftTest("max_per_hour = 3") {}
};

TEST_P(GuardedDriftTest, HoldsARepairThatWouldTakeTooMuch) {
  post_group("Team");
  std::vector<std::int64_t> strangers;
  for (int i = 0; i < 5; ++i) {
    strangers.push_back(bridge_.smartsheet().add_user({{"email", "s" + std::to_string(i) + "@example.com"}}));
  }
  bridge_.smartsheet().set_members(number(group("Team")), strangers);
  EXPECT_EQ(found().size(), 5U);
  const Ran held = sync("--repair --yes");
  EXPECT_EQ(held.code, 1);
  EXPECT_NE(held.out.find("held by the accident guard"), std::string::npos) << held.out;
  EXPECT_NE(held.out.find("scimbridge guard release"), std::string::npos) << held.out;
  EXPECT_EQ(group("Team").find("members")->if_array()->size(), 5U);
  const std::string release = std::string(SCIMBRIDGE_PROGRAM) + " guard release --config " +
                              (bridge_.directory() / "scimbridge.toml").string() + " >/dev/null 2>&1";
  ASSERT_EQ(std::system(release.c_str()), 0);
  EXPECT_EQ(sync("--repair --yes").code, 0);
  EXPECT_EQ(found(), Lines{});
}

TEST_P(GuardedDriftTest, RefusesYesWithoutRepair) { EXPECT_EQ(sync("--yes").code, 2); }

INSTANTIATE_TEST_SUITE_P(ByRestAndByScim, DriftTest, ::testing::Values(false, true));
INSTANTIATE_TEST_SUITE_P(ByRestAndByScim, GuardedDriftTest, ::testing::Values(false, true));

}  // namespace
}  // namespace bridge::integration
