// Which way a tenant is settled on: how it is found, that it stays, and what happens when it is lost.

#include <algorithm>

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

using route::Route;
using std::optional;

constexpr const char* kAnn = "ann@x.example";
constexpr const char* kProbe = "GET /Users?startIndex=1&count=1";

std::size_t probes(const Bench& bench) {
  const auto lines = bench.scim_client->lines();
  return static_cast<std::size_t>(std::count(lines.begin(), lines.end(), kProbe));
}

std::string settled(Bench& bench) {
  const auto route = bench.route_status().settled;
  return route ? route::to_string(*route) : "open";
}

std::string pinned(const Bench& bench) {
  const auto mark = bench.store.contents.marks.find(kRouteMark);
  return mark != bench.store.contents.marks.end() ? mark->second : "";
}

struct Given {
  const char* name;
  Services services;
  optional<Route> fixed;
  const char* pin;
  const char* settled;
  const char* pinned_after;
  std::size_t probes;
};

const Given kGiven[] = {
    {"REST alone", Services::Rest, {}, "", "rest", "rest", 0},
    {"SCIM alone", Services::Scim, {}, "", "scim", "scim", 0},
    {"what the configuration names, over the pin", Services::Both, Route::Rest, "scim", "rest", "scim", 0},
    {"the same the other way", Services::Both, Route::Scim, "rest", "scim", "rest", 0},
    {"the pin, though SCIM would answer", Services::Both, {}, "rest", "rest", "rest", 0},
    {"the pin", Services::Both, {}, "scim", "scim", "scim", 0},
    {"a pin that is none", Services::Both, {}, "carrier pigeon", "scim", "scim", 1},
    {"nothing", Services::Both, {}, "", "scim", "scim", 1},
};

TEST(RouteWatch, TakesWhatIsGivenAndAsksOnlyWhereItIsOpen) {
  for (const Given& given : kGiven) {
    SCOPED_TRACE(given.name);
    Bench bench(given.services);
    bench.settings.fixed_route = given.fixed;
    if (*given.pin != '\0') bench.store.contents.marks[kRouteMark] = given.pin;
    bench.make();
    bench.tenant->start();
    bench.loop->run();
    EXPECT_EQ(settled(bench), given.settled);
    EXPECT_EQ(pinned(bench), given.pinned_after);
    EXPECT_EQ(probes(bench), given.probes);
    EXPECT_EQ(bench.route_status().fixed, given.fixed.has_value());
    EXPECT_FALSE(bench.route_status().lost);
    EXPECT_EQ(bench.route_status().mirror, given.services == Services::Scim ? Route::Scim : Route::Rest);
  }
}

struct Probe {
  int status;
  const char* settled;
  bool alarm;
};

const Probe kProbes[] = {
    {200, "scim", false}, {403, "rest", false}, {404, "rest", false}, {405, "rest", false}, {501, "rest", false},
    {401, "open", true},  {400, "open", true},  {500, "open", false}, {502, "open", false}, {418, "open", true},
};

TEST(RouteWatch, AsksOnceAndPinsAClearAnswer) {
  for (const Probe& probe : kProbes) {
    SCOPED_TRACE(probe.status);
    Bench bench(Services::Both);
    if (probe.status != 200) bench.scim.off = probe.status;
    bench.make();
    bench.tenant->start();
    bench.loop->run();
    EXPECT_EQ(settled(bench), probe.settled);
    EXPECT_EQ(bench.alarmed("not settled"), probe.alarm);
    const bool open = std::string_view(probe.settled) == "open";
    EXPECT_EQ(pinned(bench), open ? "" : probe.settled);
    EXPECT_TRUE(bench.tenant->complete()) << "reading does not wait for it";
  }
}

TEST(RouteWatch, RefusesWritesUntilItIsSettledAndAsksAgain) {
  for (const int status : {400, 500}) {
    SCOPED_TRACE(status);
    Bench bench(Services::Both);
    bench.scim.off = status;
    bench.start();
    EXPECT_EQ(bench.ask(create(Kind::User, person(kAnn)))->fault(), core::to_string(FaultKind::NotReady));
    EXPECT_TRUE(bench.writes().empty());
    bench.loop->advance(seconds(14));
    EXPECT_EQ(probes(bench), 0U);
    bench.loop->advance(seconds(2));
    EXPECT_EQ(probes(bench), 1U);
    EXPECT_EQ(settled(bench), "open");
    bench.scim.off.reset();
    bench.loop->advance(seconds(15));
    EXPECT_EQ(settled(bench), "scim");
    EXPECT_TRUE(bench.ask(create(Kind::User, person(kAnn)))->ok());
    bench.loop->advance(seconds(60));
    EXPECT_EQ(probes(bench), 2U) << "settled once";
  }
}

TEST(RouteWatch, SettlesOnceTheTokenIsAccepted) {
  Bench bench(Services::Both);
  bench.scim.off = 401;
  bench.start();
  bench.loop->advance(std::chrono::hours(1));
  EXPECT_EQ(settled(bench), "open");
  EXPECT_LE(probes(bench), 100U) << "hardly more than once a minute, once the intervals have grown";
  bench.scim.off.reset();
  bench.loop->advance(std::chrono::minutes(1));
  EXPECT_EQ(settled(bench), "scim");
}

TEST(RouteWatch, IsNotSettledByAPinThatIsNotOnDisk) {
  Bench bench(Services::Both);
  bench.store.fails = [](const store::Change& change) { return change.marks.contains(kRouteMark); };
  bench.start();
  EXPECT_EQ(settled(bench), "open");
  EXPECT_TRUE(bench.alarmed("can't pin the route"));
  bench.store.fails = {};
  bench.loop->advance(seconds(16));
  EXPECT_EQ(settled(bench), "scim");
}

struct Credential {
  const char* name;
  Services services;
  const char* pin;
  optional<Route> fixed;
  bool good;
};

TEST(RouteWatch, NeedsTheCredentialOfItsRoute) {
  const Credential cases[] = {
      {"pinned on rest with it", Services::Rest, "rest", {}, true},
      {"pinned on scim without it", Services::Rest, "scim", {}, false},
      {"pinned on scim with it", Services::Scim, "scim", {}, true},
      {"pinned on rest without it", Services::Scim, "rest", {}, false},
      {"named scim without it", Services::Rest, "", Route::Scim, false},
      {"named rest without it", Services::Scim, "rest", Route::Rest, false},
      {"named scim, pinned on what is gone", Services::Scim, "rest", Route::Scim, true},
  };
  for (const Credential& one : cases) {
    SCOPED_TRACE(one.name);
    Bench bench;
    ManualLoop loop(bench.clock);
    loop.wind_down();
    FakeRestClient rest;
    FakeScimClient scim;
    bench.settings.fixed_route = one.fixed;
    if (*one.pin != '\0') bench.store.contents.marks[kRouteMark] = one.pin;
    auto made = Tenant::make(
        bench.settings,
        TenantParts{loop, bench.clock, bench.store, one.services == Services::Scim ? nullptr : &rest,
                    one.services == Services::Rest ? nullptr : &scim, schemas(), [](LogLevel, const std::string&) {}});
    EXPECT_EQ(made.has_value(), one.good);
    if (!made) {
      EXPECT_EQ(made.error().kind, FaultKind::InvalidValue) << made.error().detail;
    }
  }
}

TEST(RouteWatch, KeepsThePinThroughARestartAndTheServicesAbsence) {
  Bench bench(Services::Both);
  bench.start();
  ASSERT_EQ(pinned(bench), "scim");
  bench.scim.off = 404;
  bench.restart();
  EXPECT_EQ(settled(bench), "scim");
  bench.forget();
  EXPECT_EQ(bench.ask(create(Kind::User, person(kAnn)))->fault(), core::to_string(FaultKind::UpstreamUnavailable));
  EXPECT_EQ(bench.writes(), (std::vector<std::string>{"scim POST /Users"})) << "never silently by REST";
  EXPECT_EQ(pinned(bench), "scim");
}

class LostTest : public ::testing::Test {
 protected:
  LostTest() {
    bench.smartsheet.add_person("bob@x.example");
    bench.smartsheet.add_group("Team", {1001});
    bench.start();
  }
  std::string create_ann() { return bench.ask(create(Kind::User, person(kAnn)))->fault(); }
  const std::string kLost = core::to_string(FaultKind::UpstreamUnavailable);
  Bench bench{Services::Both};
};

TEST_F(LostTest, RefusesWritesWithoutACallAndOneAlarmUntilItIsBack) {
  for (const int status : {403, 404, 405, 501}) {
    SCOPED_TRACE(status);
    Bench own(Services::Both);
    own.start();
    own.scim.off = status;
    const auto ask = [&] { return own.ask(create(Kind::User, person(kAnn)))->fault(); };
    EXPECT_EQ(ask(), kLost);
    EXPECT_TRUE(own.route_status().lost);
    EXPECT_TRUE(own.store.contents.intents.empty());
    own.forget();
    EXPECT_EQ(ask(), kLost);
    EXPECT_TRUE(own.events.empty() || own.events == Events{"answer"}) << "no call";
    EXPECT_EQ(own.refresh(), "fine");
    EXPECT_EQ(ask(), kLost);
    EXPECT_EQ(own.logged(LogLevel::Alarm, "is lost"), 1U);
    own.scim.off.reset();
    EXPECT_EQ(own.refresh(), "fine");
    EXPECT_FALSE(own.route_status().lost);
    EXPECT_EQ(own.logged(LogLevel::Info, "is back"), 1U);
    EXPECT_EQ(ask(), "no fault");
    EXPECT_EQ(own.smartsheet.people_called(kAnn), 1U);
  }
}

TEST_F(LostTest, IsNotSeenInATokenThatIsRefused) {
  bench.scim.off = 401;
  EXPECT_EQ(create_ann(), core::to_string(FaultKind::UpstreamCredential));
  EXPECT_EQ(create_ann(), core::to_string(FaultKind::UpstreamCredential));
  EXPECT_FALSE(bench.route_status().lost);
  EXPECT_EQ(bench.refresh(), "fine") << "the mirror is read by REST";
  EXPECT_EQ(bench.logged(LogLevel::Alarm, ""), 1U);
  bench.scim.off.reset();
  bench.loop->advance(seconds(10));
  EXPECT_EQ(create_ann(), "no fault");
}

TEST_F(LostTest, TellsTheRefusalItselfWhereTheServiceIsThere) {
  bench.scim.writes_off = 403;
  EXPECT_EQ(bench.ask(remove(Kind::User, "1001"))->fault(), core::to_string(FaultKind::Forbidden));
  EXPECT_FALSE(bench.route_status().lost);
  EXPECT_FALSE(bench.alarmed(""));
}

TEST_F(LostTest, IsNotSeenInATroubleThatPasses) {
  bench.scim.writes_off = 500;
  const AskedPtr asked = bench.ask(remove(Kind::User, "1001"));
  EXPECT_FALSE(asked->answered());
  EXPECT_FALSE(bench.route_status().lost);
  bench.scim.writes_off.reset();
  bench.loop->advance(seconds(1));
  EXPECT_TRUE(asked->ok()) << asked->fault();
}

TEST_F(LostTest, IsNotBackForAnUnclearAnswer) {
  bench.scim.off = 403;
  EXPECT_EQ(create_ann(), kLost);
  for (const int status : {500, 400}) {
    bench.scim.off = status;
    EXPECT_EQ(bench.refresh(), "fine");
    EXPECT_TRUE(bench.route_status().lost) << status;
  }
  EXPECT_EQ(bench.logged(LogLevel::Info, "is back"), 0U);
}

TEST_F(LostTest, DoesNotTakeItsAbsenceForWhatWasWanted) {
  bench.scim.off = 404;
  const auto removal =
      bench.ask(modify(Kind::Group, "1002", R"([{"op":"remove","path":"members[value eq \"1001\"]"}])"));
  EXPECT_EQ(removal->fault(), kLost);
  EXPECT_TRUE(bench.tenant->index().is_member(ResourceId("1002"), ResourceId("1001")));
  EXPECT_TRUE(bench.smartsheet.groups.at(1002).members.contains(1001));
}

TEST_F(LostTest, EndsWithAChangeOfTheRoute) {
  bench.scim.off = 403;
  EXPECT_EQ(create_ann(), kLost);
  EXPECT_EQ(bench.set_route(Route::Rest), "fine");
  EXPECT_FALSE(bench.route_status().lost);
  EXPECT_EQ(create_ann(), "no fault");
}

TEST_F(LostTest, IsTheSettledRoutesAlone) {
  EXPECT_EQ(bench.set_route(Route::Rest), "fine");
  EXPECT_EQ(bench.ask(remove(Kind::User, "1001"))->fault(), "no fault");
  bench.scim.off = 401;
  EXPECT_EQ(create_ann(), "no fault");
  EXPECT_FALSE(bench.route_status().lost);
}

}  // namespace
}  // namespace bridge::work::test
