// Whom the SCIM service knows under the names that REST tells.

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

using route::Route;

class MatchingTest : public ::testing::Test {
 protected:
  MatchingTest() {
    bench.smartsheet.add_person("ann@x.example");
    bench.smartsheet.add_person("bob@x.example");
    bench.smartsheet.add_group("Team", {1001});
  }
  std::string scim(Kind kind, std::string_view id) const { return bench.link(kind, id, Route::Scim); }
  /// How many listings of the SCIM service were asked for in a refresh.
  std::size_t listings() {
    bench.forget();
    EXPECT_EQ(bench.refresh(), "fine");
    return bench.scim_client->sent.size();
  }
  Bench bench{Services::Both};
};

TEST_F(MatchingTest, GoesByNameWhateverItsCase) {
  bench.scim.more[1001] = Object{{"userName", "ANN@X.example"}};
  bench.start();
  EXPECT_EQ(scim(Kind::User, "1001"), "s-1001");
  EXPECT_EQ(scim(Kind::User, "1002"), "s-1002");
  EXPECT_EQ(scim(Kind::Group, "1003"), "s-1003");
}

TEST_F(MatchingTest, CostsNothingWhereEverybodyIsMatched) {
  bench.smartsheet.add_person("guest@y.example", "ACTIVE", false);
  bench.start();
  EXPECT_EQ(listings(), 0U);
  bench.smartsheet.add_person("cid@x.example");
  EXPECT_EQ(listings(), 1U) << "people, not groups";
  EXPECT_EQ(scim(Kind::User, "1005"), "s-1005");
  bench.smartsheet.add_group("Crew");
  EXPECT_EQ(listings(), 1U) << "groups, not people";
  EXPECT_EQ(scim(Kind::Group, "1006"), "s-1006");
}

TEST_F(MatchingTest, ReadsEveryPage) {
  for (int i = 0; i < 4; ++i) bench.smartsheet.add_person("p" + std::to_string(i) + "@x.example");
  bench.scim.page_size = 2;
  bench.start();
  EXPECT_EQ(scim(Kind::User, "1007"), "s-1007");
}

TEST_F(MatchingTest, IsWithNobodyWhereTheServiceHasANameTwice) {
  bench.scim.more[1002] = Object{{"userName", "Ann@x.example"}};
  bench.start();
  EXPECT_EQ(scim(Kind::User, "1001"), "");
  EXPECT_EQ(scim(Kind::User, "1002"), "");
  EXPECT_EQ(scim(Kind::Group, "1003"), "s-1003");
}

TEST_F(MatchingTest, IsWithNobodyWhereTheMirrorHasANameTwice) {
  bench.smartsheet.add_group("Team");
  bench.smartsheet.add_person("ann@x.example");
  bench.scim.more[1005] = Object{{"userName", "other@x.example"}};
  bench.start();
  EXPECT_EQ(scim(Kind::User, "1001"), "");
  EXPECT_EQ(scim(Kind::User, "1005"), "");
  EXPECT_EQ(scim(Kind::User, "1002"), "s-1002");
  EXPECT_EQ(scim(Kind::Group, "1003"), "");
  EXPECT_EQ(scim(Kind::Group, "1004"), "");
}

TEST_F(MatchingTest, GivesNoIdTwice) {
  bench.start();
  bench.scim.ids[1004] = "s-1002";
  bench.smartsheet.add_person("cid@x.example");
  EXPECT_EQ(listings(), 1U);
  EXPECT_EQ(scim(Kind::User, "1004"), "");
  EXPECT_EQ(scim(Kind::User, "1002"), "s-1002");
}

TEST_F(MatchingTest, AsksOnceForWhomItDoesNotFindAndAgainAtTheSweep) {
  bench.scim.more[1002] = Object{{"userName", "other@x.example"}};
  bench.start();
  EXPECT_EQ(scim(Kind::User, "1002"), "");
  EXPECT_EQ(listings(), 0U);
  bench.scim.more.clear();
  EXPECT_EQ(listings(), 0U);
  EXPECT_EQ(scim(Kind::User, "1002"), "");
  bench.loop->advance(std::chrono::hours(31));
  EXPECT_EQ(scim(Kind::User, "1002"), "s-1002");
}

TEST_F(MatchingTest, ThatFailsIsTriedAgainAndFailsNoRefresh) {
  bench.start();
  bench.smartsheet.add_person("cid@x.example");
  for (const int status : {500, 401, 403}) {
    bench.scim.off = status;
    EXPECT_EQ(bench.refresh(), "fine");
    EXPECT_EQ(scim(Kind::User, "1004"), "");
  }
  EXPECT_EQ(bench.logged(LogLevel::Warning, "can't match"), 3U);
  bench.scim.off.reset();
  bench.loop->advance(seconds(10));
  EXPECT_EQ(bench.refresh(), "fine");
  EXPECT_EQ(scim(Kind::User, "1004"), "s-1004") << "also after a token that was refused";
}

TEST_F(MatchingTest, IsNotDoneWhileTheRouteIsRest) {
  bench.settings.fixed_route = Route::Rest;
  bench.start();
  EXPECT_EQ(listings(), 0U);
  EXPECT_EQ(scim(Kind::User, "1001"), "");
}

TEST_F(MatchingTest, LeavesGroupsToRestWhereTheServiceHasNone) {
  bench.scim.groups_off = 404;
  bench.start();
  EXPECT_EQ(scim(Kind::User, "1001"), "s-1001");
  bench.forget();
  EXPECT_TRUE(bench.ask(create(Kind::Group, group("New")))->ok());
  EXPECT_EQ(bench.writes(), (std::vector<std::string>{"call POST /groups"}));
}

TEST_F(MatchingTest, LeavesAloneWhomAWriteIsChanging) {
  bench.scim.more[1002] = Object{{"userName", "other@x.example"}};
  bench.settings.fixed_route = Route::Scim;
  bench.start();
  bench.hold("POST /users/1002/deactivate");
  const AskedPtr asked = bench.ask(remove(Kind::User, "1002"));
  bench.scim.more.clear();
  bench.loop->advance(std::chrono::hours(31));
  EXPECT_EQ(scim(Kind::User, "1002"), "");
  bench.client->reply("POST /users/1002/deactivate", bench.smartsheet.serve({"POST", "/users/1002/deactivate", {}}));
  bench.serve_all();
  bench.loop->run();
  EXPECT_EQ(bench.find(Kind::User, "1002")->row.life, Life::Deleted);
}

}  // namespace
}  // namespace bridge::work::test
