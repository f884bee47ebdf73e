#include "bridge/work/call_queue.hpp"

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "unit/work/fakes.hpp"

namespace bridge::work::test {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using transport::Trouble;

class CallQueueTest : public ::testing::Test {
 protected:
  void make(std::uint32_t a_minute, std::size_t in_flight = 8) {
    QueueSettings settings;
    settings.requests_per_minute = a_minute;
    settings.in_flight = in_flight;
    queue = std::make_unique<CallQueue<route::RestCall>>(loop, clock, client, settings);
  }
  void submit(Priority priority, const std::string& path) {
    queue->submit(priority, {"GET", path, {}}, true,
                  [this](CallResult result) { results.push_back(std::move(result)); });
  }
  void submit(Priority priority, std::size_t count, const std::string& path) {
    for (std::size_t i = 0; i < count; ++i) submit(priority, path);
  }
  void answer_at_once() {
    client.script = [](const route::RestCall&) { return std::optional(answer(200, std::string("{}"))); };
  }

  ManualClock clock;
  ManualLoop loop{clock};
  FakeRestClient client;
  std::unique_ptr<CallQueue<route::RestCall>> queue;
  std::vector<CallResult> results;
};

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
    client.reply("GET", answer(200, std::string("{}")));
    loop.run();
  }
  EXPECT_EQ(client.lines(),
            (std::vector<std::string>{"GET /first", "GET /d", "GET /p", "GET /g1", "GET /g2", "GET /h"}));
}

TEST_F(CallQueueTest, KeepsEightCallsInFlight) {
  make(300);
  submit(Priority::Person, 10, "/p");
  loop.run();
  EXPECT_EQ(client.sent.size(), 8U);
  EXPECT_EQ(queue->waiting(), 10U);
  client.reply("GET", answer(200, std::string("{}")));
  loop.run();
  EXPECT_EQ(client.sent.size(), 9U);
  EXPECT_EQ(queue->waiting(), 9U);
}

struct PauseCase {
  const char* name;
  std::optional<int> retry_after;
  seconds wait;
};

TEST_F(CallQueueTest, WaitsAfterA429AndSendsTheCallAgain) {
  for (const PauseCase& one : {PauseCase{"as told", 7, seconds(7)}, PauseCase{"a minute untold", {}, seconds(60)}}) {
    SCOPED_TRACE(one.name);
    client.sent.clear();
    results.clear();
    make(300);
    submit(Priority::Person, "/p");
    loop.run();
    ASSERT_TRUE(client.reply("GET /p", rate_limited(one.retry_after)));
    loop.run();
    submit(Priority::Deactivation, "/d");
    loop.advance(one.wait - milliseconds(1));
    EXPECT_EQ(client.sent.size(), 1U) << "nothing leaves in the pause";
    EXPECT_TRUE(results.empty()) << "a 429 is nobody's answer";
    EXPECT_GE(queue->predicted_wait(Priority::Person), milliseconds(1));
    loop.advance(milliseconds(500));
    EXPECT_EQ(client.lines(), (std::vector<std::string>{"GET /p", "GET /d", "GET /p"}));
    client.reply("GET /p", answer(200, std::string("{}")));
    loop.run();
    ASSERT_EQ(results.size(), 1U);
    EXPECT_EQ(results[0].ending, Ending::Done);
    client.reply("GET /d", answer(200, std::string("{}")));
    loop.run();
  }
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

struct EndingCase {
  const char* name;
  transport::Reply reply;
  Ending ending;
  core::FaultKind fault;
};

TEST_F(CallQueueTest, SaysHowACallEnded) {
  const EndingCase cases[] = {
      {"not sent", trouble(Trouble::NotSent), Ending::NotDone, core::FaultKind::UpstreamUnavailable},
      {"no trusted connection", trouble(Trouble::TlsFailed), Ending::NotDone, core::FaultKind::UpstreamUnavailable},
      {"timed out", trouble(Trouble::TimedOut), Ending::Unknown, core::FaultKind::UpstreamTimeout},
      {"connection lost", trouble(Trouble::ConnectionLost), Ending::Unknown, core::FaultKind::OutcomeUnknown},
      {"answer too large", trouble(Trouble::AnswerTooLarge), Ending::Unknown, core::FaultKind::OutcomeUnknown},
      {"unreadable answer", trouble(Trouble::Unreadable), Ending::Unknown, core::FaultKind::OutcomeUnknown},
      {"shut down", trouble(Trouble::ShutDown), Ending::Unknown, core::FaultKind::OutcomeUnknown},
      {"500 without code", answer(500, std::string("oops")), Ending::Unknown, core::FaultKind::OutcomeUnknown},
      {"200 that is no JSON", answer(200, std::string("<html>")), Ending::Unknown, core::FaultKind::OutcomeUnknown},
      {"maintenance", refusal(503, 4001), Ending::NotDone, core::FaultKind::UpstreamUnavailable},
      {"refused", refusal(400, 1016), Ending::Refused, core::FaultKind::Uniqueness},
      {"not found", refusal(404, 1006), Ending::Refused, core::FaultKind::NotFound},
  };
  make(300);
  for (const EndingCase& one : cases) {
    SCOPED_TRACE(one.name);
    results.clear();
    submit(Priority::Person, "/p");
    loop.run();
    ASSERT_TRUE(client.reply("GET", one.reply));
    loop.run();
    ASSERT_EQ(results.size(), 1U);
    EXPECT_EQ(results[0].ending, one.ending);
    EXPECT_EQ(results[0].fault.kind, one.fault);
  }
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
  EXPECT_EQ(queue->predicted_wait(Priority::Person), milliseconds(0));
  answer_at_once();
  submit(Priority::Person, 40, "/p");
  loop.run();
  EXPECT_EQ(queue->predicted_wait(Priority::Person), milliseconds(11'000));
  EXPECT_EQ(queue->predicted_wait(Priority::Deactivation), milliseconds(1'000)) << "it passes those who wait";
}

TEST_F(CallQueueTest, PredictsFromTheBudgetOfNow) {
  make(60);
  answer_at_once();
  submit(Priority::Person, 30, "/p");
  loop.run();
  EXPECT_EQ(queue->predicted_wait(Priority::Person), milliseconds(1'000));
  loop.advance(seconds(30));
  EXPECT_EQ(queue->predicted_wait(Priority::Person), milliseconds(0));
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
