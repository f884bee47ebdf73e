// A route that an administrator changes, and the comparison that is read before.

#include <algorithm>
#include <tuple>

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

using route::Route;
using Lines = std::vector<std::string>;

constexpr const char* kAnn = "ann@x.example";

std::string deactivate(Bench& bench, std::string_view id) {
  return bench.ask(modify(Kind::User, id, R"([{"op":"replace","path":"active","value":false}])"))->fault();
}

class RouteChangeTest : public ::testing::Test {
 protected:
  RouteChangeTest() {
    bench.smartsheet.add_person(kAnn);
    bench.smartsheet.add_person("bob@x.example");
    bench.smartsheet.add_group("Team", {1001});
    bench.store.contents.marks[kRouteMark] = "rest";
    bench.start();
  }
  std::string links(Kind kind, std::string_view id) const {
    return bench.link(kind, id, Route::Rest) + "/" + bench.link(kind, id, Route::Scim);
  }
  Bench bench{Services::Both};
};

TEST_F(RouteChangeTest, ToScimMatchesEverybodyFirstAndKeepsAllIds) {
  EXPECT_EQ(links(Kind::User, "1001"), "1001/");
  EXPECT_EQ(bench.set_route(Route::Scim), "fine");
  EXPECT_EQ(bench.store.contents.marks.at(kRouteMark), "scim");
  EXPECT_EQ(links(Kind::User, "1001"), "1001/s-1001");
  EXPECT_EQ(links(Kind::User, "1002"), "1002/s-1002");
  EXPECT_EQ(links(Kind::Group, "1003"), "1003/s-1003");
  EXPECT_EQ(bench.find(Kind::User, "1001")->row.version, 1U) << "a link does not show";
  EXPECT_EQ(deactivate(bench, "1001"), "no fault");
  EXPECT_EQ(bench.writes(), (Lines{"scim PATCH /Users/s-1001"}));
}

TEST_F(RouteChangeTest, AndBackKeepsTheLinksOfBoth) {
  ASSERT_EQ(bench.set_route(Route::Scim), "fine");
  const AskedPtr made = bench.ask(create(Kind::User, person("eve@x.example")));
  const std::string eve = made->id();
  ASSERT_EQ(bench.refresh(), "fine");
  ASSERT_EQ(bench.set_route(Route::Rest), "fine");
  EXPECT_EQ(bench.store.contents.marks.at(kRouteMark), "rest");
  bench.forget();
  EXPECT_EQ(links(Kind::User, "1001"), "1001/s-1001");
  EXPECT_EQ(links(Kind::User, eve), "1004/s-1004");
  EXPECT_EQ(deactivate(bench, "1001"), "no fault");
  EXPECT_EQ(deactivate(bench, eve), "no fault");
  EXPECT_EQ(bench.writes(), (Lines{"call POST /users/1001/deactivate", "call POST /users/1004/deactivate"}));
  EXPECT_EQ(bench.tenant->index().size(Kind::User), 3U) << "nobody doubled";
  EXPECT_EQ(bench.smartsheet.people.size(), 3U);
}

TEST_F(RouteChangeTest, WaitsForOneRefreshWhereTheNewRouteHasNoNameYet) {
  ASSERT_EQ(bench.set_route(Route::Scim), "fine");
  const std::string eve = bench.ask(create(Kind::User, person("eve@x.example")))->id();
  const std::string una = bench.ask(create(Kind::User, person("una@x.example")))->id();
  ASSERT_EQ(bench.set_route(Route::Rest), "fine");
  bench.smartsheet.unlisted = {1005};
  bench.forget();
  EXPECT_EQ(deactivate(bench, eve), "no fault");
  EXPECT_EQ(bench.writes(), (Lines{"call POST /users/1004/deactivate"}));
  EXPECT_EQ(bench.client->count("GET /users?page=1"), 1U);
  EXPECT_EQ(deactivate(bench, una), core::to_string(FaultKind::NotReady));
  EXPECT_EQ(bench.client->count("GET /users?page=1"), 2U) << "once";
  bench.smartsheet.unlisted.clear();
  EXPECT_EQ(deactivate(bench, una), "no fault");
  EXPECT_EQ(bench.tenant->index().size(Kind::User), 4U);
}

TEST_F(RouteChangeTest, TellsWhereItStands) {
  RouteStatus status = bench.route_status();
  EXPECT_EQ(status.settled, Route::Rest);
  EXPECT_TRUE(status.has_rest && status.has_scim && !status.fixed && !status.lost);
  ASSERT_EQ(bench.set_route(Route::Scim), "fine");
  EXPECT_EQ(bench.route_status().settled, Route::Scim);
  EXPECT_EQ(bench.route_status().mirror, Route::Rest);
}

TEST_F(RouteChangeTest, SurvivesARestart) {
  ASSERT_EQ(bench.set_route(Route::Scim), "fine");
  bench.restart();
  EXPECT_EQ(bench.route_status().settled, Route::Scim);
  EXPECT_EQ(links(Kind::User, "1001"), "1001/s-1001");
}

TEST_F(RouteChangeTest, FailsAndChangesNothingWhereTheNewServiceDoesNotAnswer) {
  bench.scim.off = 403;
  EXPECT_EQ(bench.set_route(Route::Scim), core::to_string(FaultKind::Forbidden));
  EXPECT_EQ(bench.route_status().settled, Route::Rest);
  EXPECT_EQ(bench.store.contents.marks.at(kRouteMark), "rest");
}

TEST_F(RouteChangeTest, FailsAndChangesNothingWhereItCannotBePinned) {
  bench.store.fails = [](const store::Change& change) { return change.marks.contains(kRouteMark); };
  EXPECT_EQ(bench.set_route(Route::Scim), core::to_string(FaultKind::StoreFailed));
  EXPECT_EQ(bench.route_status().settled, Route::Rest);
}

TEST_F(RouteChangeTest, WorksWhereTheServiceHasNoGroups) {
  bench.scim.groups_off = 404;
  EXPECT_EQ(bench.set_route(Route::Scim), "fine");
  EXPECT_EQ(links(Kind::User, "1001"), "1001/s-1001");
  EXPECT_EQ(links(Kind::Group, "1003"), "1003/");
  EXPECT_EQ(bench.ask(create(Kind::Group, group("New", {"1001"})))->fault(), "no fault");
  EXPECT_EQ(bench.writes(), (Lines{"call POST /groups"}));
}

TEST(RouteChange, IsRefusedWhereItIsNamedOrHasNoCredential) {
  const struct {
    const char* name;
    Services services;
    std::optional<Route> fixed;
    Route to;
    const char* outcome;
  } cases[] = {
      {"named", Services::Both, Route::Rest, Route::Scim, core::to_string(FaultKind::InvalidValue)},
      {"named, to the same", Services::Both, Route::Rest, Route::Rest, core::to_string(FaultKind::InvalidValue)},
      {"no SCIM token", Services::Rest, {}, Route::Scim, core::to_string(FaultKind::InvalidValue)},
      {"no REST token", Services::Scim, {}, Route::Rest, core::to_string(FaultKind::InvalidValue)},
      {"both tokens", Services::Both, {}, Route::Rest, "fine"},
      {"to where it is", Services::Both, {}, Route::Scim, "fine"},
      {"to the only one", Services::Scim, {}, Route::Scim, "fine"},
  };
  for (const auto& one : cases) {
    SCOPED_TRACE(one.name);
    Bench bench(one.services);
    bench.settings.fixed_route = one.fixed;
    bench.start();
    EXPECT_EQ(bench.set_route(one.to), one.outcome);
  }
}

class CompareTest : public ::testing::Test {
 protected:
  std::string compare() {
    std::string outcome = "not answered";
    bench.tenant->compare_routes([&](core::Result<RouteComparison> result) {
      outcome = result ? "fine" : core::to_string(result.error().kind);
      if (result) found = *result;
    });
    bench.loop->run();
    return outcome;
  }
  Lines differences() const {
    Lines told;
    for (const Difference& one : found.differences) {
      told.push_back((one.kind == Kind::User ? "User " : "Group ") + one.name + " " + one.what);
    }
    return told;
  }
  Bench bench{Services::Both};
  RouteComparison found;
};

TEST_F(CompareTest, CountsIdsAndFindsNothingElseWhereBothTellTheSame) {
  bench.smartsheet.add_person(kAnn);
  bench.smartsheet.change_person(1001, "licensedSheetCreator", true);
  bench.smartsheet.add_person("guest@y.example", "ACTIVE", false);
  bench.smartsheet.add_group("Team", {1001, 1002});
  bench.start();
  EXPECT_EQ(compare(), "fine");
  EXPECT_TRUE(bench.writes().empty());
  EXPECT_EQ(found.rest.people, 1U) << "guests are nobody's people";
  EXPECT_EQ(found.scim.people, 1U);
  EXPECT_EQ(found.rest.groups, 1U);
  EXPECT_EQ(found.scim.groups, 1U);
  EXPECT_EQ(found.ids_that_differ, 2U);
  EXPECT_EQ(differences(), Lines());
  bench.scim.ids = {{1001, "1001"}, {1003, "1003"}};
  EXPECT_EQ(compare(), "fine");
  EXPECT_EQ(found.ids_that_differ, 0U);
}

TEST_F(CompareTest, NamesWhatDiffers) {
  for (const char* name : {"ann", "bob", "cid", "dan"}) bench.smartsheet.add_person(std::string(name) + "@x.example");
  bench.smartsheet.add_group("Team", {1001, 1002});
  bench.start();
  bench.scim.more[1001] = Object{{"active", false}};
  bench.scim.more[1002] = Object{{"roles", core::Array{Object{{"value", "GROUP_ADMIN"}}}}};
  bench.scim.more[1003] = Object{{"userName", "CID@x.example"}, {"title", "T"}};
  bench.scim.more[1004] = Object{{"userName", "other@x.example"}};
  EXPECT_EQ(compare(), "fine");
  EXPECT_EQ(differences(), (Lines{"User ann@x.example active", "User bob@x.example roles"}));
  EXPECT_EQ(found.rest.people_only_here, (Lines{"dan@x.example"}));
  EXPECT_EQ(found.scim.people_only_here, (Lines{"other@x.example"}));
}

TEST_F(CompareTest, ComparesMembersByTheirNames) {
  bench.smartsheet.add_person(kAnn);
  bench.smartsheet.add_person("bob@x.example");
  bench.smartsheet.add_group("Team", {1001});
  bench.start();
  bench.scim.ids[1001] = "s-1002";
  bench.scim.ids[1002] = "s-1001";
  EXPECT_EQ(compare(), "fine");
  EXPECT_EQ(differences(), Lines());
  bench.hold_scim("GET /Groups/");
  bench.tenant->compare_routes([&](core::Result<RouteComparison> result) { found = *result; });
  bench.loop->run();
  ASSERT_TRUE(bench.scim_client->reply(
      "GET /Groups/", answer(200, parse(R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"id":"s-1003",
                                           "displayName":"Team","members":[]})"))));
  bench.loop->run();
  EXPECT_EQ(differences(), (Lines{"Group Team members"}));
}

TEST_F(CompareTest, NamesWhoStandsTwice) {
  bench.smartsheet.add_person(kAnn);
  bench.smartsheet.add_person("bob@x.example");
  bench.start();
  bench.scim.more[1002] = Object{{"userName", "ANN@x.example"}};
  EXPECT_EQ(compare(), "fine");
  EXPECT_EQ(found.scim.ambiguous, (Lines{"ANN@x.example"}));
  EXPECT_EQ(found.rest.ambiguous, Lines());
}

TEST_F(CompareTest, TakesAServiceOfPeopleAloneForOneWithoutGroups) {
  bench.smartsheet.add_group("Team");
  bench.start();
  bench.scim.groups_off = 404;
  EXPECT_EQ(compare(), "fine");
  EXPECT_EQ(found.scim.groups, 0U);
  EXPECT_EQ(found.rest.groups_only_here, (Lines{"Team"}));
}

TEST_F(CompareTest, FailsWhereAServiceDoesNotAnswerOrIsNotConfigured) {
  bench.start();
  bench.scim.off = 401;
  EXPECT_EQ(compare(), core::to_string(FaultKind::UpstreamCredential));
  bench.scim.off.reset();
  bench.services = Services::Scim;
  bench.restart();
  EXPECT_EQ(compare(), core::to_string(FaultKind::InvalidValue));
}

}  // namespace
}  // namespace bridge::work::test
