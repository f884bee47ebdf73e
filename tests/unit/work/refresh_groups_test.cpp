// Refreshes of groups and their members, and of who is missing.

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

class RefreshGroupsTest : public ::testing::Test {
 protected:
  RefreshGroupsTest() {
    for (const char* name : {"a@x.example", "b@x.example"}) bench.smartsheet.add_person(name);
    bench.smartsheet.add_group("One", {1001});
    bench.smartsheet.add_group("Two", {1001, 1002});
  }
  std::string refresh() {
    bench.forget();
    std::string outcome = "not answered";
    bench.tenant->refresh(
        [&](const core::Outcome& result) { outcome = result ? "fine" : core::to_string(result.error().kind); });
    bench.loop->run();
    return outcome;
  }
  [[nodiscard]] bool is_member(const char* group, const char* user) const {
    return bench.tenant->index().is_member(ResourceId(group), ResourceId(user));
  }
  Bench bench;
};

TEST_F(RefreshGroupsTest, TheFirstOneReadsTheMembersOfEveryGroup) {
  bench.start();
  EXPECT_TRUE(is_member("1003", "1001"));
  EXPECT_TRUE(is_member("1004", "1002"));
  EXPECT_EQ(bench.store.contents.members.size(), 3U);
  EXPECT_FALSE(bench.store.contents.members[0].asked);
}

TEST_F(RefreshGroupsTest, ReadsMembersOnlyOfGroupsThatChanged) {
  bench.start();
  EXPECT_EQ(refresh(), "fine");
  EXPECT_EQ(bench.client->count("GET /groups/"), 0U);
  bench.smartsheet.change_members(1003, {1002});
  const std::uint64_t version = bench.find(Kind::Group, "1003")->row.version;
  EXPECT_EQ(refresh(), "fine");
  EXPECT_EQ(bench.client->lines().back(), "GET /groups/1003");
  EXPECT_EQ(bench.client->count("GET /groups/"), 1U);
  EXPECT_TRUE(is_member("1003", "1002"));
  EXPECT_FALSE(is_member("1003", "1001"));
  EXPECT_EQ(bench.find(Kind::Group, "1003")->row.version, version + 1);
  EXPECT_EQ(refresh(), "fine");
  EXPECT_EQ(bench.client->count("GET /groups/"), 0U);
  EXPECT_TRUE(bench.store.changes.empty());
}

/// Change times are whole seconds: the one of the creation's own answer says nothing of what came right after it.
TEST_F(RefreshGroupsTest, ReadsTheMembersOfAGroupThatItMadeOnce) {
  bench.start();
  const std::string id = bench.ask(create(Kind::Group, group("Made", {"1001"})))->id();
  bench.smartsheet.groups.at(std::stoll(id)).members = {1002};
  EXPECT_EQ(refresh(), "fine");
  EXPECT_TRUE(is_member(id.c_str(), "1002")) << "changed in the second of its creation";
  EXPECT_FALSE(is_member(id.c_str(), "1001"));
  EXPECT_EQ(refresh(), "fine");
  EXPECT_EQ(bench.client->count("GET /groups/"), 0U);
}

/// Between the listing and the reading of its members a group is renamed by us: the listing's name is old by then.
TEST_F(RefreshGroupsTest, AListingRollsNoWriteBackThatCameAfterIt) {
  bench.start();
  bench.smartsheet.change_members(1003, {1002});
  bench.smartsheet.change_members(1004, {1002});
  bench.hold("GET /groups/1003");
  bench.tenant->refresh([](const core::Outcome&) {});
  bench.loop->run();
  const char* rename = R"([{"op":"replace","path":"displayName","value":"Renamed"}])";
  ASSERT_TRUE(bench.ask(modify(Kind::Group, "1004", rename))->ok());
  bench.client->reply("GET /groups/1003", bench.smartsheet.serve({"GET", "/groups/1003", {}}));
  bench.loop->run();
  EXPECT_TRUE(is_member("1004", "1002")) << "read after the write";
  EXPECT_EQ(core::text_or_empty(bench.find(Kind::Group, "1004")->shown, "displayName"), "Renamed");
  EXPECT_EQ(refresh(), "fine");
  EXPECT_EQ(core::text_or_empty(bench.find(Kind::Group, "1004")->shown, "displayName"), "Renamed");
}

TEST_F(RefreshGroupsTest, AFullSweepReadsAllMembers) {
  bench.start();
  bench.smartsheet.groups.at(1003).members = {1002};
  EXPECT_EQ(refresh(), "fine");
  EXPECT_TRUE(is_member("1003", "1001")) << "modifiedAt did not move";
  bench.clock.advance(std::chrono::hours(25));
  EXPECT_EQ(refresh(), "fine");
  EXPECT_EQ(bench.client->count("GET /groups/"), 2U);
  EXPECT_TRUE(is_member("1003", "1002"));
}

TEST_F(RefreshGroupsTest, MembersThatCouldNotBeReadAreReadNextTime) {
  bench.start();
  bench.smartsheet.change_members(1003, {1002});
  bench.client->script = [this](const route::RestCall& call) {
    return std::optional(call.path == "/groups/1003" ? answer(500, std::string("oops")) : bench.smartsheet.serve(call));
  };
  EXPECT_EQ(refresh(), "OutcomeUnknown");
  bench.serve_all();
  EXPECT_EQ(refresh(), "fine");
  EXPECT_TRUE(is_member("1003", "1002"));
  EXPECT_FALSE(is_member("1003", "1001"));
}

TEST_F(RefreshGroupsTest, MembersThatCouldNotBeReadAreReadAfterARestart) {
  bench.start();
  bench.smartsheet.change_members(1003, {1002});
  bench.client->script = [this](const route::RestCall& call) {
    return std::optional(call.path == "/groups/1003" ? answer(500, std::string("oops")) : bench.smartsheet.serve(call));
  };
  EXPECT_EQ(refresh(), "OutcomeUnknown");
  bench.restart();
  EXPECT_TRUE(is_member("1003", "1002"));
}

TEST_F(RefreshGroupsTest, GuestsAreMembersButNotPeopleOfTheDirectory) {
  const std::int64_t guest = bench.smartsheet.add_person("g@y.example", "ACTIVE", false);
  bench.smartsheet.unlisted.insert(guest);
  bench.smartsheet.change_members(1003, {1001, guest});
  bench.start();
  EXPECT_EQ(bench.tenant->index().size(Kind::User), 2U);
  EXPECT_TRUE(is_member("1003", "1005"));
  ASSERT_NE(bench.find(Kind::User, "1005"), nullptr);
  EXPECT_EQ(bench.find(Kind::User, "1005")->row.life, Life::Guest);
}

TEST_F(RefreshGroupsTest, WhoIsMissingIsDroppedOnlyWhenAGetKnowsThemNot) {
  bench.start();
  bench.smartsheet.unlisted.insert(1001);
  EXPECT_EQ(refresh(), "fine");
  EXPECT_EQ(bench.client->count("GET /users/1001"), 1U);
  EXPECT_NE(bench.find(Kind::User, "1001"), nullptr);
  bench.smartsheet.people.erase(1001);
  EXPECT_EQ(refresh(), "fine");
  EXPECT_EQ(bench.find(Kind::User, "1001"), nullptr);
  EXPECT_EQ(bench.store.row(Kind::User, "1001"), nullptr);
  EXPECT_FALSE(is_member("1004", "1001"));
  bench.smartsheet.groups.erase(1003);
  EXPECT_EQ(refresh(), "fine");
  EXPECT_EQ(bench.find(Kind::Group, "1003"), nullptr);
}

TEST_F(RefreshGroupsTest, WithoutAClearAnswerNobodyIsDropped) {
  bench.start();
  bench.smartsheet.unlisted.insert(1001);
  bench.client->script = [this](const route::RestCall& call) {
    return std::optional(call.path == "/users/1001" ? refusal(403, 1004) : bench.smartsheet.serve(call));
  };
  EXPECT_EQ(refresh(), "Forbidden");
  EXPECT_NE(bench.find(Kind::User, "1001"), nullptr);
}

TEST_F(RefreshGroupsTest, TooManyMissingAtOnceDropNobodyAndAreAnAlarm) {
  for (int i = 0; i < 30; ++i) bench.smartsheet.add_person("p" + std::to_string(i) + "@x.example");
  bench.start();
  for (std::int64_t id = 1005; id < 1005 + 21; ++id) bench.smartsheet.people.erase(id);
  EXPECT_EQ(refresh(), "UpstreamRejected");
  EXPECT_TRUE(bench.alarmed("nobody is dropped"));
  EXPECT_EQ(bench.tenant->index().size(Kind::User), 32U);
  EXPECT_EQ(bench.client->count("GET /users/"), 0U);
  bench.smartsheet.add_person("back@x.example");
  bench.smartsheet.people[1005] = Object{{"id", 1005}, {"email", "p0@x.example"}, {"status", "ACTIVE"}};
  bench.loop->advance(seconds(120));
  EXPECT_EQ(bench.tenant->index().size(Kind::User), 13U) << "twenty are plausible";
}

TEST_F(RefreshGroupsTest, SomebodyCreatedWhileItRanIsNotMissing) {
  bench.start();
  bench.hold("GET /groups?");
  std::string outcome;
  bench.tenant->refresh([&](const core::Outcome& result) { outcome = result ? "fine" : "failed"; });
  bench.loop->run();
  ASSERT_TRUE(bench.ask(create(Kind::User, person("new@x.example")))->ok());
  bench.client->reply("GET /groups?", bench.smartsheet.serve({"GET", "/groups?page=1&pageSize=10", {}}));
  bench.loop->run();
  EXPECT_EQ(outcome, "fine");
  EXPECT_EQ(bench.client->count("GET /users/"), 0U);
  EXPECT_NE(bench.find(Kind::User, "1005"), nullptr);
}

}  // namespace
}  // namespace bridge::work::test
