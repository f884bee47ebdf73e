// What the identity provider takes while it is lost in Smartsheet is not brought back by a repair.

#include <gtest/gtest.h>

#include "unit/work/drift_fixture.hpp"

namespace bridge::work::test {
namespace {

class LostWishesTest : public DriftFixture {
 protected:
  LostWishesTest() {
    bench.settings.access.guard.max_per_hour = 1000;
    bench.start();
    a = post("a@x.example");
    b = post("b@x.example");
    team = post_group("Team", {a, b});
    EXPECT_EQ(drift(), Lines{});
  }
  void lose(const std::string& person) {
    const std::int64_t gone = number(Kind::User, person);
    bench.smartsheet.people.erase(gone);
    for (auto& [id, group] : bench.smartsheet.groups) group.members.erase(gone);
    ASSERT_EQ(sync(), "done");
    ASSERT_EQ(bench.find(Kind::User, person), nullptr);
  }
  void lose_team() {
    bench.smartsheet.groups.erase(number(Kind::Group, team));
    ASSERT_EQ(sync(), "done");
  }
  [[nodiscard]] Edit without_a() const {
    return modify(Kind::Group, team, R"([{"op":"remove","path":"members[value eq \")" + a + R"(\"]"}])");
  }
  [[nodiscard]] bool in_team(const std::string& person) const {
    const auto known = bench.tenant->index().find_by_name(Kind::Group, "Team");
    return known && bench.tenant->index().is_member(known->row.id, ResourceId(person));
  }
  /// After a repair, and none is left.
  void expect_repaired() {
    EXPECT_EQ(sync(), "done");
    EXPECT_EQ(repair(), Lines{});
    EXPECT_EQ(drift(), Lines{});
  }
  std::string a;
  std::string b;
  std::string team;
};

TEST_F(LostWishesTest, WhoeverIsDeletedMeanwhileStaysLost) {
  lose(a);
  EXPECT_EQ(bench.ask(remove(Kind::User, a))->fault(), "NotFound");
  EXPECT_EQ(drift(), Lines{});
  bench.restart();
  EXPECT_EQ(drift(), Lines{});
  EXPECT_TRUE(bench.store.contents.lost.empty());
}

TEST_F(LostWishesTest, WhoeverIsDeactivatedMeanwhileStaysLost) {
  lose(a);
  Edit edit = modify(Kind::User, a, R"([{"op":"replace","path":"active","value":false}])");
  edit.takes_access = true;
  EXPECT_EQ(bench.ask(std::move(edit))->fault(), "NotFound");
  EXPECT_EQ(drift(), Lines{});
}

TEST_F(LostWishesTest, OtherChangesTakeNothing) {
  lose(a);
  EXPECT_EQ(bench.ask(modify(Kind::User, a, R"([{"op":"replace","path":"title","value":"T"}])"))->fault(), "NotFound");
  EXPECT_EQ(drift(), Lines{"person_missing a@x.example"});
  expect_repaired();
  EXPECT_TRUE(in_team(a));
}

TEST_F(LostWishesTest, WhatCannotBeKeptIsNotAnswered) {
  lose(a);
  bench.store.fails = [](const store::Change& change) { return !change.lost_no_more.empty(); };
  EXPECT_NE(bench.ask(remove(Kind::User, a))->fault(), "NotFound");
  bench.store.fails = {};
  EXPECT_EQ(drift(), Lines{"person_missing a@x.example"});
}

TEST_F(LostWishesTest, AMembershipThatIsEndedByAPatchIsNotGivenAgain) {
  lose(a);
  ASSERT_TRUE(bench.ask(without_a())->ok());
  expect_repaired();
  ASSERT_NE(bench.find(Kind::User, a), nullptr);
  EXPECT_FALSE(in_team(a));
  EXPECT_TRUE(in_team(b));
}

TEST_F(LostWishesTest, AMembershipThatIsEndedByAPutIsNotGivenAgain) {
  lose(a);
  ASSERT_TRUE(bench.ask(replace(Kind::Group, team, group("Team", {b})))->ok());
  expect_repaired();
  EXPECT_FALSE(in_team(a));
}

TEST_F(LostWishesTest, NorWhileTheRepairIsUnderWay) {
  lose(a);
  const std::uint64_t planned = plan().number;
  bench.hold("POST /users");
  EXPECT_EQ(begin(planned), "fine");
  ASSERT_TRUE(bench.ask(without_a())->ok());
  bench.client->reply("POST /users", bench.smartsheet.serve({"POST", "/users", Object{{"email", "a@x.example"}}}));
  bench.serve_all();
  bench.loop->run();
  EXPECT_STREQ(to_string(repaired().course), "done");
  ASSERT_NE(bench.find(Kind::User, a), nullptr);
  EXPECT_FALSE(in_team(a));
  EXPECT_EQ(drift(), Lines{});
}

TEST_F(LostWishesTest, NorByTheRepairThatComesAfterIt) {
  lose(a);
  const std::uint64_t planned = plan().number;
  bench.hold("PUT /groups/");
  const AskedPtr first =
      bench.submit(modify(Kind::Group, team, R"([{"op":"replace","path":"displayName","value":"Gang"}])"));
  bench.loop->run();
  const AskedPtr taken = bench.submit(without_a());
  EXPECT_EQ(begin(planned), "fine");
  ASSERT_NE(bench.find(Kind::User, a), nullptr) << "made, and to be put into the group behind who waits there";
  const std::string path = "/groups/" + std::to_string(number(Kind::Group, team));
  bench.client->reply("PUT /groups/", bench.smartsheet.serve({"PUT", path, Object{{"name", "Gang"}}}));
  bench.serve_all();
  bench.loop->run();
  ASSERT_TRUE(first->ok());
  ASSERT_TRUE(taken->ok());
  EXPECT_STREQ(to_string(repaired().course), "done");
  EXPECT_FALSE(bench.tenant->index().is_member(ResourceId(team), ResourceId(a)));
  EXPECT_EQ(drift(), Lines{});
}

TEST_F(LostWishesTest, AGroupThatIsDeletedMeanwhileStaysLost) {
  lose_team();
  EXPECT_EQ(bench.ask(remove(Kind::Group, team))->fault(), "NotFound");
  EXPECT_EQ(drift(), Lines{});
}

TEST_F(LostWishesTest, ALostGroupComesBackWithoutThoseWhoWereTakenOut) {
  lose_team();
  EXPECT_EQ(bench.ask(without_a())->fault(), "NotFound");
  expect_repaired();
  EXPECT_FALSE(in_team(a));
  EXPECT_TRUE(in_team(b));
}

TEST_F(LostWishesTest, ALostGroupComesBackWithoutWhoeverWasDeletedAndMadeAnew) {
  lose_team();
  ASSERT_TRUE(bench.ask(remove(Kind::User, a))->ok());
  ASSERT_EQ(post("a@x.example"), a);
  expect_repaired();
  EXPECT_FALSE(in_team(a)) << "the deletion ended it";
}

TEST_F(LostWishesTest, AGuestWhoJoinsTheDirectoryIsLostNoMore) {
  lose(a);
  const std::int64_t guest = bench.smartsheet.add_person("a@x.example", "ACTIVE", false);
  ASSERT_EQ(sync(), "done");
  ASSERT_FALSE(bench.store.contents.lost.empty());
  bench.smartsheet.people[guest] = Object{{"id", guest}, {"email", "a@x.example"}, {"status", "ACTIVE"}};
  EXPECT_EQ(drift(), Lines{});
  EXPECT_TRUE(bench.store.contents.lost.empty()) << "else whoever deletes them would be offered them back";
}

}  // namespace
}  // namespace bridge::work::test
