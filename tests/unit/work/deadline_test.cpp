// Callers who stop waiting, and creations whose answers are lost.

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

constexpr const char* kAnn = "ann@x.example";

class DeadlineTest : public ::testing::Test {
 protected:
  DeadlineTest() { bench.start(); }
  void answer_post() {
    ASSERT_TRUE(bench.client->reply("POST /users", bench.smartsheet.serve(bench.client->sent.back().call)));
    bench.loop->run();
  }
  void delivered(bool written) {
    bench.tenant->delivered(Kind::User, ResourceId("1001"), written);
    bench.loop->run();
  }
  Bench bench;
};

TEST_F(DeadlineTest, BeforeItsIntentAnEditIsWithdrawn) {
  bench.hold("POST");
  const auto first = bench.ask(create(Kind::User, person(kAnn)));
  bench.loop->advance(seconds(20));
  const auto waiting = bench.ask(create(Kind::User, person(kAnn)));
  bench.loop->advance(seconds(25));
  EXPECT_EQ(waiting->fault(), "Overloaded");
  EXPECT_TRUE(waiting->result->error().retry_after);
  answer_post();
  EXPECT_EQ(bench.client->count("POST"), 1U) << "a withdrawn edit costs no call";
  EXPECT_EQ(bench.store.contents.rows.size(), 1U);
}

TEST_F(DeadlineTest, AfterItsIntentTheWorkGoesOnAndARepeatJoinsIt) {
  bench.hold("POST");
  const auto first = bench.ask(create(Kind::User, person(kAnn)));
  bench.loop->advance(seconds(25));
  EXPECT_EQ(first->fault(), "OutcomeUnknown");
  ASSERT_TRUE(first->result->error().retry_after);
  EXPECT_GE(first->result->error().retry_after->count(), 1);
  const auto repeat = bench.ask(create(Kind::User, person(kAnn)));
  EXPECT_FALSE(repeat->answered());
  answer_post();
  EXPECT_EQ(repeat->id(), "1001");
  EXPECT_TRUE(repeat->ok() && (*repeat->result)->created);
  EXPECT_EQ(bench.client->count("POST"), 1U);
}

TEST_F(DeadlineTest, OfTwoRepeatsOfALostCreationOneIsAConflict) {
  bench.hold("POST");
  const auto first = bench.ask(create(Kind::User, person(kAnn)));
  bench.loop->advance(seconds(25));
  const auto repeat = bench.ask(create(Kind::User, person(kAnn)));
  const auto another = bench.ask(create(Kind::User, person(kAnn)));
  answer_post();
  EXPECT_NE(repeat->ok(), another->ok());
  EXPECT_EQ((repeat->ok() ? repeat : another)->id(), "1001");
  EXPECT_EQ((repeat->ok() ? another : repeat)->fault(), "Uniqueness");
}

TEST_F(DeadlineTest, WhatCanNotLeaveInTimeIsRefusedAtOnce) {
  Bench slow;
  slow.settings.requests_per_minute = 8;
  slow.start();
  EXPECT_TRUE(slow.ask(create(Kind::User, person("a@x.example")))->ok());
  slow.max_wait = seconds(5);
  const auto refused = slow.ask(create(Kind::User, person("b@x.example")));
  EXPECT_EQ(refused->fault(), "UpstreamRateLimited");
  EXPECT_EQ(refused->result->error().retry_after, seconds(8));
  EXPECT_TRUE(slow.store.contents.intents.empty());
}

TEST_F(DeadlineTest, AnEditWithoutCallsKeepsItsLaneUntilItIsOnDisk) {
  ASSERT_TRUE(bench.ask(create(Kind::User, person(kAnn)))->ok());
  bench.store.hold = true;
  const auto title = bench.ask(modify(Kind::User, "1001", R"([{"op":"add","path":"title","value":"T"}])"));
  bench.loop->advance(seconds(25));
  EXPECT_TRUE(title->answered());
  const auto nick = bench.ask(modify(Kind::User, "1001", R"([{"op":"add","path":"nickName","value":"N"}])"));
  bench.store.hold = false;
  bench.store.release();
  bench.loop->run();
  ASSERT_TRUE(nick->ok()) << nick->fault();
  EXPECT_EQ(core::text_or_empty((*nick->result)->entry->shown, "title"), "T") << "nothing is lost in between";
  EXPECT_EQ((*nick->result)->entry->row.version, 3U);
}

TEST_F(DeadlineTest, ACreationWhoseAnswerWasLostIsAnsweredAgain) {
  ASSERT_TRUE(bench.ask(create(Kind::User, person(kAnn)))->ok());
  delivered(false);
  const auto repeat = bench.ask(create(Kind::User, person(kAnn)));
  EXPECT_EQ(repeat->id(), "1001");
  EXPECT_TRUE(repeat->ok() && (*repeat->result)->created);
  delivered(true);
  EXPECT_EQ(bench.ask(create(Kind::User, person(kAnn)))->fault(), "Uniqueness");
  EXPECT_EQ(bench.client->count("POST"), 1U);
}

TEST_F(DeadlineTest, ACreationWhoseAnswerArrivedIsAConflictWhenRepeated) {
  ASSERT_TRUE(bench.ask(create(Kind::User, person(kAnn)))->ok());
  EXPECT_TRUE(bench.store.row(Kind::User, "1001")->unanswered) << "until the answer is known to be written";
  EXPECT_EQ(bench.ask(create(Kind::User, person(kAnn)))->fault(), "Uniqueness");
  delivered(true);
  EXPECT_FALSE(bench.store.row(Kind::User, "1001")->unanswered);
  EXPECT_EQ(bench.ask(create(Kind::User, person(kAnn)))->fault(), "Uniqueness");
}

TEST_F(DeadlineTest, ARefreshBeforeTheAnswerWasWrittenKeepsTheMark) {
  ASSERT_TRUE(bench.ask(create(Kind::User, person(kAnn)))->ok());
  bench.smartsheet.change_person(1001, "firstName", "Changed");
  for (int i = 0; i < 2; ++i) {
    bench.tenant->refresh([](const core::Outcome&) {});
    bench.loop->run();
  }
  EXPECT_EQ(core::text_or_empty(bench.store.row(Kind::User, "1001")->seen, "firstName"), "Changed");
  EXPECT_TRUE(bench.store.row(Kind::User, "1001")->unanswered);
  bench.restart();
  EXPECT_EQ(bench.ask(create(Kind::User, person(kAnn)))->id(), "1001");
}

TEST_F(DeadlineTest, ACrashBeforeTheAnswerWasWrittenMakesARepeatFine) {
  ASSERT_TRUE(bench.ask(create(Kind::User, person(kAnn)))->ok());
  bench.restart();
  EXPECT_EQ(bench.ask(create(Kind::User, person(kAnn)))->id(), "1001");
  EXPECT_EQ(bench.smartsheet.people_called(kAnn), 1U);
  delivered(true);
  bench.restart();
  EXPECT_EQ(bench.ask(create(Kind::User, person(kAnn)))->fault(), "Uniqueness");
}

TEST_F(DeadlineTest, DeactivationsGoBeforeWaitingPeople) {
  Bench slow;
  slow.smartsheet.add_person("leaver@x.example");
  slow.settings.requests_per_minute = 10;
  slow.max_wait = std::chrono::hours(1);
  slow.start();
  for (int i = 0; i < 6; ++i)
    static_cast<void>(slow.submit(create(Kind::User, person("n" + std::to_string(i) + "@x.example"))));
  slow.loop->run();
  const std::size_t before = slow.client->sent.size();
  ASSERT_LT(before, 6U);
  static_cast<void>(slow.ask(modify(Kind::User, "1001", R"([{"op":"replace","path":"active","value":false}])")));
  slow.loop->advance(seconds(60));
  ASSERT_GT(slow.client->sent.size(), before);
  EXPECT_EQ(slow.client->lines()[before], "POST /users/1001/deactivate");
}

}  // namespace
}  // namespace bridge::work::test
