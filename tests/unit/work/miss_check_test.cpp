// People whom a mirror that may be old does not know: Smartsheet is asked before it is said that they don't exist.

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

using Lines = std::vector<std::string>;

class MissCheckTest : public ::testing::Test {
 protected:
  void start(Services services = Services::Rest) {
    bench.services = services;
    bench.settings.verify_misses = true;
    bench.settings.refresh = seconds(60);
    bench.start();
  }
  /// The refresh that is due does not come to an end.
  void grow_old() {
    bench.hold("GET /users?page");
    bench.hold_scim("GET /Users?startIndex=1&count=1000");
    bench.loop->advance(seconds(61));
    bench.forget();
  }
  void ask_name(const std::string& name) {
    bench.tenant->look_up_name(name, [this, name](const core::Outcome& outcome) { note(name, outcome); });
  }
  void ask_id(const std::string& id) {
    bench.tenant->look_up_id(ResourceId(id), [this, id](const core::Outcome& outcome) { note(id, outcome); });
  }
  void note(const std::string& what, const core::Outcome& outcome) {
    answers.push_back(what + " " + (outcome ? "fine" : core::to_string(outcome.error().kind)));
    if (!outcome) retry_after = outcome.error().retry_after;
  }
  Lines run() {
    bench.loop->advance(std::chrono::milliseconds(100));
    return std::exchange(answers, {});
  }
  [[nodiscard]] bool knows(const char* name) const {
    return bench.tenant->index().find_by_name(Kind::User, name) != nullptr;
  }
  Bench bench;
  Lines answers;
  std::optional<std::chrono::seconds> retry_after;
};

TEST_F(MissCheckTest, OnlyAMirrorThatIsOldIsUnsure) {
  start();
  EXPECT_FALSE(bench.tenant->verifies_misses());
  grow_old();
  EXPECT_TRUE(bench.tenant->verifies_misses());
  bench.serve_all();
  bench.client->reply("GET /users?page", bench.smartsheet.serve({"GET", "/users?page=1&pageSize=10000", {}}));
  bench.loop->run();
  EXPECT_EQ(bench.refresh(), "fine");
  EXPECT_FALSE(bench.tenant->verifies_misses());
}

TEST_F(MissCheckTest, WithoutTheSettingItIsAlwaysSure) {
  bench.start();
  grow_old();
  EXPECT_FALSE(bench.tenant->verifies_misses());
}

TEST_F(MissCheckTest, AStoreFromBeforeIsUnsureUntilItIsRefreshed) {
  start();
  bench.loop->wind_down();
  bench.tenant.reset();
  bench.make();
  bench.hold("GET /users?page");
  bench.tenant->start();
  bench.loop->run();
  EXPECT_TRUE(bench.tenant->complete());
  EXPECT_TRUE(bench.tenant->verifies_misses());
}

TEST_F(MissCheckTest, ThoseWhoAreAskedForTogetherTravelInOneCall) {
  start();
  bench.smartsheet.add_person("new@x.example");
  grow_old();
  for (const char* name : {"new@x.example", "nobody@x.example", "NEW@x.example", "other@x.example"}) ask_name(name);
  EXPECT_EQ(run().size(), 4U);
  EXPECT_EQ(bench.client->lines(), Lines{"GET /users?email=new%40x.example,nobody%40x.example,other%40x.example"});
  EXPECT_TRUE(knows("new@x.example"));
  EXPECT_FALSE(knows("nobody@x.example"));
}

TEST_F(MissCheckTest, FiftyTravelInOneCallAtTheMost) {
  start();
  grow_old();
  for (int i = 0; i < 120; ++i) ask_name("p" + std::to_string(i) + "@x.example");
  EXPECT_EQ(run().size(), 120U);
  EXPECT_EQ(bench.client->sent.size(), 3U);
}

TEST_F(MissCheckTest, AClearAnswerHoldsForOnePeriod) {
  start();
  grow_old();
  ask_name("nobody@x.example");
  EXPECT_EQ(run(), Lines{"nobody@x.example fine"});
  ask_name("Nobody@x.example");
  EXPECT_EQ(run(), Lines{"Nobody@x.example fine"});
  EXPECT_EQ(bench.client->sent.size(), 1U);
  bench.loop->advance(seconds(61));
  ask_name("nobody@x.example");
  run();
  EXPECT_EQ(bench.client->count("GET /users?email="), 2U);
}

TEST_F(MissCheckTest, AsksForIdsOneByOne) {
  start();
  const std::int64_t id = bench.smartsheet.add_person("new@x.example");
  grow_old();
  ask_id(std::to_string(id));
  ask_id("77");
  ask_id("77");
  EXPECT_EQ(run().size(), 3U);
  EXPECT_EQ(bench.client->lines(), (Lines{"GET /users/" + std::to_string(id), "GET /users/77"}));
  EXPECT_NE(bench.find(Kind::User, std::to_string(id)), nullptr);
}

TEST_F(MissCheckTest, WhatCanBeNoAddressIsNotAskedFor) {
  start();
  grow_old();
  for (const char* name : {"nobody", "a@x.example,b@x.example", "a @x.example"}) ask_name(name);
  EXPECT_EQ(run().size(), 3U);
  EXPECT_TRUE(bench.client->sent.empty());
}

TEST_F(MissCheckTest, WhereSmartsheetCannotBeAskedNobodyIsSaidNotToExist) {
  start();
  grow_old();
  bench.client->script = [](const route::RestCall&) { return std::optional(trouble(transport::Trouble::NotSent)); };
  ask_name("nobody@x.example");
  ask_id("77");
  EXPECT_EQ(run(), (Lines{"77 NotReady", "nobody@x.example NotReady"}));
  EXPECT_GE(retry_after.value_or(seconds(0)), seconds(5));
  bench.serve_all();
  bench.loop->advance(std::chrono::minutes(10));
  ask_name("nobody@x.example");
  EXPECT_EQ(run(), Lines{"nobody@x.example fine"});
}

/// A listing of nobody is an empty list: a 404 for it comes from whatever stands where the service was.
TEST_F(MissCheckTest, AServiceThatIsGoneDoesNotSayWhoDoesNotExist) {
  start(Services::Scim);
  grow_old();
  bench.scim_client->script = [](const route::ScimCall&) { return std::optional(answer(404, Object())); };
  ask_name("nobody@x.example");
  ask_id("77");
  EXPECT_EQ(run(), (Lines{"nobody@x.example NotReady", "77 NotReady"}));
}

TEST_F(MissCheckTest, A404ForAListSaysNothingAboutAnybody) {
  start();
  grow_old();
  bench.client->script = [](const route::RestCall&) { return std::optional(refusal(404, 1006)); };
  ask_name("nobody@x.example");
  ask_id("77");
  EXPECT_EQ(run(), (Lines{"77 fine", "nobody@x.example NotReady"}));
}

TEST_F(MissCheckTest, AServiceThatIsThereDoes) {
  start(Services::Scim);
  grow_old();
  ask_id("77");
  EXPECT_EQ(run(), Lines{"77 fine"});
}

TEST_F(MissCheckTest, NobodyWaitsLongerThanTheyMay) {
  start();
  grow_old();
  bench.hold("GET /users");
  ask_name("nobody@x.example");
  EXPECT_EQ(run(), Lines());
  bench.loop->advance(seconds(26));
  EXPECT_EQ(answers, Lines{"nobody@x.example NotReady"});
}

TEST_F(MissCheckTest, ByScimEachIsAskedForAlone) {
  start(Services::Scim);
  grow_old();
  ask_name("a@x.example");
  ask_name("b@x.example");
  EXPECT_EQ(run().size(), 2U);
  EXPECT_EQ(bench.scim_client->count("GET /Users?filter="), 2U);
}

TEST_F(MissCheckTest, WhoeverWaitsIsAnsweredWhenTheBridgeStops) {
  start();
  grow_old();
  bench.hold("GET /users");
  ask_name("nobody@x.example");
  run();
  bench.loop->wind_down();
  bench.tenant->stop();
  EXPECT_EQ(answers, Lines{"nobody@x.example NotReady"});
}

}  // namespace
}  // namespace bridge::work::test
