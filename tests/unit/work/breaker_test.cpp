#include "bridge/work/breaker.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "unit/work/fakes.hpp"

namespace bridge::work::test {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using Turn = Breaker::Turn;

struct BreakerTest : public ::testing::Test {
  Turn hear(Sign sign, const std::string& kind, bool probe = false) {
    const core::Fault fault{
        sign == Sign::Credential ? core::FaultKind::UpstreamCredential : core::FaultKind::UpstreamTimeout,
        "what it came to",
        {},
        {}};
    return breaker.heard(sign, kind, probe, fault, clock.tick());
  }
  /// Failures, each so long after the one before; the last turn.
  Turn fail(int count, milliseconds apart, const std::vector<std::string>& kinds) {
    Turn turn = Turn::None;
    for (int i = 0; i < count; ++i) {
      if (i > 0) clock.advance(apart);
      turn = hear(Sign::Down, kinds[static_cast<std::size_t>(i) % kinds.size()]);
    }
    return turn;
  }
  ManualClock clock;
  double chance = 0.0;
  Breaker breaker{[this] { return chance; }};
  const std::vector<std::string> two{"GET /users", "POST /users"};
  const std::vector<std::string> one{"POST /groups"};
};

TEST_F(BreakerTest, ShutsAfterARunOfFailures) {
  struct Case {
    const char* name;
    int failures;
    milliseconds apart;
    Turn turn;
  };
  const Case cases[] = {
      {"five over ten seconds", 5, milliseconds(2'500), Turn::Shut},
      {"five at once", 5, milliseconds(0), Turn::None},
      {"five in less than ten seconds", 5, milliseconds(2'499), Turn::None},
      {"four over a long time", 4, seconds(60), Turn::None},
      {"nine at once", 9, milliseconds(0), Turn::None},
      {"ten at once", 10, milliseconds(0), Turn::Shut},
  };
  for (const Case& row : cases) {
    SCOPED_TRACE(row.name);
    breaker = Breaker({});
    EXPECT_EQ(fail(row.failures, row.apart, two), row.turn);
    EXPECT_EQ(breaker.shut(), row.turn == Turn::Shut);
  }
}

TEST_F(BreakerTest, AnyAnswerEndsTheRun) {
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(fail(4, seconds(10), two), Turn::None);
    EXPECT_EQ(hear(Sign::Clear, "GET /groups"), Turn::None);
  }
  EXPECT_FALSE(breaker.shut());
}

TEST_F(BreakerTest, WhatSaysNothingNeitherEndsNorMakesARun) {
  EXPECT_EQ(fail(4, seconds(10), two), Turn::None);
  EXPECT_EQ(hear(Sign::Neither, "GET /users"), Turn::None);
  EXPECT_EQ(hear(Sign::Down, "GET /users"), Turn::Shut);
}

TEST_F(BreakerTest, OneKindOfCallThatFailsShutsNobodyOut) {
  EXPECT_EQ(fail(5, seconds(3), one), Turn::Probe) << "whether others would work is not known";
  EXPECT_FALSE(breaker.shut());
  EXPECT_EQ(hear(Sign::Down, one[0]), Turn::None) << "asked once";
  EXPECT_EQ(hear(Sign::Clear, "GET /users/me", true), Turn::None);
  EXPECT_EQ(fail(50, seconds(3), one), Turn::None) << "not asked again and again";
  EXPECT_EQ(fail(4, seconds(4), two), Turn::None);
  EXPECT_EQ(hear(Sign::Down, two[0]), Turn::Shut) << "now others fail as well";
}

TEST_F(BreakerTest, ABrokenKindThatWorksAgainCountsAgain) {
  EXPECT_EQ(fail(5, seconds(3), one), Turn::Probe);
  EXPECT_EQ(hear(Sign::Clear, "GET /users/me", true), Turn::None);
  EXPECT_EQ(hear(Sign::Clear, one[0]), Turn::None);
  EXPECT_EQ(fail(5, seconds(3), one), Turn::Probe);
}

TEST_F(BreakerTest, AProbeThatFailsAsWellShuts) {
  EXPECT_EQ(fail(5, seconds(3), one), Turn::Probe);
  EXPECT_EQ(hear(Sign::Down, "GET /users/me", true), Turn::Shut);
}

TEST_F(BreakerTest, ProbesAtGrowingIntervals) {
  struct Case {
    double by_chance;
    std::vector<milliseconds> waits;
  };
  const Case cases[] = {
      {0.0, {seconds(10), seconds(20), seconds(40), seconds(80), seconds(160), seconds(240), seconds(240)}},
      {1.0, {milliseconds(12'500), seconds(25), seconds(50), seconds(100), seconds(200), seconds(300), seconds(300)}},
  };
  for (const Case& row : cases) {
    SCOPED_TRACE(row.by_chance);
    chance = row.by_chance;
    breaker = Breaker([this] { return chance; });
    ASSERT_EQ(fail(10, seconds(0), two), Turn::Shut);
    for (const milliseconds wait : row.waits) {
      EXPECT_EQ(breaker.next_probe() - clock.tick(), wait);
      EXPECT_EQ(breaker.fault(clock.tick()).retry_after, std::chrono::ceil<seconds>(wait));
      clock.advance(wait);
      EXPECT_EQ(hear(Sign::Down, "GET /users/me", true), Turn::None);
    }
    EXPECT_EQ(breaker.fault(clock.tick()).kind, core::FaultKind::UpstreamUnavailable);
  }
}

TEST_F(BreakerTest, OpensOnTheFirstClearAnswerWhoeverGetsIt) {
  for (const bool probe : {true, false}) {
    breaker = Breaker({});
    ASSERT_EQ(fail(10, seconds(0), two), Turn::Shut);
    EXPECT_EQ(hear(Sign::Neither, "GET /users", probe), Turn::None);
    EXPECT_EQ(hear(Sign::Clear, "GET /users", probe), Turn::Open);
    EXPECT_FALSE(breaker.shut());
  }
}

TEST_F(BreakerTest, TellsOnceOfAServiceThatAnswersNothingButProbes) {
  ASSERT_EQ(fail(10, seconds(0), two), Turn::Shut);
  EXPECT_EQ(hear(Sign::Clear, "GET /users/me", true), Turn::Open);
  EXPECT_EQ(fail(10, seconds(0), two), Turn::ShutAgain);
  EXPECT_EQ(breaker.next_probe() - clock.tick(), seconds(20)) << "and the intervals go on growing";
  EXPECT_EQ(hear(Sign::Clear, "GET /users/me", true), Turn::Open);
  EXPECT_EQ(hear(Sign::Clear, "POST /users"), Turn::None);
  EXPECT_EQ(fail(10, seconds(0), two), Turn::Shut);
  EXPECT_EQ(breaker.next_probe() - clock.tick(), seconds(10));
}

TEST_F(BreakerTest, OneRefusedTokenIsEnough) {
  EXPECT_EQ(hear(Sign::Credential, "GET /users"), Turn::Shut);
  EXPECT_TRUE(breaker.refused());
  EXPECT_EQ(breaker.fault(clock.tick()).kind, core::FaultKind::UpstreamCredential);
  EXPECT_EQ(hear(Sign::Clear, "GET /users"), Turn::None) << "it left before the token expired";
  EXPECT_EQ(hear(Sign::Credential, "GET /users/me", true), Turn::None);
  EXPECT_EQ(breaker.next_probe() - clock.tick(), seconds(20));
  EXPECT_EQ(hear(Sign::Clear, "GET /users/me", true), Turn::Open);
  EXPECT_EQ(hear(Sign::Credential, "GET /users"), Turn::ShutAgain) << "told of already";
}

TEST_F(BreakerTest, SeesWithinAMinuteThatARefusedTokenWorksAgain) {
  chance = 1.0;
  ASSERT_EQ(hear(Sign::Credential, "GET /users"), Turn::Shut);
  for (int probe = 0; probe < 8; ++probe) {
    EXPECT_LE(breaker.next_probe() - clock.tick(), seconds(50)) << probe;
    EXPECT_EQ(hear(Sign::Credential, "GET /users/me", true), Turn::None);
  }
  EXPECT_EQ(breaker.next_probe() - clock.tick(), seconds(50));
}

TEST_F(BreakerTest, ATokenThatIsRefusedWhileNothingAnswersIsTold) {
  ASSERT_EQ(fail(10, seconds(0), two), Turn::Shut);
  EXPECT_EQ(hear(Sign::Credential, "GET /users/me", true), Turn::Shut);
  EXPECT_TRUE(breaker.refused());
}

}  // namespace
}  // namespace bridge::work::test
