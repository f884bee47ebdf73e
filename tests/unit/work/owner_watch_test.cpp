// Who owns the REST token: remembered, and said in the log when they may no longer do what the bridge does.

#include "work/owner_watch.hpp"

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

constexpr const char* kAsk = "GET /users/me";

std::string mark_in(const FakeStore& store) {
  const auto mark = store.contents.marks.find("rest_owner");
  return mark != store.contents.marks.end() ? mark->second : "none";
}

TEST(OwnerWatchTest, AsksAtTheStartAndRemembers) {
  Bench bench;
  bench.make();
  bench.tenant->start();
  bench.loop->run();
  EXPECT_EQ(bench.client->count(kAsk), 1U);
  EXPECT_EQ(mark_in(bench.store), "900 bridge@example.com");
  EXPECT_EQ(bench.logged(LogLevel::Warning, "owner"), 0U);
}

TEST(OwnerWatchTest, AsksWithEachSweepAndNotWithEachRefresh) {
  Bench bench;
  bench.settings.refresh = std::chrono::hours(1);
  bench.settings.full_sweep = std::chrono::hours(24);
  bench.start();
  bench.loop->advance(std::chrono::hours(20));
  EXPECT_EQ(bench.client->count(kAsk), 0U);
  bench.loop->advance(std::chrono::hours(6));
  EXPECT_EQ(bench.client->count(kAsk), 1U);
}

struct Warning {
  const char* name;
  const char* attribute;
  core::Value value;
  const char* word;
};

TEST(OwnerWatchTest, WarnsOnceOfEachRightThatIsMissing) {
  const Warning cases[] = {{"not active", "status", "DEACTIVATED", "DEACTIVATED"},
                           {"no System Admin", "admin", false, "System Admin"},
                           {"no Group Admin", "groupAdmin", false, "Group Admin"}};
  for (const Warning& row : cases) {
    SCOPED_TRACE(row.name);
    Bench bench;
    bench.settings.full_sweep = std::chrono::hours(10);
    bench.smartsheet.owner = bench.smartsheet.owner.with(row.attribute, row.value);
    bench.start();
    bench.loop->advance(std::chrono::hours(25));
    EXPECT_EQ(bench.client->count(kAsk), 2U);
    EXPECT_EQ(bench.logged(LogLevel::Warning, row.word), 1U);
    bench.smartsheet.owner = FakeSmartsheet().owner;
    bench.loop->advance(std::chrono::hours(10));
    EXPECT_EQ(bench.logged(LogLevel::Info, "every right"), 1U);
  }
}

struct Surprise {
  const char* name;
  int status;
  int code;
  std::size_t questions;
};

TEST(OwnerWatchTest, AsksAfterARefusalThatCouldMeanThatRightsAreGone) {
  const Surprise cases[] = {
      {"not authorised", 403, 1004, 1}, {"blocked", 403, 2028, 0}, {"another refusal", 403, 1014, 0}};
  for (const Surprise& row : cases) {
    SCOPED_TRACE(row.name);
    Bench bench;
    bench.start();
    for (const char* name : {"a@example.com", "b@example.com"}) {
      bench.hold("POST /users");
      const AskedPtr asked = bench.ask(create(Kind::User, person(name)));
      const bool sent = bench.client->reply("POST /users", refusal(row.status, row.code));
      EXPECT_TRUE(sent || row.code == 2028) << "whoever is blocked is not asked for more";
      bench.loop->run();
      EXPECT_TRUE(asked->answered());
      EXPECT_FALSE(asked->ok());
    }
    EXPECT_EQ(bench.client->count(kAsk), row.questions)
        << "the second refusal follows at once; where the token is refused altogether, the queue asks by itself";
  }
}

TEST(OwnerWatchTest, SuspectsTheScopesWhereTheOwnerHasEveryRight) {
  Bench bench;
  bench.start();
  bench.hold("POST /users");
  bench.ask(create(Kind::User, person("a@example.com")));
  ASSERT_TRUE(bench.client->reply("POST /users", refusal(403, 1004)));
  bench.loop->run();
  EXPECT_EQ(bench.logged(LogLevel::Warning, "scope"), 1U);
}

TEST(OwnerWatchTest, KnowsTheOwnerFromBeforeTheRestart) {
  StateBench bench;
  bench.state.owner_watch.take({{"rest_owner", "900 bridge@example.com"}});
  EXPECT_EQ(bench.state.owners, (std::vector<TokenOwner>{{core::UpstreamId("900"), "bridge@example.com"}}));
}

TEST(OwnerWatchTest, SaysOnceThatTheScimServiceDoesNotTell) {
  Bench bench(Services::Scim);
  bench.settings.full_sweep = std::chrono::hours(10);
  bench.start();
  bench.loop->advance(std::chrono::hours(50));
  EXPECT_EQ(bench.logged(LogLevel::Info, "tenant.protected"), 1U);
}

}  // namespace
}  // namespace bridge::work::test
