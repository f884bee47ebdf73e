// An identity provider gone wild, in front of the program: what takes access from too many waits for a person.

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <sys/wait.h>

#include "bridge/json/codec.hpp"
#include "integration/running_bridge.hpp"

namespace bridge::integration {
namespace {

constexpr const char* kOff = R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],)"
                             R"("Operations":[{"op":"replace","path":"active","value":false}]})";

/// 24 people and an administrator who owns the tokens: half of them is 12.
constexpr std::uint32_t kPeople = 24;
constexpr std::size_t kLimit = 12;

class GuardTest : public ::testing::TestWithParam<bool> {
 protected:
  static BridgeOptions options(bool scim) {
    BridgeOptions options;
    options.scim = scim;
    options.guard_lines.clear();
    options.emulator.seed_users = kPeople;
    return options;
  }

  GuardTest() : bridge_(options(GetParam())) {}

  void start() {
    bridge_.start();
    if (!people_.empty()) return;
    const auto parsed = json::parse(bridge_.scim("GET", "/Users?count=100&attributes=userName").body);
    ASSERT_TRUE(parsed);
    const core::Value* resources = parsed->if_object()->find("Resources");
    ASSERT_NE(resources, nullptr);
    for (const core::Value& resource : *resources->if_array()) {
      const core::Object& person = *resource.if_object();
      const bool owner = core::text_or_empty(person, "userName") == "admin@example.com";
      (owner ? owner_ : people_.emplace_back()) = std::string(core::text_or_empty(person, "id"));
    }
    ASSERT_EQ(people_.size(), kPeople);
  }

  HttpAnswer off(const std::string& id) { return bridge_.scim("PATCH", "/Users/" + id, kOff); }

  /// Takes everybody's access, as far as it goes.
  void go_wild() {
    for (std::size_t i = 0; i < people_.size(); ++i) {
      const HttpAnswer answer = off(people_[i]);
      EXPECT_EQ(answer.status, i < kLimit ? 200 : 503) << i << ": " << answer.body;
    }
  }

  [[nodiscard]] std::size_t deactivations() const {
    std::size_t count = 0;
    for (const std::string& call : bridge_.calls()) count += call.rfind("GET ", 0) == 0 ? 0 : 1;
    return count;
  }

  /// Exit code and what was printed.
  std::pair<int, std::string> guard(const std::string& arguments) {
    const std::string out = (bridge_.directory() / "out").string();
    const std::size_t blank = arguments.find(' ');
    const std::string command = std::string(SCIMBRIDGE_PROGRAM) + " guard " + arguments.substr(0, blank) +
                                " --config " + (bridge_.directory() / "scimbridge.toml").string() +
                                (blank == std::string::npos ? "" : arguments.substr(blank)) + " >" + out + " 2>&1";
    const int status = std::system(command.c_str());
    std::ifstream file(out);
    std::stringstream text;
    text << file.rdbuf();
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, text.str()};
  }

  [[nodiscard]] std::size_t alarms() const {
    std::size_t count = 0;
    const std::string log = bridge_.log();
    for (std::size_t at = log.find("accident guard holds"); at != std::string::npos;
         at = log.find("accident guard holds", at + 1)) {
      ++count;
    }
    return count;
  }

  RunningBridge bridge_;
  std::vector<std::string> people_;
  std::string owner_;
};

std::string header(const HttpAnswer& answer, const std::string& wanted) {
  for (const auto& [name, value] : answer.headers) {
    if (name == wanted) return value;
  }
  return {};
}

TEST_P(GuardTest, HoldsAnIdentityProviderGoneWild) {
  start();
  bridge_.forget_calls();
  go_wild();
  EXPECT_EQ(deactivations(), kLimit) << "nothing of what is held leaves";
  EXPECT_EQ(alarms(), 1U);
  const HttpAnswer held = off(people_.back());
  EXPECT_EQ(held.status, 503);
  EXPECT_NE(text_at(held, "detail").find("scimbridge guard release --config FILE --tenant default"), std::string::npos);
  EXPECT_GE(std::atoi(header(held, "Retry-After").c_str()), 60);
  EXPECT_EQ(text_at(bridge_.scim("GET", "/Users/" + people_.back()), "userName").empty(), false);
  EXPECT_EQ(off(owner_).status, 403) << "the bridge's own account";
}

TEST_P(GuardTest, ShowsWhatItHoldsAndReleasesIt) {
  start();
  EXPECT_NE(guard("show").second.find("lost       nothing, in the last hour"), std::string::npos);
  go_wild();
  const auto [code, shown] = guard("show");
  EXPECT_EQ(code, 0);
  for (const char* line : {"limit      12 an hour (the larger of 20 and 5 % of 25 people, at most half of them)\n",
                           "lost       12 people's access, in the last hour\n", "held       12 changes since "}) {
    EXPECT_NE(shown.find(line), std::string::npos) << line << " in\n" << shown;
  }
  EXPECT_EQ(shown.find('@'), std::string::npos) << shown;
  EXPECT_NE(guard("show --show-values").second.find("@example.com"), std::string::npos);
  const auto as_json = json::parse(guard("show --json").second);
  ASSERT_TRUE(as_json);
  EXPECT_EQ(*as_json->if_object()->find("limit"), core::Value(12));
  const auto [released, text] = guard("release --for 2h");
  EXPECT_EQ(released, 0) << text;
  EXPECT_EQ(text.rfind("Released 12 changes until ", 0), 0U) << text;
  for (const std::string& id : people_) EXPECT_EQ(off(id).status, 200);
  EXPECT_EQ(guard("release --for never").first, 2);
  for (const char* out_of_range : {"1s", "59s", "31d"}) {
    EXPECT_EQ(guard("release --for " + std::string(out_of_range)).first, 2) << out_of_range;
  }
}

TEST_P(GuardTest, RemembersOverAKillAndIsReleasedWithoutAServer) {
  start();
  go_wild();
  bridge_.kill();
  start();
  for (std::size_t i = kLimit; i < people_.size(); ++i) EXPECT_EQ(off(people_[i]).status, 503);
  bridge_.stop();
  EXPECT_NE(guard("show").second.find("held       12 changes since "), std::string::npos) << guard("show").second;
  EXPECT_EQ(guard("release").first, 0);
  start();
  for (std::size_t i = kLimit; i < people_.size(); ++i) EXPECT_EQ(off(people_[i]).status, 200);
}

TEST_P(GuardTest, IsNotInTheWayOfSingleLeavers) {
  start();
  for (std::size_t i = 0; i < kLimit; ++i) EXPECT_EQ(off(people_[i]).status, 200);
  EXPECT_EQ(alarms(), 0U);
  EXPECT_EQ(guard("release --count 1").second.find("Released 0 changes until "), 0U);
  EXPECT_EQ(off(people_[kLimit]).status, 200);
  EXPECT_EQ(off(people_[kLimit + 1]).status, 503);
}

INSTANTIATE_TEST_SUITE_P(ByRestAndByScim, GuardTest, ::testing::Values(false, true));

}  // namespace
}  // namespace bridge::integration
