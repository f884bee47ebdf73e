// A tenant's route is changed from REST to SCIM and back in the middle of what Entra sends, where the two
// services call everybody by different ids: no id changes, nobody is doubled.

#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <sys/wait.h>

#include "bridge/core/ascii_case.hpp"
#include "bridge/json/codec.hpp"
#include "integration/running_bridge.hpp"
#include "integration/transcript.hpp"
#include "integration/transcript_runner.hpp"

namespace bridge::integration {
namespace {

using core::Value;

const std::filesystem::path kFolder =
    std::filesystem::path(BRIDGE_SOURCE_DIR) / "tests" / "transcripts" / "idp" / "entra";

BridgeOptions both_services() {
  BridgeOptions options;
  options.scim = true;
  options.tenant = "idp = \"entra\"";
  options.emulator.facts.scim_ids = emulator::ScimIds::Numbers;
  options.emulator.rate_limit = 0;
  return options;
}

/// The steps alone: which calls they make depends on when the route changes.
Transcript without_calls(Transcript transcript) {
  for (TranscriptStep& step : transcript.steps) step.upstream = {{PlayedRoute::Rest, {}}};
  transcript.emulator.reset();
  return transcript;
}

/// "User ada@example.com" or "Group Engineers" to id, as the identity provider sees them.
std::map<std::string, std::string> ids_in(RunningBridge& bridge) {
  std::map<std::string, std::string> ids;
  for (const auto& [type, name] : {std::pair("Users", "userName"), std::pair("Groups", "displayName")}) {
    const auto list = json::parse(bridge.scim("GET", "/" + std::string(type) + "?count=1000").body);
    const Value* resources = list ? list->if_object()->find("Resources") : nullptr;
    if (resources == nullptr) continue;
    for (const Value& resource : *resources->if_array()) {
      const std::string key =
          std::string(type) + " " + core::fold_case(core::text_or_empty(*resource.if_object(), name));
      EXPECT_TRUE(ids.emplace(key, core::text_or_empty(*resource.if_object(), "id")).second)
          << key << " is there twice";
    }
  }
  return ids;
}

class RouteChange : public ::testing::TestWithParam<const char*> {
 protected:
  void set_route(const std::string& route) {
    const std::string command = std::string(SCIMBRIDGE_PROGRAM) + " route set " + route + " --yes --config '" +
                                (bridge_.directory() / "scimbridge.toml").string() + "' >/dev/null 2>&1";
    const int status = std::system(command.c_str());
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << "route set " << route;
    const std::map<std::string, std::string> now = ids_in(bridge_);
    for (const auto& [name, id] : ids_) {
      const auto same = now.find(name);
      EXPECT_TRUE(same == now.end() || same->second == id) << name;
    }
    ids_ = now;
  }

  void expect_writes_on_both_routes() {
    int by_scim = 0;
    int by_rest = 0;
    for (const emulator::Logged& call : bridge_.smartsheet().log()) {
      if (call.method != "GET") ++(call.path.starts_with("/scim/v2/") ? by_scim : by_rest);
    }
    EXPECT_GT(by_scim, 0);
    EXPECT_GT(by_rest, 0);
  }

  void expect_nobody_doubled() {
    std::map<std::string, int> people;
    const Value state = bridge_.smartsheet().state();
    for (const Value& user : *state.if_object()->find("users")->if_array()) {
      const std::string address = core::fold_case(core::text_or_empty(*user.if_object(), "email"));
      EXPECT_EQ(++people[address], 1) << address;
    }
  }

  RunningBridge bridge_{both_services()};
  std::map<std::string, std::string> ids_;
};

TEST_P(RouteChange, KeepsEverybodyUnderOneId) {
  const auto read = read_transcript(kFolder / GetParam());
  ASSERT_TRUE(read) << read.error().detail;
  const Transcript transcript = without_calls(*read);
  Captures captures = seed(transcript, bridge_.smartsheet());
  captures["token"] = bridge_.idp_token();
  bridge_.start();
  set_route("rest");
  const std::size_t third = transcript.steps.size() / 3;
  std::size_t sent = 0;
  const HttpClient http = [&](const HttpRequest& request) {
    if (sent == third) set_route("scim");
    if (sent == 2 * third) set_route("rest");
    ++sent;
    return bridge_.send(request);
  };
  const auto every_call = [](const emulator::Logged&) { return true; };
  const Surroundings surroundings{http, bridge_.smartsheet(), {}, every_call, PlayedRoute::Rest, PublicIds::Rest};
  for (const std::string& difference : run(transcript, surroundings, captures)) ADD_FAILURE() << difference;
  set_route("scim");
  expect_writes_on_both_routes();
  expect_nobody_doubled();
}

INSTANTIATE_TEST_SUITE_P(Entra, RouteChange,
                         ::testing::Values("user-lifecycle-default.json", "user-lifecycle-aadoptscim.json",
                                           "group-lifecycle-default.json", "group-lifecycle-aadoptscim.json",
                                           "roles.json"),
                         [](const ::testing::TestParamInfo<const char*>& one) {
                           std::string name;
                           for (const char c : std::string(one.param)) name += c == '-' || c == '.' ? '_' : c;
                           return name;
                         });

}  // namespace
}  // namespace bridge::integration
