// A pair is renewed in time, and never used before it is on disk.

#include <gtest/gtest.h>

#include "unit/oauth/keeper_fixture.hpp"

namespace bridge::oauth::test {
namespace {

constexpr auto kLife = std::chrono::hours(8);

TEST(TokenKeeperTest, RenewsAtThreeQuartersOfTheLife) {
  KeeperBench bench;
  bench.start();
  bench.loop->advance(kLife * 3 / 4 - 10s);
  EXPECT_TRUE(bench.forms.empty());
  bench.loop->advance(15s);
  ASSERT_EQ(bench.forms.size(), 1U);
  EXPECT_EQ(bench.forms[0], "grant_type=refresh_token&client_id=app&refresh_token=refresh-1&client_secret=hush");
  EXPECT_EQ(bench.shown(), "Bearer access-1");
  bench.reply(granted(2, kLife));
  EXPECT_EQ(bench.shown(), "Bearer access-2");
  EXPECT_EQ(access_in(bench.file), "access-2");
  bench.loop->advance(kLife);
  ASSERT_EQ(bench.forms.size(), 2U);
  EXPECT_NE(bench.forms[1].find("refresh_token=refresh-2&"), std::string::npos);
}

TEST(TokenKeeperTest, RenewsAtOnceWhatIsDueAtTheStart) {
  KeeperBench bench;
  bench.clock.advance(kLife);
  bench.start();
  EXPECT_EQ(bench.forms.size(), 1U);
}

/// A crash at each point around the answer: where the new pair is on disk the next start goes on with it.
TEST(TokenKeeperTest, GoesOnAfterACrashWithWhatIsOnDisk) {
  KeeperBench before;
  before.clock.advance(kLife);
  before.start();
  before.restart();
  EXPECT_NE(before.forms.back().find("refresh-1"), std::string::npos) << "nothing was answered";
  KeeperBench after;
  after.clock.advance(kLife);
  after.start();
  after.reply(granted(2, kLife));
  after.restart();
  EXPECT_EQ(after.shown(), "Bearer access-2");
  after.loop->advance(kLife);
  EXPECT_NE(after.forms.back().find("refresh-2"), std::string::npos);
}

TEST(TokenKeeperTest, UsesNoPairThatIsNotOnDisk) {
  KeeperBench bench;
  bench.clock.advance(kLife);
  bench.start();
  std::filesystem::create_directory(bench.file.path().string() + ".new");  // no draft can be written now
  bench.renew(0);
  bench.reply(granted(2, kLife));
  EXPECT_EQ(bench.shown(), "Bearer access-1");
  EXPECT_EQ(access_in(bench.file), "access-1");
  EXPECT_EQ(bench.renewals, std::vector{Renewal::NotNow});
  EXPECT_EQ(bench.logged(LogLevel::Alarm, "can't be kept"), 1U);
  std::filesystem::remove(bench.file.path().string() + ".new");
  bench.loop->advance(5s);
  EXPECT_EQ(bench.forms.size(), 1U) << "the pair that was received is kept, no other is asked for";
  EXPECT_EQ(bench.shown(), "Bearer access-2");
  EXPECT_EQ(access_in(bench.file), "access-2");
}

TEST(TokenKeeperTest, AsksAgainWithTheOldTokenWhereTheAnswerWasLost) {
  KeeperBench bench;
  bench.clock.advance(kLife);
  bench.start();
  bench.reply(trouble(transport::Trouble::TimedOut));
  EXPECT_EQ(bench.logged(LogLevel::Warning, "no answer"), 1U);
  bench.loop->advance(6s);
  ASSERT_EQ(bench.forms.size(), 2U);
  EXPECT_EQ(bench.forms[0], bench.forms[1]);
  bench.reply(granted(2, kLife));
  EXPECT_EQ(bench.shown(), "Bearer access-2");
  EXPECT_EQ(bench.logged(LogLevel::Alarm, ""), 0U);
}

TEST(TokenKeeperTest, NamesTheCommandWhereTheLostAnswerLockedItOut) {
  KeeperBench bench;
  bench.clock.advance(kLife);
  bench.start();
  bench.reply(trouble(transport::Trouble::ConnectionLost));
  bench.loop->advance(6s);
  bench.reply(refusal(400, 1071));
  EXPECT_EQ(bench.logged(LogLevel::Alarm, "answer to an earlier renewal was lost"), 1U);
  EXPECT_EQ(bench.logged(LogLevel::Alarm, "scimbridge login --config FILE --tenant north"), 1U);
  bench.renew(0);
  EXPECT_EQ(bench.renewals, std::vector{Renewal::LockedOut});
  bench.loop->advance(50min);
  EXPECT_EQ(bench.forms.size(), 2U) << "a refusal is not asked about all the time";
  bench.loop->advance(11min);
  EXPECT_EQ(bench.forms.size(), 3U);
}

TEST(TokenKeeperTest, SaysOfARevokedPairThatItIsAndNotThatAnAnswerWasLost) {
  KeeperBench bench;
  bench.start();
  bench.renew(0);
  bench.reply(refusal(400, 1071));
  EXPECT_EQ(bench.renewals, std::vector{Renewal::LockedOut});
  EXPECT_EQ(bench.logged(LogLevel::Alarm, "scimbridge login"), 1U);
  EXPECT_EQ(bench.logged(LogLevel::Alarm, "was lost"), 0U);
}

TEST(TokenKeeperTest, WaitsLongerAfterEachFailure) {
  KeeperBench bench;
  bench.clock.advance(kLife);
  bench.start();
  const auto waits = {5s, 10s, 20s, 40s};
  std::size_t asked = 1;
  for (const auto wait : waits) {
    bench.reply(trouble(transport::Trouble::NotSent));
    bench.loop->advance(wait - 1s);
    EXPECT_EQ(bench.forms.size(), asked);
    bench.loop->advance(6s);
    EXPECT_EQ(bench.forms.size(), ++asked);
  }
}

TEST(TokenKeeperTest, TakesAPairThatALoginPutThere) {
  KeeperBench bench;
  bench.start();
  bench.renew(0);
  bench.reply(refusal(400, 1071));
  ASSERT_TRUE(bench.file.write(pair_of(7, bench.clock.now(), kLife)));
  bench.loop->advance(5s);
  EXPECT_EQ(bench.shown(), "Bearer access-7");
  bench.renew(0);
  EXPECT_EQ(bench.renewals.back(), Renewal::Renewed);
  EXPECT_EQ(bench.forms.size(), 1U);
}

TEST(TokenKeeperTest, LeavesALoginThatCameBetweenWhereItIs) {
  KeeperBench bench;
  bench.clock.advance(kLife);
  bench.start();
  ASSERT_TRUE(bench.file.write(pair_of(7, bench.clock.now(), kLife)));
  bench.reply(granted(2, kLife));
  EXPECT_EQ(bench.shown(), "Bearer access-7");
  EXPECT_EQ(access_in(bench.file), "access-7");
}

TEST(TokenKeeperTest, RenewsOnceForAllWhoAsk) {
  KeeperBench bench;
  bench.start();
  for (int i = 0; i < 5; ++i) bench.renew(0);
  ASSERT_EQ(bench.forms.size(), 1U);
  bench.reply(granted(2, kLife));
  bench.renew(0);
  EXPECT_EQ(bench.renewals, std::vector<Renewal>(6, Renewal::Renewed)) << "the last comes late with the old token";
  EXPECT_EQ(bench.forms.size(), 1U);
}

TEST(TokenKeeperTest, DoesNotRenewWhatWasJustMade) {
  KeeperBench bench;
  bench.start();
  bench.renew(0);
  bench.reply(granted(2, kLife));
  bench.renew(1);
  EXPECT_EQ(bench.renewals, (std::vector{Renewal::Renewed, Renewal::LockedOut}));
  bench.loop->advance(31s);
  bench.renew(1);
  EXPECT_EQ(bench.forms.size(), 2U);
}

TEST(TokenKeeperTest, TellsOfAFileThatCanNotBeReadOnce) {
  KeeperBench bench;
  bench.start();
  std::filesystem::permissions(bench.file.path(), std::filesystem::perms::all);
  bench.loop->advance(1min);
  EXPECT_EQ(bench.logged(LogLevel::Alarm, "chmod 600"), 1U);
}

TEST(TokenKeeperTest, LogsNoToken) {
  KeeperBench bench;
  bench.start();
  bench.renew(0);
  bench.reply(granted(2, kLife));
  bench.renew(1);
  bench.loop->advance(kLife);
  bench.reply(refusal(400, 1071));
  for (const char* secret : {"access-", "refresh-", "hush"}) {
    for (const LogLevel level : {LogLevel::Info, LogLevel::Warning, LogLevel::Alarm})
      EXPECT_EQ(bench.logged(level, secret), 0U) << secret;
  }
}

}  // namespace
}  // namespace bridge::oauth::test
