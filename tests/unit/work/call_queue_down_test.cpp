// A queue whose service does not answer, or refuses the token.

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "unit/work/queue_bench.hpp"

namespace bridge::work::test {
namespace {

using core::FaultKind;
using transport::Trouble;

constexpr Manner kImpatient{Priority::Housekeeping, true, false, 0};

struct CallQueueDown : public QueueBench {
  CallQueueDown() { make_settled(300); }
  void all_down() {
    client.script = [](const route::RestCall&) { return std::optional(trouble(Trouble::TimedOut)); };
  }
  void shut() {
    all_down();
    submit(Priority::Person, 5, "/a");
    submit(Priority::Person, 5, "/b");
    loop.run();
    ASSERT_TRUE(queue->trouble());
    ASSERT_EQ(results.size(), 10U);
    client.sent.clear();
    results.clear();
  }
};

TEST_F(CallQueueDown, SendsNothingButProbes) {
  shut();
  EXPECT_EQ(queue->trouble()->kind, FaultKind::UpstreamUnavailable);
  EXPECT_EQ(queue->trouble()->retry_after, seconds(10));
  submit(Priority::Deactivation, 3, "/d");
  loop.advance(milliseconds(9'999));
  EXPECT_TRUE(client.sent.empty());
  loop.advance(milliseconds(1));
  EXPECT_EQ(client.sent.size(), 1U);
  EXPECT_EQ(client.count("GET /d"), 0U) << "the probe is nobody's call";
  EXPECT_EQ(queue->trouble()->retry_after, seconds(20));
  loop.advance(seconds(20 + 40));
  EXPECT_EQ(client.sent.size(), 3U);
  EXPECT_TRUE(results.empty()) << "what waits is kept";
}

TEST_F(CallQueueDown, OpensWithTheFirstAnswerAndSendsWhatWaited) {
  shut();
  submit(Priority::Deactivation, 3, "/d");
  answer_at_once();
  loop.advance(seconds(10));
  EXPECT_EQ(client.count("GET /d"), 3U);
  EXPECT_FALSE(queue->trouble());
  EXPECT_EQ(logged(LogLevel::Alarm), 1U);
  EXPECT_EQ(logged(LogLevel::Info), 1U);
}

TEST_F(CallQueueDown, ARefusalIsAnAnswer) {
  for (const auto& refused : {refusal(400, 1018), refusal(404, 1006), rate_limited(1)}) {
    results.clear();
    make_settled(300);
    shut();
    client.script = [&](const route::RestCall&) { return std::optional(refused); };
    loop.advance(seconds(10));
    EXPECT_FALSE(queue->trouble());
  }
}

TEST_F(CallQueueDown, RefusalsAndLimitsNeverShut) {
  for (const auto& refused : {refusal(400, 1018), refusal(403, 1004), refusal(404, 1006), refusal(500, 4004)}) {
    client.script = [&](const route::RestCall&) { return std::optional(refused); };
    for (int i = 0; i < 30; ++i) {
      submit(Priority::Person, i % 2 == 0 ? "/a" : "/b");
      loop.advance(seconds(1));
    }
    EXPECT_FALSE(queue->trouble());
  }
}

TEST_F(CallQueueDown, OneKindOfCallThatFailsKeepsNobodyElseWaiting) {
  client.script = [](const route::RestCall& call) {
    return std::optional(call.path == "/broken" ? answer(500, std::string("<html>")) : fine());
  };
  for (int i = 0; i < 40; ++i) {
    submit(Priority::Person, "/broken");
    loop.advance(seconds(3));
    EXPECT_FALSE(queue->trouble());
  }
  EXPECT_EQ(client.sent.size(), 41U) << "one question";
  EXPECT_EQ(logged(LogLevel::Alarm), 0U);
}

TEST_F(CallQueueDown, WhoCanNotWaitIsToldAtOnce) {
  client.sent.clear();
  submit(kImpatient, "/waits");
  loop.run();
  ASSERT_EQ(client.held(), 1U);
  shut();
  submit(kImpatient, "/r");
  loop.run();
  ASSERT_EQ(results.size(), 1U);
  EXPECT_EQ(results[0].ending, Ending::NotDone);
  EXPECT_EQ(results[0].fault.kind, FaultKind::UpstreamUnavailable);
}

TEST_F(CallQueueDown, WhoWaitsImpatientlyIsToldWhenItShuts) {
  make(2, 8);
  submit(Priority::Person, "/a");
  submit(kImpatient, "/r");
  submit(Manner{Priority::Person, true, true, 0}, "/p");
  loop.run();
  reply("GET /a", refusal(401, 1002));
  ASSERT_EQ(results.size(), 2U);
  EXPECT_EQ(results[0].fault.kind, FaultKind::UpstreamCredential);
  EXPECT_EQ(results[1].ending, Ending::NotDone);
}

TEST_F(CallQueueDown, PredictsTheNextProbe) {
  shut();
  EXPECT_GE(wait(Priority::Person), seconds(10));
  EXPECT_LE(wait(Priority::Person), seconds(11));
}

TEST_F(CallQueueDown, ARefusedTokenHoldsEverythingUntilItWorks) {
  for (const auto& refused : {refusal(401, 1002), refusal(401, 1003), refusal(403, 2028), refusal(401, 0)}) {
    results.clear();
    log.clear();
    client.sent.clear();
    client.script = {};
    make_settled(300);
    submit(Priority::Person, 20, "/p");
    client.script = [&](const route::RestCall&) { return std::optional(refused); };
    reply("GET /p", refused);
    ASSERT_TRUE(queue->trouble());
    EXPECT_EQ(queue->trouble()->kind, FaultKind::UpstreamCredential);
    EXPECT_EQ(results[0].ending, Ending::Refused);
    client.script = {};
    for (int i = 0; i < 7; ++i) reply("GET /p", refused);
    EXPECT_EQ(client.sent.size(), 8U) << "the twelve that wait are kept";
    loop.advance(seconds(10));
    EXPECT_EQ(client.sent.size(), 9U);
    reply("GET", refused);
    loop.advance(seconds(19));
    EXPECT_EQ(client.sent.size(), 9U);
    answer_at_once();
    loop.advance(seconds(1));
    EXPECT_EQ(results.size(), 20U);
    EXPECT_EQ(logged(LogLevel::Alarm), 1U);
    EXPECT_EQ(logged(LogLevel::Info), 1U);
  }
}

TEST_F(CallQueueDown, AProbeSpendsOfTheBudgetAndKeepsToAPause) {
  shut();
  client.script = {};
  loop.advance(seconds(10));
  reply("GET", rate_limited(30));
  EXPECT_FALSE(queue->trouble()) << "a 429 is an answer";
  submit(Priority::Person, "/p");
  client.sent.clear();
  loop.advance(milliseconds(29'999));
  EXPECT_TRUE(client.sent.empty());
  loop.advance(milliseconds(1));
  EXPECT_EQ(client.sent.size(), 1U);
}

}  // namespace
}  // namespace bridge::work::test
