// Budget, order and prediction of a token's queue while Smartsheet behaves.

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "unit/work/queue_bench.hpp"

namespace bridge::work::test {
namespace {

using CallQueueTest = QueueBench;

TEST_F(CallQueueTest, StartsWithHalfTheBudget) {
  make(60);
  answer_at_once();
  submit(Priority::Person, 100, "/p");
  loop.run();
  EXPECT_EQ(client.sent.size(), 30U);
}

TEST_F(CallQueueTest, RefillsEvenlyUpToAMinutesWorth) {
  make(60);
  answer_at_once();
  submit(Priority::Person, 40, "/p");
  loop.advance(seconds(5));
  EXPECT_EQ(client.sent.size(), 35U);
  loop.advance(seconds(5));
  EXPECT_EQ(client.sent.size(), 40U);
  loop.advance(seconds(600));
  submit(Priority::Person, 100, "/p");
  loop.run();
  EXPECT_EQ(client.sent.size(), 100U) << "never more than one minute's budget at once";
}

TEST_F(CallQueueTest, SendsByPriorityThenByArrival) {
  make(60, 1);
  submit(Priority::Person, "/first");
  submit(Priority::Housekeeping, "/h");
  submit(Priority::Group, "/g1");
  submit(Priority::Group, "/g2");
  submit(Priority::Person, "/p");
  submit(Priority::Deactivation, "/d");
  while (client.held() > 0) {
    client.reply("GET", fine());
    loop.run();
  }
  EXPECT_EQ(client.lines(),
            (std::vector<std::string>{"GET /first", "GET /d", "GET /p", "GET /g1", "GET /g2", "GET /h"}));
}

TEST_F(CallQueueTest, KeepsEightCallsInFlight) {
  make_settled(300);
  submit(Priority::Person, 10, "/p");
  loop.run();
  EXPECT_EQ(client.sent.size(), 8U);
  EXPECT_EQ(queue->waiting(), 10U);
  reply("GET", fine());
  EXPECT_EQ(client.sent.size(), 9U);
  EXPECT_EQ(queue->waiting(), 9U);
}

TEST_F(CallQueueTest, IsCautiousInItsFirstMinute) {
  make(300);
  submit(Priority::Person, 10, "/p");
  loop.run();
  EXPECT_EQ(client.sent.size(), 4U) << "nobody knows what was spent before, and all that are under way may meet it";
}

TEST_F(CallQueueTest, NoMinuteHoldsMoreThanItsBudget) {
  make(60);
  answer_at_once();
  std::vector<core::Tick> left;
  client.script = [&](const route::RestCall&) {
    left.push_back(clock.tick());
    return std::optional(fine());
  };
  submit(Priority::Person, 400, "/p");
  loop.advance(seconds(240));
  loop.advance(seconds(600));
  submit(Priority::Person, 200, "/p");
  loop.advance(seconds(200));
  for (std::size_t i = 60; i < left.size(); ++i) {
    EXPECT_GE(left[i] - left[i - 60], seconds(60)) << "61 calls in a minute, from call " << i - 60;
  }
  EXPECT_EQ(left.size(), 600U) << "and a minute's budget in each minute";
}

TEST_F(CallQueueTest, AfterABurstCallsLeaveEvenly) {
  make(60);
  answer_at_once();
  submit(Priority::Person, 200, "/p");
  loop.advance(seconds(60));
  EXPECT_EQ(client.sent.size(), 61U) << "30, 30 more in half a minute, then the minute is full";
  for (std::size_t second = 1; second <= 60; ++second) {
    loop.advance(seconds(1));
    EXPECT_EQ(client.sent.size(), 61U + second);
  }
}

TEST_F(CallQueueTest, CountsACallUntilItsAnswerCame) {
  make(6);
  submit(Priority::Person, 10, "/p");
  loop.advance(seconds(29));
  EXPECT_EQ(client.sent.size(), 4U) << "as many as may be under way";
  for (int i = 0; i < 4; ++i) reply("GET", fine());
  loop.advance(seconds(10));
  EXPECT_EQ(client.sent.size(), 6U);
  loop.advance(seconds(49));
  EXPECT_EQ(client.sent.size(), 6U) << "the slow ones may have been counted a moment ago";
  loop.advance(seconds(3));
  EXPECT_EQ(client.sent.size(), 7U);
}

TEST_F(CallQueueTest, HousekeepingTakesAFifthAtMost) {
  make(300);
  answer_at_once();
  submit(Priority::Housekeeping, 1000, "/h");
  loop.run();
  EXPECT_EQ(client.sent.size(), 30U) << "a fifth of half a budget";
  loop.advance(seconds(60));
  EXPECT_EQ(client.sent.size(), 90U);
  loop.advance(seconds(60));
  EXPECT_EQ(client.sent.size(), 150U);
  submit(Priority::Person, 100, "/p");
  loop.run();
  EXPECT_EQ(client.count("GET /p"), 100U) << "the rest of the budget is left to writes";
}

TEST_F(CallQueueTest, HandsOnWhetherACallIsHarmless) {
  make(300);
  queue->submit(Priority::Person, {"POST", "/a", {}}, false, [](const CallResult&) {});
  queue->submit(Priority::Person, {"PUT", "/b", {}}, true, [](const CallResult&) {});
  ASSERT_EQ(client.sent.size(), 2U);
  EXPECT_FALSE(client.sent[0].harmless);
  EXPECT_TRUE(client.sent[1].harmless);
}

TEST_F(CallQueueTest, PredictsTheWaitFromBudgetAndQueue) {
  make(60);
  EXPECT_EQ(wait(Priority::Person), milliseconds(0));
  answer_at_once();
  submit(Priority::Person, 40, "/p");
  loop.run();
  EXPECT_EQ(wait(Priority::Person), milliseconds(11'000));
  EXPECT_EQ(wait(Priority::Deactivation), milliseconds(1'000)) << "it passes those who wait";
  EXPECT_EQ(wait(Priority::Group), milliseconds(11'000));
  EXPECT_EQ(wait(Priority::Person, 5), milliseconds(15'000)) << "the last of five";
}

TEST_F(CallQueueTest, PredictsFromTheBudgetOfNow) {
  make(60);
  answer_at_once();
  submit(Priority::Person, 30, "/p");
  loop.run();
  EXPECT_EQ(wait(Priority::Person), milliseconds(1'000));
  loop.advance(seconds(30));
  EXPECT_EQ(wait(Priority::Person), milliseconds(0));
}

TEST_F(CallQueueTest, PredictsAFullMinute) {
  make_settled(60);
  answer_at_once();
  submit(Priority::Person, 60, "/p");
  loop.run();
  EXPECT_EQ(wait(Priority::Person), milliseconds(60'000));
  EXPECT_EQ(wait(Priority::Person, 10), milliseconds(69'000));
  loop.advance(seconds(20));
  EXPECT_EQ(wait(Priority::Person), milliseconds(40'000));
}

TEST_F(CallQueueTest, PredictsWhatPlansThatHaveBegunStillNeed) {
  make(60);
  answer_at_once();
  submit(Priority::Person, 30, "/p");
  loop.run();
  submit(Manner{Priority::Person, true, true, 5}, "/plan");
  EXPECT_EQ(wait(Priority::Person), milliseconds(2'000)) << "its next call leaves before, the others come after";
  EXPECT_EQ(wait(Priority::Person, 3), milliseconds(6'000)) << "two plans take turns";
  EXPECT_EQ(wait(Priority::Group), milliseconds(7'000)) << "people go on before groups";
}

TEST_F(CallQueueTest, PredictsByTheTimeAnswersTake) {
  make_settled(6000, 2);
  for (int i = 0; i < 100; ++i) {
    submit(Priority::Person, "/p");
    loop.advance(seconds(2));
    reply("GET", fine());
  }
  EXPECT_GE(wait(Priority::Person, 10), milliseconds(19'000));
  EXPECT_LE(wait(Priority::Person, 10), milliseconds(20'000));
  EXPECT_FALSE(queue->predict(Priority::Person, 10, 10).by_limit);
}

TEST_F(CallQueueTest, CloseDropsWhatWaitsAndWhatIsUnderWay) {
  make(60, 1);
  submit(Priority::Person, "/under-way");
  submit(Priority::Person, "/waits");
  queue->close();
  client.reply("GET /under-way", answer(200, std::string("{}")));
  loop.advance(seconds(600));
  EXPECT_TRUE(results.empty());
  EXPECT_EQ(client.sent.size(), 1U);
}

TEST_F(CallQueueTest, AnAnswerAfterTheQueueIsGoneIsDropped) {
  make(60);
  submit(Priority::Person, "/p");
  queue.reset();
  EXPECT_TRUE(client.reply("GET /p", answer(200, std::string("{}"))));
  loop.advance(seconds(60));
  EXPECT_TRUE(results.empty());
}

}  // namespace
}  // namespace bridge::work::test
