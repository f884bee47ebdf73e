// A queue that meets the limit, and who goes before whom when many wait.

#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "unit/work/queue_bench.hpp"

namespace bridge::work::test {
namespace {

using CallQueueLimit = QueueBench;

TEST_F(CallQueueLimit, WaitsAsLongAsItIsToldAndSendsTheCallAgain) {
  for (const auto& [told, wait_for] : std::map<int, seconds>{{7, seconds(7)}, {0, seconds(1)}, {90, seconds(90)}}) {
    SCOPED_TRACE(told);
    client.sent.clear();
    results.clear();
    make_settled(300);
    submit(Priority::Person, "/p");
    loop.run();
    reply("GET /p", rate_limited(told));
    submit(Priority::Deactivation, "/d");
    loop.advance(wait_for - milliseconds(1));
    EXPECT_EQ(client.sent.size(), 1U) << "nothing leaves in the pause";
    EXPECT_TRUE(results.empty()) << "a 429 is nobody's answer";
    EXPECT_GE(wait(Priority::Person), milliseconds(1));
    loop.advance(milliseconds(500));
    EXPECT_EQ(client.lines(), (std::vector<std::string>{"GET /p", "GET /d"})) << "one at a time until one passes";
    reply("GET /d", fine());
    loop.advance(milliseconds(500));
    EXPECT_EQ(client.lines(), (std::vector<std::string>{"GET /p", "GET /d", "GET /p"}));
    reply("GET /p", fine());
    ASSERT_EQ(results.size(), 2U);
    EXPECT_EQ(results[1].ending, Ending::Done);
  }
}

struct PauseCase {
  const char* name;
  std::optional<int> told;
  double chance;
  /// Of the pauses after each of the 429s that follow one another.
  std::vector<milliseconds> pauses;
};

TEST_F(CallQueueLimit, PausesLongerWhileTheLimitGoesOn) {
  const PauseCase cases[] = {
      {"untold", {}, 0.0, {seconds(60), seconds(120), seconds(240), seconds(480), seconds(480)}},
      {"untold, with chance", {}, 0.5, {milliseconds(67'500), seconds(135), seconds(270), seconds(540), seconds(540)}},
      {"untold, ten minutes at the most",
       {},
       1.0,
       {seconds(75), seconds(150), seconds(300), seconds(600), seconds(600)}},
      {"told", 60, 0.0, {seconds(60), seconds(60), seconds(60)}},
      {"told, with chance", 60, 0.5, {milliseconds(61'500), milliseconds(61'500)}},
      {"told too little", 0, 0.0, {seconds(1), seconds(2), seconds(4), seconds(8)}},
  };
  for (const PauseCase& one : cases) {
    SCOPED_TRACE(one.name);
    client.sent.clear();
    settings.jitter = [&] { return one.chance; };
    make_settled(300);
    submit(Priority::Person, "/p");
    for (const milliseconds pause : one.pauses) {
      const std::size_t before = client.sent.size();
      reply("GET /p", rate_limited(one.told));
      loop.advance(pause - milliseconds(1));
      EXPECT_EQ(client.sent.size(), before);
      loop.advance(milliseconds(1));
      ASSERT_EQ(client.sent.size(), before + 1);
    }
    reply("GET /p", fine());
    submit(Priority::Person, "/again");
    loop.advance(seconds(1));
    reply("GET /again", rate_limited(one.told));
    loop.advance(one.pauses.front());
    EXPECT_EQ(client.count("GET /again"), 2U) << "an answer makes the next pause a first one";
    reply("GET /again", fine());
  }
}

TEST_F(CallQueueLimit, ManyAtOnceAreOneSurprise) {
  make(300);
  submit(Priority::Person, 100, "/p");
  for (int i = 0; i < 4; ++i) reply("GET /p", rate_limited({}));
  loop.advance(seconds(59));
  EXPECT_EQ(client.sent.size(), 4U);
  loop.advance(seconds(1));
  EXPECT_EQ(client.sent.size(), 5U) << "one pause of a minute, and one call that tries";
  reply("GET /p", rate_limited({}));
  loop.advance(seconds(119));
  EXPECT_EQ(client.sent.size(), 5U);
  loop.advance(seconds(1));
  answer_at_once();
  reply("GET /p", fine());
  loop.advance(seconds(600));
  EXPECT_EQ(results.size(), 100U) << "and nobody is lost";
}

/// Smartsheet as one of the two ways of counting has it, with somebody else spending from the same token.
struct Limiter {
  bool fixed = true;
  double others_a_second = 0.0;
  core::Tick began{};
  double used = 0.0;
  core::Tick at{};
  std::size_t refusals = 0;

  transport::Reply call(core::Tick now, bool says_when) {
    const double passed = std::chrono::duration<double>(now - at).count();
    at = now;
    if (fixed && now - began >= seconds(60)) {
      began = now;
      used = 0.0;
    } else {
      used = std::max(0.0, used + passed * (others_a_second - (fixed ? 0.0 : 1.0)));
    }
    if (used + 1.0 <= 60.0) {
      used += 1.0;
      return QueueBench::fine();
    }
    ++refusals;
    const auto left = std::chrono::ceil<seconds>(began + seconds(60) - now);
    return rate_limited(says_when ? std::optional(fixed ? static_cast<int>(left.count()) : 1) : std::nullopt);
  }
};

TEST_F(CallQueueLimit, ABacklogAfterARestartMeetsTheLimitSeldom) {
  for (const bool fixed : {true, false}) {
    for (const bool says_when : {true, false}) {
      SCOPED_TRACE(std::string(fixed ? "fixed" : "leaking") + (says_when ? ", says when" : ""));
      Limiter limiter{fixed, 0.0, clock.tick(), 50.0, clock.tick()};
      results.clear();
      make(60);
      client.script = [&](const route::RestCall&) { return std::optional(limiter.call(clock.tick(), says_when)); };
      submit(Priority::Person, 1000, "/p");
      loop.advance(std::chrono::minutes(22));
      EXPECT_LE(limiter.refusals, 5U);
      EXPECT_EQ(results.size(), 1000U);
    }
  }
}

TEST_F(CallQueueLimit, LearnsThatSomebodyElseSpendsFromTheSameToken) {
  for (const bool fixed : {true, false}) {
    SCOPED_TRACE(fixed ? "fixed" : "leaking");
    Limiter limiter{fixed, 0.2, clock.tick(), 0.0, clock.tick()};
    results.clear();
    make(60);
    client.script = [&](const route::RestCall&) { return std::optional(limiter.call(clock.tick(), true)); };
    submit(Priority::Person, 2000, "/p");
    loop.advance(std::chrono::minutes(60));
    EXPECT_EQ(results.size(), 2000U);
    EXPECT_LE(limiter.refusals, 20U) << "not one after the other: a sixth of the minutes at the most";
  }
}

TEST_F(CallQueueLimit, KeepsTheConfiguredRateWhileNothingSurprises) {
  make(60);
  answer_at_once();
  submit(Priority::Person, 1000, "/p");
  loop.advance(seconds(60));
  const std::size_t begun = client.sent.size();
  loop.advance(std::chrono::minutes(10));
  EXPECT_EQ(client.sent.size() - begun, 600U);
}

TEST_F(CallQueueLimit, SpendsTheWeightOfACall) {
  settings.weight_of = [](const route::CallView& call) noexcept { return call.path == "/heavy" ? 10U : 1U; };
  make(60);
  answer_at_once();
  submit(Priority::Person, 3, "/heavy");
  submit(Priority::Person, "/light");
  loop.run();
  EXPECT_EQ(client.sent.size(), 3U) << "half a budget";
  EXPECT_EQ(wait(Priority::Person), milliseconds(2'000));
  loop.advance(seconds(1));
  EXPECT_EQ(client.sent.size(), 4U);
  submit(Priority::Person, "/heavy");
  loop.advance(seconds(9));
  EXPECT_EQ(client.sent.size(), 4U);
  loop.advance(seconds(1));
  EXPECT_EQ(client.sent.size(), 5U);
}

TEST_F(CallQueueLimit, ACallThatWeighsMoreThanAMinuteStillLeaves) {
  settings.weight_of = [](const route::CallView&) noexcept { return 10U; };
  make(6);
  answer_at_once();
  submit(Priority::Person, "/heavy");
  loop.advance(seconds(60));
  EXPECT_EQ(client.sent.size(), 1U);
}

TEST(Weight, IsOneForWhateverTheBridgeSends) {
  const route::Call calls[] = {route::RestCall{"GET", "/users?page=1", {}}, route::RestCall{"POST", "/users", {}},
                               route::RestCall{"GET", "/groups", {}}, route::ScimCall{"GET", "/Users?count=100", {}},
                               route::ScimCall{"PATCH", "/Users/1", {}}};
  for (const route::Call& call : calls) EXPECT_EQ(route::weight_of(route::view(call)), 1U);
}

TEST_F(CallQueueLimit, UnderLoadDeactivationsGoFirstThenPeopleThenGroups) {
  make(60);
  answer_at_once();
  submit(Priority::Person, 30, "/before");
  loop.run();
  submit(Priority::Housekeeping, 5, "/h");
  submit(Priority::Group, 5, "/g");
  submit(Priority::Person, 5, "/p");
  submit(Priority::Deactivation, 5, "/d");
  client.sent.clear();
  loop.advance(seconds(20));
  const std::vector<std::string> lines = client.lines();
  const std::vector<std::string> in_order = {"GET /d", "GET /p", "GET /g", "GET /h"};
  ASSERT_EQ(lines.size(), 20U);
  for (std::size_t i = 0; i < lines.size(); ++i) EXPECT_EQ(lines[i], in_order[i / 5]) << i;
}

TEST_F(CallQueueLimit, NobodyIsKeptFromLeavingForEver) {
  make(60);
  answer_at_once();
  submit(Priority::Housekeeping, 200, "/h");
  submit(Priority::Group, 200, "/g");
  submit(Priority::Person, 2000, "/p");
  loop.advance(std::chrono::minutes(2));
  client.sent.clear();
  for (int minute = 0; minute < 10; ++minute) {
    submit(Priority::Deactivation, 6, "/d");
    loop.advance(std::chrono::minutes(1));
  }
  EXPECT_EQ(client.count("GET /d"), 60U);
  EXPECT_GE(client.count("GET /g") + client.count("GET /h"), 100U) << "a fifth of what left";
  EXPECT_GE(client.count("GET /h"), 40U);
  EXPECT_GE(client.count("GET /p"), 400U);
  EXPECT_LE(client.count("GET /h"), 120U);
}

}  // namespace
}  // namespace bridge::work::test
