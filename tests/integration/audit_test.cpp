// `scimbridge audit` after changes over HTTP, beside a running server and a stopped one; and what is forgotten.

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <sys/wait.h>

#include "bridge/json/codec.hpp"
#include "integration/life.hpp"
#include "integration/running_bridge.hpp"

namespace bridge::integration {
namespace {

using core::Object;
using core::Value;
using emulator::FaultPlan;
using Objects = std::vector<Object>;

constexpr const char* kOff = R"({"op":"replace","path":"active","value":false})";
constexpr const char* kHead = R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":")";

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

Objects objects_at(const Object& object, std::string_view name) {
  const Value* list = object.find(name);
  Objects objects;
  if (list == nullptr || list->if_array() == nullptr) return objects;
  for (const Value& item : *list->if_array()) objects.push_back(*item.if_object());
  return objects;
}

std::string text_in(const Object& object, std::string_view name) {
  const Value* value = object.find(name);
  if (value == nullptr) return {};
  return value->if_string() != nullptr ? *value->if_string() : json::write(*value);
}

struct Ran {
  int code = -1;
  std::string out;
};

class AuditTest : public ::testing::TestWithParam<bool> {
 protected:
  RunningBridge& make(const std::string& more = {}, const std::string& refresh = "1h") {
    BridgeOptions options;
    options.more = more;
    options.refresh = refresh;
    return make(std::move(options));
  }
  RunningBridge& make(BridgeOptions options) {
    options.scim = GetParam();
    bridge_ = std::make_unique<RunningBridge>(std::move(options));
    return *bridge_;
  }
  Ran run(const std::string& arguments) {
    const std::string out = (bridge_->directory() / "out").string();
    const std::string command = std::string(SCIMBRIDGE_PROGRAM) + " audit --config " +
                                (bridge_->directory() / "scimbridge.toml").string() + " " + arguments + " >" + out +
                                " 2>&1 </dev/null";
    const int status = std::system(command.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, bytes_of(out)};
  }
  /// What `--json` prints, each line parsed.
  Objects lines(const std::string& arguments = {}) {
    const Ran ran = run("--json " + arguments);
    EXPECT_EQ(ran.code, 0) << ran.out;
    Objects all;
    std::istringstream text(ran.out);
    for (std::string line; std::getline(text, line);) {
      auto parsed = json::parse(line);
      EXPECT_TRUE(parsed && parsed->if_object()) << line;
      if (parsed && parsed->if_object() != nullptr) all.push_back(*parsed->if_object());
    }
    return all;
  }
  Object last(const std::string& arguments = {}) {
    const Objects all = lines(arguments);
    EXPECT_FALSE(all.empty());
    return all.empty() ? Object() : all.back();
  }
  /// In the store's file, or what lies beside it.
  [[nodiscard]] bool is_in_store(const std::string& text) const {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(bridge_->directory())) {
      const std::string name = entry.path().filename().string();
      if (name.rfind("bridge.db", 0) == 0 && bytes_of(entry.path()).find(text) != std::string::npos) return true;
    }
    return false;
  }
  void fault(const std::string& match, FaultPlan::What what, int error_code = 0) {
    FaultPlan plan;
    plan.match = match;
    plan.what = what;
    plan.when = what == FaultPlan::What::LostAnswer ? FaultPlan::When::AfterWork : FaultPlan::When::BeforeWork;
    plan.status = 400;
    plan.error_code = error_code;
    plan.delay = std::chrono::seconds(3);
    bridge_->smartsheet().inject(plan);
  }
  [[nodiscard]] static std::string posts() { return GetParam() ? "POST /scim/v2/Users" : "POST /users"; }

  std::unique_ptr<RunningBridge> bridge_;
};

TEST_P(AuditTest, TellsOfAChangeWhetherTheServerRunsOrNot) {
  RunningBridge& bridge = make();
  bridge.start();
  const std::string id = create_person(bridge, "ada@example.com");
  const HttpAnswer answer =
      expect(bridge, 200, "PATCH", "/Users/" + id,
             patch(std::string(R"({"op":"replace","path":"name.familyName","value":"Lovelace"},)") + kOff));
  std::string request;
  for (const auto& [name, value] : answer.headers) request = name == "X-Request-Id" ? value : request;
  for (const bool running : {true, false}) {
    if (!running) bridge.stop();
    for (const std::string& user : {id, std::string("ada@example.com"), std::string("ADA@example.com")}) {
      const Objects all = lines("--user " + user);
      ASSERT_EQ(all.size(), 2U) << user;
      const Object& line = all.back();
      EXPECT_EQ(text_in(line, "client"), "okta");
      EXPECT_EQ(text_in(line, "kind"), "user");
      EXPECT_EQ(text_in(line, "id"), id);
      EXPECT_EQ(text_in(line, "verb"), "modify");
      EXPECT_EQ(text_in(line, "outcome"), "done");
      EXPECT_EQ(text_in(line, "attributes"), R"(["name.familyName","active"])");
      EXPECT_EQ(text_in(line, "version_before"), "1");
      EXPECT_EQ(text_in(line, "version_after"), "2");
      EXPECT_EQ(text_in(line, "name"), "ada@example.com");
      EXPECT_FALSE(text_in(line, "request").empty());
      if (!request.empty()) {
        EXPECT_EQ(text_in(line, "request"), request);
      }
      EXPECT_EQ(line.find("values"), nullptr);
      const Objects calls = objects_at(line, "calls");
      ASSERT_FALSE(calls.empty());
      for (const Object& call : calls) {
        EXPECT_EQ(text_in(call, "outcome"), "done");
        EXPECT_EQ(text_in(call, "route"), GetParam() ? "scim" : "rest");
        for (const char* name : {"purpose", "method", "path", "status"}) EXPECT_FALSE(text_in(call, name).empty());
      }
    }
    const Ran text = run("--user " + id);
    EXPECT_EQ(text.code, 0);
    EXPECT_NE(
        text.out.find("modify user ada@example.com (" + id + "): name.familyName, active -> done, version 1 to 2"),
        std::string::npos)
        << text.out;
  }
  EXPECT_EQ(lines("--since 1h").size(), 2U);
  EXPECT_EQ(lines("--since 2020-01-01").size(), 2U);
  EXPECT_EQ(lines("--since 2120-01-01").size(), 0U);
  EXPECT_EQ(lines("--user nobody@example.com").size(), 0U);
  EXPECT_EQ(run("--since yesterday").code, 2);
  EXPECT_EQ(run("--tenant other").code, 2);
}

TEST_P(AuditTest, TellsOfRefusalsWithoutAValue) {
  BridgeOptions options;
  options.tenant += "\nprotected = [\"boss@example.com\"]\n";
  options.guard_lines = "max_per_hour = 1\n";
  RunningBridge& bridge = make(std::move(options));
  for (const char* name : {"boss@example.com", "ann@example.com", "bob@example.com"}) {
    bridge.smartsheet().add_user({{"email", name}});
  }
  bridge.start();
  const auto id_of = [&](const std::string& name) {
    const auto parsed = json::parse(
        expect(bridge, 200, "GET", "/Users?filter=userName%20eq%20%22" + name + "%22&attributes=userName").body);
    return text_in(objects_at(*parsed->if_object(), "Resources").front(), "id");
  };
  const auto off = [&](int status, const std::string& name, const std::string& more) {
    expect(bridge, status, "PATCH", "/Users/" + id_of(name), patch(kOff + more));
  };
  expect(bridge, 403, "DELETE", "/Users/" + id_of("boss@example.com"));
  const Object boss = last("--user boss@example.com");
  EXPECT_EQ(text_in(boss, "verb") + " " + text_in(boss, "outcome"), "remove refused");
  EXPECT_EQ(text_in(*boss.find("fault")->if_object(), "kind"), "Forbidden");
  off(200, "ann@example.com", "");
  off(503, "bob@example.com", R"(,{"op":"replace","path":"title","value":"Refused-Title"})");
  const Object bob = last("--user bob@example.com");
  EXPECT_EQ(text_in(bob, "outcome"), "held");
  EXPECT_EQ(text_in(objects_at(bob, "calls").front(), "outcome"), "not sent");
  const std::string wild =
      R"({"op":"replace","value":{"emails[value eq \"filtered@example.com\"].display":"Hidden-Name"}})";
  expect(bridge, 400, "PATCH", "/Users/" + id_of("bob@example.com"), patch(wild));
  EXPECT_EQ(text_in(last("--user bob@example.com"), "outcome"), "refused");
  expect(bridge, 403, "POST", "/Users", std::string(kHead) + R"(vip@example.com","roles":[{"value":"SYSTEM_ADMIN"}]})");
  EXPECT_EQ(text_in(last("--user vip@example.com"), "outcome"), "refused");
  for (const char* value : {"Refused-Title", "Hidden-Name", "filtered@example.com", "vip@example.com"}) {
    EXPECT_FALSE(is_in_store(value)) << value;
  }
}

TEST_P(AuditTest, FindsACreationThatSmartsheetRefusedAlsoAfterARestart) {
  RunningBridge& bridge = make();
  bridge.start();
  fault(posts(), FaultPlan::What::Error, 1031);
  if (GetParam()) fault("POST /users", FaultPlan::What::Error, 1031);
  expect(bridge, 400, "POST", "/Users", std::string(kHead) + R"(new@example.com","title":"Refused-Title"})");
  const Object line = last("--user new@example.com");
  EXPECT_EQ(text_in(line, "outcome"), "refused");
  EXPECT_EQ(text_in(line, "id"), "");
  const Object call = objects_at(line, "calls").back();
  EXPECT_EQ(text_in(call, "outcome"), "refused");
  EXPECT_EQ(text_in(call, "status"), "400");
  EXPECT_EQ(text_in(call, "error_code"), "1031");
  bridge.stop();
  EXPECT_EQ(lines("--user new@example.com").size(), 1U) << "the key of names is kept";
  for (const char* value : {"Refused-Title", "new@example.com"}) EXPECT_FALSE(is_in_store(value)) << value;
}

TEST_P(AuditTest, TellsOfALostAnswerAndOfWhatIsTakenUp) {
  RunningBridge& bridge = make();
  bridge.start();
  fault(posts(), FaultPlan::What::LostAnswer);
  const std::string id = create_person(bridge, "ada@example.com");
  const Object call = objects_at(last("--user " + id), "calls").front();
  EXPECT_EQ(text_in(call, "outcome"), "found done");
  EXPECT_NE(text_in(call, "look_ups"), "");
  const std::string leaving = GetParam() ? "PATCH /scim/v2/Users/" : "POST /users/";
  fault(leaving, FaultPlan::What::Delay);
  bridge.forget_calls();
  std::thread waiting([&] { static_cast<void>(bridge.scim("PATCH", "/Users/" + id, patch(kOff))); });
  const auto left = [&] {
    for (const std::string& sent : bridge.calls()) {
      if (sent.rfind(leaving, 0) == 0) return true;
    }
    return false;
  };
  for (int i = 0; i < 100 && !left(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  bridge.kill();
  waiting.join();
  EXPECT_EQ(lines("--user " + id).size(), 1U) << "what is open has no line yet";
  bridge.start();
  Objects all;
  for (int i = 0; i < 100 && all.size() < 2; ++i) {
    all = lines("--user " + id);
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(text_in(all.back(), "outcome"), "done");
  EXPECT_EQ(text_in(all.back(), "taken_up"), "true");
  EXPECT_EQ(text_in(all.back(), "client"), "okta");
  EXPECT_EQ(text_in(all.back(), "attributes"), R"(["active"])");
}

TEST_P(AuditTest, KeepsValuesAndForgetsThemOfWhoeverIsInTheDirectory) {
  RunningBridge& bridge = make("[tenant.audit]\nvalues = true\n");
  bridge.start();
  const std::string id = create_person(bridge, "ada@example.com");
  expect(bridge, 200, "PATCH", "/Users/" + id,
         patch(R"({"op":"replace","path":"title","value":"Passing-Title"},)"
               R"({"op":"add","value":{"nickName":"Passing-Nick","password":"hush-hush-1"}},)"
               R"({"op":"replace","path":"password","value":"hush-hush-2"})"));
  expect(bridge, 200, "PATCH", "/Users/" + id,
         patch(R"({"op":"replace","path":"title","value":"T"},{"op":"replace","path":"nickName","value":"N"})"));
  for (const char* body :
       {R"({"op":"add","value":{"urn:ietf:params:scim:schemas:core:2.0:User:password":"hush-hush-3"}})",
        R"({"op":"add","value":{"urn:ietf:params:scim:schemas:core:2.0:User":{"password":"hush-hush-4"}}})",
        R"({"op":"add","value":"{\"password\":\"hush-hush-5\"}"})"}) {
    static_cast<void>(bridge.scim("PATCH", "/Users/" + id, patch(body)));
  }
  const Objects all = lines("--user " + id);
  ASSERT_GE(all.size(), 3U);
  EXPECT_NE(json::write(all[1]).find("Passing-Title"), std::string::npos) << json::write(all[1]);
  bridge.stop();
  EXPECT_TRUE(is_in_store("Passing-Nick"));
  EXPECT_FALSE(is_in_store("hush-hush"));
  EXPECT_EQ(run("forget --user ada@example.com").code, 2) << "nobody to ask";
  bridge.start();
  const Ran ran = run("forget --user ada@example.com --yes");
  EXPECT_EQ(ran.code, 0) << ran.out;
  EXPECT_NE(ran.out.find("still in the directory"), std::string::npos) << ran.out;
  expect(bridge, 200, "GET", "/Users/" + id);
  bridge.stop();
  EXPECT_FALSE(is_in_store("Passing-Title"));
  EXPECT_FALSE(is_in_store("Passing-Nick"));
  const Objects after = lines("--user " + id);
  ASSERT_EQ(after.size(), all.size() + 1);
  EXPECT_EQ(text_in(after.back(), "verb"), "forget");
  for (const Object& line : after) {
    EXPECT_EQ(line.find("values"), nullptr);
    EXPECT_EQ(text_in(line, "id"), id);
  }
  const Ran unknown = run("forget --user nobody@example.com --yes");
  EXPECT_EQ(unknown.code, 0);
  EXPECT_EQ(unknown.out.find("  "), std::string::npos) << unknown.out;
  EXPECT_EQ(run("forget --yes").code, 2);
}

TEST_P(AuditTest, ForgetsADeletedPersonForGood) {
  RunningBridge& bridge = make("", "1s");
  bridge.start();
  const std::string id =
      text_at(expect(bridge, 201, "POST", "/Users",
                     std::string(kHead) + R"(gone.person@example.com","externalId":"ext-77",)" +
                         R"("name":{"givenName":"Zebedee","familyName":"Quillon"},)" + R"("title":"Former-Title"})"),
              "id");
  expect(bridge, 204, "DELETE", "/Users/" + id);
  const Ran ran = run("forget --user gone.person@example.com --yes");
  EXPECT_EQ(ran.code, 0) << ran.out;
  EXPECT_NE(ran.out.find("digest"), std::string::npos) << ran.out;
  std::this_thread::sleep_for(std::chrono::milliseconds(2500));
  expect(bridge, 404, "GET", "/Users/" + id);
  bridge.stop();
  for (const char* value : {"gone.person", "Zebedee", "Quillon", "Former-Title", "ext-77"}) {
    EXPECT_FALSE(is_in_store(value)) << value;
  }
  EXPECT_EQ(text_in(last("--user gone.person@example.com"), "verb"), "forget");
  bridge.start();
  std::this_thread::sleep_for(std::chrono::milliseconds(1500));
  expect(bridge, 404, "GET", "/Users/" + id);
  const HttpAnswer back = expect(bridge, 201, "POST", "/Users", std::string(kHead) + R"(Gone.Person@example.com"})");
  EXPECT_EQ(text_at(back, "id"), id);
  for (const char* value : {"Former-Title", "ext-77"}) EXPECT_EQ(back.body.find(value), std::string::npos) << value;
  expect(bridge, 200, "GET", "/Users/" + id);
}

INSTANTIATE_TEST_SUITE_P(Routes, AuditTest, ::testing::Values(false, true),
                         [](const auto& row) { return row.param ? "ScimAndRest" : "Rest"; });

}  // namespace
}  // namespace bridge::integration
