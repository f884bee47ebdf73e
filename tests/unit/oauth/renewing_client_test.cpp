// Calls whose token died on the way.

#include <gtest/gtest.h>

#include "unit/oauth/keeper_fixture.hpp"

namespace bridge::oauth::test {
namespace {

constexpr auto kLife = std::chrono::hours(8);

struct ClientBench : KeeperBench {
  ClientBench() { start(); }
  void send(const char* path) {
    client->send({"POST", path, {}}, false, [this](const transport::Reply& reply) { replies.push_back(reply); });
    loop->run();
  }
  void receive(const char* path, transport::Reply reply) {
    ASSERT_TRUE(inner->reply(std::string("POST ") + path, std::move(reply)));
    loop->run();
  }
  [[nodiscard]] std::string came(std::size_t at) const {
    if (at >= replies.size()) return "nothing";
    const auto* got = std::get_if<transport::Answer>(&replies[at]);
    if (got != nullptr) return std::to_string(got->status);
    return std::get<transport::TransportFault>(replies[at]).trouble == transport::Trouble::NotSent ? "not sent" : "?";
  }

  std::shared_ptr<work::test::FakeRestClient> inner = std::make_shared<work::test::FakeRestClient>();
  std::unique_ptr<work::RestClient> client = make_renewing_client(inner, keeper);
  std::vector<transport::Reply> replies;
};

TEST(RenewingClientTest, SendsAgainOnceWithTheNewToken) {
  for (const int code : {1002, 1003}) {
    ClientBench bench;
    bench.send("/users");
    bench.receive("/users", refusal(401, code));
    EXPECT_EQ(bench.inner->count("POST /users"), 1U) << "not before there is a token";
    bench.KeeperBench::reply(granted(2, kLife));
    EXPECT_EQ(bench.inner->count("POST /users"), 2U);
    bench.receive("/users", answer(200, "{}"));
    EXPECT_EQ(bench.came(0), "200");
    EXPECT_EQ(bench.replies.size(), 1U);
  }
}

TEST(RenewingClientTest, DoesNotSendAThirdTime) {
  ClientBench bench;
  bench.send("/users");
  bench.receive("/users", refusal(401, 1003));
  bench.KeeperBench::reply(granted(2, kLife));
  bench.receive("/users", refusal(401, 1002));
  EXPECT_EQ(bench.came(0), "401");
  EXPECT_EQ(bench.inner->count("POST /users"), 2U);
  EXPECT_EQ(bench.forms.size(), 1U);
}

TEST(RenewingClientTest, RenewsOnceForAllThatWereUnderWay) {
  ClientBench bench;
  for (const char* path : {"/users", "/groups", "/users/7/deactivate"}) bench.send(path);
  bench.receive("/users", refusal(401, 1002));
  bench.receive("/groups", refusal(401, 1002));
  bench.KeeperBench::reply(granted(2, kLife));
  bench.receive("/users/7", refusal(401, 1002));
  EXPECT_EQ(bench.forms.size(), 1U);
  EXPECT_EQ(bench.inner->sent.size(), 6U);
}

TEST(RenewingClientTest, PassesEverythingElseOn) {
  ClientBench bench;
  bench.send("/users");
  bench.receive("/users", refusal(401, 1005));
  bench.send("/groups");
  bench.receive("/groups", trouble(transport::Trouble::TimedOut));
  EXPECT_EQ(bench.came(0), "401");
  EXPECT_EQ(bench.came(1), "?");
  EXPECT_TRUE(bench.forms.empty());
}

TEST(RenewingClientTest, EndsAsNotSentWhereThereIsNoTokenForNow) {
  ClientBench bench;
  bench.send("/users");
  bench.receive("/users", refusal(401, 1003));
  bench.KeeperBench::reply(trouble(transport::Trouble::NotSent));
  EXPECT_EQ(bench.came(0), "not sent");
}

TEST(RenewingClientTest, EndsWithSmartsheetsAnswerWhereThereWillBeNone) {
  ClientBench bench;
  bench.send("/users");
  bench.receive("/users", refusal(401, 1003));
  bench.KeeperBench::reply(refusal(400, 1071));
  EXPECT_EQ(bench.came(0), "401");
}

}  // namespace
}  // namespace bridge::oauth::test
