// The contract that every test holds the program to fails the test that breaks it.

#include "integration/running_bridge.hpp"

#include <string>

#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

namespace bridge::integration {
namespace {

enum class Token { Api, Scim };

struct Call {
  const char* name;
  const char* method;
  const char* path;
  Token token;
};

void make(RunningBridge& bridge, const Call& call) {
  const std::string& token = call.token == Token::Api ? bridge.api_token() : bridge.scim_token();
  (void)bridge.smartsheet().handle(
      {call.method, std::string("/2.0") + call.path, "", "Bearer " + token, "application/json", "", "", ""});
}

TEST(RunningBridgeTest, AcceptsEachServiceWithItsOwnToken) {
  RunningBridge bridge;
  make(bridge, {"", "GET", "/users", Token::Api});
  make(bridge, {"", "DELETE", "/groups/7", Token::Api});
  make(bridge, {"", "GET", "/scim/v2/Users", Token::Scim});
  make(bridge, {"", "DELETE", "/scim/v2/Groups/7", Token::Scim});
  EXPECT_EQ(bridge.calls().size(), 4U);
  bridge.forget_calls();
  EXPECT_TRUE(bridge.calls().empty());
}

const Call kBreaches[] = {
    {"ScimTokenOnRest", "GET", "/users", Token::Scim},
    {"ScimTokenBesideTheService", "GET", "/scim/v2x", Token::Scim},
    {"ApiTokenOnScim", "GET", "/scim/v2/Users", Token::Api},
    {"ApiTokenOnTheBaseOfScim", "GET", "/scim/v2", Token::Api},
    {"DeletedUser", "DELETE", "/scim/v2/Users/7", Token::Scim},
    {"RemovedUser", "DELETE", "/users/7", Token::Api},
};
class RunningBridgeBreach : public ::testing::TestWithParam<Call> {};

TEST_P(RunningBridgeBreach, FailsTheTest) {
  RunningBridge bridge;
  make(bridge, GetParam());
  EXPECT_NONFATAL_FAILURE(bridge.forget_calls(), std::string(GetParam().path));
}
INSTANTIATE_TEST_SUITE_P(All, RunningBridgeBreach, ::testing::ValuesIn(kBreaches),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(RunningBridgeTest, HoldsTheContractInTheEndToo) {
  const auto end_with_a_breach = [] {
    RunningBridge bridge;
    make(bridge, {"", "GET", "/users", Token::Scim});
  };
  EXPECT_NONFATAL_FAILURE(end_with_a_breach(), "/users did not carry the API token");
}

}  // namespace
}  // namespace bridge::integration
