// Calls of which nobody knows whether they did their work.

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

using transport::Trouble;

constexpr const char* kAnn = "ann@x.example";
constexpr const char* kOff = R"([{"op":"replace","path":"active","value":false}])";

class UnknownOutcomeTest : public ::testing::Test {
 protected:
  UnknownOutcomeTest() {
    bench.max_wait = std::chrono::hours(1);
    bench.start();
    bench.hold("POST");
  }
  /// The work is done, the answer is lost.
  void lose_answer_to(const std::string& line) {
    ASSERT_FALSE(bench.client->sent.empty());
    static_cast<void>(bench.smartsheet.serve(bench.client->sent.back().call));
    ASSERT_TRUE(bench.client->reply(line, trouble(Trouble::TimedOut)));
  }
  Bench bench;
};

TEST_F(UnknownOutcomeTest, ACreationThatALookUpFindsIsNotSentAgain) {
  const auto asked = bench.ask(create(Kind::User, person(kAnn)));
  EXPECT_FALSE(bench.client->sent.back().harmless);
  lose_answer_to("POST /users");
  bench.loop->advance(seconds(1));
  EXPECT_EQ(asked->id(), "1001");
  EXPECT_EQ(bench.client->count("POST /users"), 1U);
  EXPECT_EQ(bench.client->count("GET /users?email="), 1U);
}

TEST_F(UnknownOutcomeTest, AGroupsCreationIsLookedUpOnEveryPage) {
  for (int i = 0; i < 5; ++i) bench.smartsheet.add_group("g" + std::to_string(i));
  bench.smartsheet.page_size = 2;
  const auto asked = bench.ask(create(Kind::Group, group("Team")));
  lose_answer_to("POST /groups");
  bench.loop->advance(seconds(1));
  EXPECT_EQ(asked->id(), "1006");
  EXPECT_EQ(bench.client->count("POST /groups"), 1U);
  EXPECT_EQ(bench.client->count("GET /groups?"), 3U);
}

TEST_F(UnknownOutcomeTest, ACreationNobodyFindsLeavesASecondTimeWhenItIsSafe) {
  const auto asked = bench.ask(create(Kind::User, person(kAnn)));
  ASSERT_TRUE(bench.client->reply("POST /users", trouble(Trouble::TimedOut)));
  bench.loop->advance(seconds(29));
  EXPECT_EQ(bench.client->count("POST /users"), 1U);
  EXPECT_GE(bench.client->count("GET /users?email="), 3U) << "looked up at growing intervals";
  bench.loop->advance(seconds(30));
  EXPECT_EQ(bench.client->count("POST /users"), 1U) << "call time-out and 30 s have not passed";
  bench.loop->advance(seconds(240));
  EXPECT_EQ(bench.client->count("POST /users"), 2U) << "and only once";
  static_cast<void>(bench.client->reply("POST /users", bench.smartsheet.serve(bench.client->sent.back().call)));
  bench.loop->run();
  EXPECT_EQ(asked->id(), "1001");
  EXPECT_EQ(bench.smartsheet.people_called(kAnn), 1U);
}

TEST_F(UnknownOutcomeTest, TheSafeTimeCountsFromTheLastSendingNotFromTheFirstTry) {
  const auto asked = bench.ask(create(Kind::User, person(kAnn)));
  for (int i = 0; i < 7; ++i) {
    ASSERT_TRUE(bench.client->reply("POST /users", trouble(Trouble::NotSent))) << i;
    bench.loop->advance(seconds(61));
  }
  ASSERT_EQ(bench.client->count("POST /users"), 8U) << "what never left is sent again at once";
  ASSERT_TRUE(bench.client->reply("POST /users", trouble(Trouble::TimedOut)));
  bench.loop->advance(seconds(58));
  EXPECT_EQ(bench.client->count("POST /users"), 8U);
  EXPECT_FALSE(asked->answered());
}

TEST_F(UnknownOutcomeTest, APauseAfterA429DoesNotShortenTheSafeTime) {
  const auto asked = bench.ask(create(Kind::User, person(kAnn)));
  ASSERT_TRUE(bench.client->reply("POST /users", rate_limited({})));
  bench.loop->advance(seconds(61));
  ASSERT_EQ(bench.client->count("POST /users"), 2U);
  ASSERT_TRUE(bench.client->reply("POST /users", trouble(Trouble::TimedOut)));
  bench.loop->advance(seconds(58));
  EXPECT_EQ(bench.client->count("POST /users"), 2U);
  EXPECT_FALSE(asked->answered());
}

TEST_F(UnknownOutcomeTest, ExistsAlreadyAfterALostAnswerIsLookedUp) {
  const auto asked = bench.ask(create(Kind::User, person(kAnn)));
  ASSERT_TRUE(bench.client->reply("POST /users", trouble(Trouble::ConnectionLost)));
  bench.loop->advance(seconds(200));
  ASSERT_EQ(bench.client->count("POST /users"), 2U);
  bench.smartsheet.add_person(kAnn);
  ASSERT_TRUE(bench.client->reply("POST /users", refusal(400, 1016)));
  bench.loop->run();
  EXPECT_EQ(asked->id(), "1001");
}

TEST_F(UnknownOutcomeTest, ExistsAlreadyAfterACallThatNeverLeftIsAConflict) {
  const auto asked = bench.ask(create(Kind::User, person(kAnn)));
  bench.smartsheet.add_person(kAnn);
  ASSERT_TRUE(bench.client->reply("POST /users", trouble(Trouble::NotSent)));
  bench.loop->advance(seconds(1));
  ASSERT_TRUE(bench.client->reply("POST /users", refusal(400, 1016)));
  bench.loop->run();
  EXPECT_EQ(asked->fault(), "Uniqueness") << "who was there before is not ours";
}

TEST_F(UnknownOutcomeTest, ALookUpThatIsRefusedLeavesTheIntentOpen) {
  const auto asked = bench.ask(create(Kind::User, person(kAnn)));
  bench.client->script = {};
  lose_answer_to("POST /users");
  bench.loop->advance(seconds(1));
  ASSERT_TRUE(bench.client->reply("GET /users?email=", refusal(401, 1003)));
  bench.loop->run();
  EXPECT_EQ(bench.store.contents.intents.size(), 1U);
  bench.serve_all();
  bench.loop->advance(seconds(10));
  EXPECT_EQ(asked->id(), "1001");
}

TEST_F(UnknownOutcomeTest, AnAnswerWithoutAnIdIsLookedUp) {
  const auto asked = bench.ask(create(Kind::User, person(kAnn)));
  static_cast<void>(bench.smartsheet.serve(bench.client->sent.back().call));
  ASSERT_TRUE(bench.client->reply("POST /users", answer(200, std::string(R"({"message":"SUCCESS"})"))));
  bench.loop->advance(seconds(1));
  EXPECT_EQ(asked->id(), "1001");
}

TEST_F(UnknownOutcomeTest, WhatDoesNoHarmIsSimplyRepeated) {
  bench.smartsheet.add_person(kAnn);
  bench.tenant->refresh([](const core::Outcome&) {});
  bench.loop->run();
  bench.forget();
  const auto asked = bench.ask(modify(Kind::User, "1001", kOff));
  EXPECT_TRUE(bench.client->sent.back().harmless);
  ASSERT_TRUE(bench.client->reply("POST /users/1001/deactivate", trouble(Trouble::TimedOut)));
  bench.loop->advance(seconds(1));
  EXPECT_EQ(bench.client->lines(),
            (std::vector<std::string>{"POST /users/1001/deactivate", "POST /users/1001/deactivate"}));
  ASSERT_TRUE(bench.client->reply("POST /users/1001/deactivate", answer(200, std::string("{}"))));
  bench.loop->run();
  EXPECT_TRUE(asked->ok());
}

TEST_F(UnknownOutcomeTest, ANameThatBringsNothingButErrorsIsGivenUp) {
  bench.hold("PUT");
  bench.smartsheet.add_person(kAnn);
  bench.tenant->refresh([](const core::Outcome&) {});
  bench.loop->run();
  const auto asked =
      bench.ask(modify(Kind::User, "1001", R"([{"op":"replace","path":"name.familyName","value":"King"}])"));
  for (int i = 0; i < 40 && !asked->answered(); ++i) {
    ASSERT_TRUE(bench.client->reply("PUT /users/1001", answer(500, std::string(R"({"errorCode":4000})"))));
    bench.loop->advance(seconds(61));
  }
  EXPECT_EQ(asked->fault(), "OutcomeUnknown");
  EXPECT_TRUE(bench.store.contents.intents.empty());
}

TEST_F(UnknownOutcomeTest, ADeactivationIsNeverGivenUp) {
  bench.smartsheet.add_person(kAnn);
  bench.tenant->refresh([](const core::Outcome&) {});
  bench.loop->run();
  const auto asked = bench.ask(modify(Kind::User, "1001", kOff));
  for (int i = 0; i < 40; ++i) {
    ASSERT_TRUE(bench.client->reply("POST /users/1001/deactivate", answer(500, std::string(R"({"errorCode":4000})"))));
    bench.loop->advance(seconds(61));
  }
  EXPECT_FALSE(asked->answered());
  ASSERT_TRUE(bench.client->reply("POST /users/1001/deactivate", answer(200, std::string("{}"))));
  bench.loop->run();
  EXPECT_TRUE(asked->ok());
}

}  // namespace
}  // namespace bridge::work::test
