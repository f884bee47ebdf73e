#include "work/unfinished.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"
#include "work/left_over.hpp"
#include "work/membership.hpp"

namespace bridge::work::test {
namespace {

using Ids = std::vector<ResourceId>;

Ids ids(const std::vector<std::string>& texts) { return {texts.begin(), texts.end()}; }

class UnfinishedTest : public ::testing::Test {
 protected:
  LeftOverPtr add(std::uint64_t intent, const char* group) {
    auto left = std::make_shared<LeftOver>();
    left->intent = intent;
    left->progress.kind = Kind::Group;
    left->progress.decision.row = group_row(group, "Team");
    left->progress.left = MembersLeft{ids({"1", "2"}), ids({"3", "4"})};
    left->overtaken = [this, intent] { overtaken.push_back(intent); };
    unfinished.add(left);
    return left;
  }
  static void expect_left(const LeftOverPtr& left, const Ids& joining, const Ids& leaving) {
    EXPECT_EQ(left->progress.left->joining, joining);
    EXPECT_EQ(left->progress.left->leaving, leaving);
  }
  /// What the change would leave on disk of this intent.
  static MembersLeft on_disk(const store::Change& change, std::size_t at) {
    const auto progress = progress_from_value(change.intents.at(at).content);
    return progress && progress->left ? *progress->left : MembersLeft();
  }

  Unfinished unfinished;
  std::vector<std::uint64_t> overtaken;
};

TEST_F(UnfinishedTest, GivesUpTheMembersThatANewerChangeNames) {
  const LeftOverPtr left = add(5, "8");
  const LeftOverPtr other = add(6, "9");
  store::Change change;
  unfinished.give_way({ResourceId("8"), false, {ResourceId("2"), ResourceId("3"), ResourceId("7")}}, change);
  expect_left(left, ids({"1"}), ids({"4"}));
  expect_left(other, ids({"1", "2"}), ids({"3", "4"}));
  ASSERT_EQ(change.intents.size(), 1U);
  EXPECT_EQ(change.intents[0].number, 5U);
  EXPECT_EQ(on_disk(change, 0), *left->progress.left);
  EXPECT_TRUE(overtaken.empty());
}

TEST_F(UnfinishedTest, IsWrittenAgainThoughNothingIsDropped) {
  add(5, "8");
  store::Change change;
  unfinished.give_way({ResourceId("8"), false, {ResourceId("7")}}, change);
  EXPECT_EQ(change.intents.size(), 1U) << "a change that could not be committed may have left the disk behind";
}

TEST_F(UnfinishedTest, GivesUpEverybodyAndSaysSo) {
  const LeftOverPtr first = add(5, "8");
  const LeftOverPtr second = add(6, "8");
  store::Change change;
  unfinished.give_way({ResourceId("8"), true, {}}, change);
  expect_left(first, {}, {});
  expect_left(second, {}, {});
  EXPECT_EQ(change.intents.size(), 2U);
  EXPECT_EQ(overtaken, (std::vector<std::uint64_t>{5, 6}));
}

TEST_F(UnfinishedTest, LetsNobodyJoinWhoLosesAccess) {
  const LeftOverPtr left = add(5, "8");
  store::Change change;
  unfinished.let_nobody_join(ResourceId("3"), change);
  EXPECT_TRUE(change.intents.empty());
  unfinished.let_nobody_join(ResourceId("1"), change);
  expect_left(left, ids({"2"}), ids({"3", "4"}));
  ASSERT_EQ(change.intents.size(), 1U);
  EXPECT_EQ(on_disk(change, 0), *left->progress.left);
}

TEST_F(UnfinishedTest, IsForgottenOnceItsTurnHasCome) {
  const LeftOverPtr left = add(5, "8");
  unfinished.remove(left);
  store::Change change;
  unfinished.give_way({ResourceId("8"), true, {}}, change);
  expect_left(left, ids({"1", "2"}), ids({"3", "4"}));
  EXPECT_TRUE(change.intents.empty());
}

TEST(MembershipLeft, IsWhatIsStillToDoByNow) {
  StateBench bench;
  for (const char* id : {"1", "2", "3", "4"}) bench.publish(person_row(id, std::string("p") + id + "@x.example"));
  store::Row deleted = person_row("5", "p5@x.example");
  deleted.life = Life::Deleted;
  bench.publish(deleted);
  bench.publish(group_row("9", "Team"));
  bench.join("9", {"2", "3"}, true);
  const auto delta = membership_left(bench.state, ResourceId("9"), {ids({"1", "2", "5"}), ids({"3", "4"})});
  EXPECT_EQ(delta.joining, ids({"1"})) << "a member already, and one who is deleted, join nothing";
  EXPECT_EQ(delta.leaving, ids({"3"}));
}

}  // namespace
}  // namespace bridge::work::test
