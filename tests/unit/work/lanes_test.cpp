#include "work/lanes.hpp"

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "work/state.hpp"

namespace bridge::work::test {
namespace {

using Order = std::vector<std::string>;

class Waiter final : public LaneUser {
 public:
  Waiter(std::string name, Order& order, std::function<void()> then = {})
      : name_(std::move(name)), order_(order), then_(std::move(then)) {}
  void at_head() override {
    order_.push_back(name_);
    if (then_) then_();
  }

 private:
  std::string name_;
  Order& order_;
  std::function<void()> then_;
};

class LanesTest : public ::testing::Test {
 protected:
  LaneUserPtr join(const std::string& name, std::vector<std::string> keys) {
    auto user = std::make_shared<Waiter>(name, order);
    lanes.join(user, std::move(keys));
    return user;
  }
  Order order;
  Lanes lanes;
};

TEST_F(LanesTest, RunOneAtATimeInOrderOfArrival) {
  const auto a = join("a", {"x"});
  const auto b = join("b", {"x"});
  const auto c = join("c", {"x"});
  EXPECT_EQ(order, (Order{"a"}));
  lanes.leave(a);
  EXPECT_EQ(order, (Order{"a", "b"}));
  lanes.leave(b);
  EXPECT_EQ(order, (Order{"a", "b", "c"}));
  lanes.leave(c);
  EXPECT_FALSE(lanes.busy("x"));
  EXPECT_EQ(lanes.users(), 0U);
}

TEST_F(LanesTest, TellsWhoWaitsBehindWhomInOrder) {
  const auto a = join("a", {"x"});
  EXPECT_FALSE(lanes.awaited(a));
  const auto b = join("b", {"x", "y"});
  const auto c = join("c", {"x"});
  EXPECT_TRUE(lanes.awaited(a) && lanes.awaited(b));
  EXPECT_FALSE(lanes.awaited(c));
  EXPECT_EQ(lanes.behind(a), (std::vector<LaneUserPtr>{b, c}));
  EXPECT_EQ(lanes.behind(b), (std::vector<LaneUserPtr>{c}));
  lanes.leave(b);
  EXPECT_EQ(lanes.behind(a), (std::vector<LaneUserPtr>{c}));
  EXPECT_TRUE(lanes.behind(b).empty());
}

TEST_F(LanesTest, DifferentLanesDoNotWaitForEachOther) {
  join("a", {"x"});
  join("b", {"y"});
  EXPECT_EQ(order, (Order{"a", "b"}));
}

TEST_F(LanesTest, AUserInTwoLanesWaitsForBoth) {
  const auto a = join("a", {"x"});
  const auto b = join("b", {"y"});
  join("both", {"x", "y"});
  lanes.leave(b);
  EXPECT_EQ(order, (Order{"a", "b"}));
  lanes.leave(a);
  EXPECT_EQ(order, (Order{"a", "b", "both"}));
}

TEST_F(LanesTest, WhoeverWaitsInOneLaneHoldsTheOther) {
  const auto a = join("a", {"x"});
  const auto both = join("both", {"x", "y"});
  join("behind", {"y"});
  EXPECT_EQ(order, (Order{"a"}));
  lanes.leave(a);
  EXPECT_EQ(order, (Order{"a", "both"}));
  lanes.leave(both);
  EXPECT_EQ(order, (Order{"a", "both", "behind"}));
}

TEST_F(LanesTest, LeavingWhileWaitingLetsOthersPass) {
  const auto a = join("a", {"x"});
  const auto both = join("both", {"x", "y"});
  join("behind", {"y"});
  lanes.leave(both);
  EXPECT_EQ(order, (Order{"a", "behind"}));
  lanes.leave(a);
  EXPECT_EQ(order, (Order{"a", "behind"})) << "who has left is never called";
}

TEST_F(LanesTest, UsersOfTheSameLanesInOtherOrderDoNotWaitInACircle) {
  const auto a = join("a", {"x", "y"});
  const auto b = join("b", {"y", "x"});
  const auto c = join("c", {"x", "y"});
  EXPECT_EQ(order, (Order{"a"}));
  lanes.leave(a);
  lanes.leave(b);
  lanes.leave(c);
  EXPECT_EQ(order, (Order{"a", "b", "c"}));
}

TEST_F(LanesTest, ALaneNamedTwiceIsJoinedOnce) {
  const auto a = join("a", {"x", "x"});
  lanes.leave(a);
  join("b", {"x"});
  EXPECT_EQ(order, (Order{"a", "b"}));
}

TEST_F(LanesTest, LeavingTwiceIsHarmless) {
  const auto a = join("a", {"x"});
  join("b", {"x"});
  lanes.leave(a);
  lanes.leave(a);
  EXPECT_EQ(order, (Order{"a", "b"}));
  EXPECT_TRUE(lanes.busy("x"));
}

TEST_F(LanesTest, AUserMayLeaveAndJoinAgainAtTheHead) {
  LaneUserPtr user;
  int turns = 0;
  user = std::make_shared<Waiter>("mover", order, [&] {
    if (++turns > 1) return;
    lanes.leave(user);
    lanes.join(user, {"x", "y"});
  });
  const auto first = join("first", {"y"});
  lanes.join(user, {"x"});
  join("late", {"x"});
  EXPECT_EQ(order, (Order{"first", "mover"}));
  lanes.leave(first);
  EXPECT_EQ(order, (Order{"first", "mover", "mover"}));
  EXPECT_EQ(lanes.all().size(), 2U);
}

TEST(LaneKeys, OfAPersonAndAGroupDifferAndNamesIgnoreCase) {
  EXPECT_NE(lane_of_id(store::Kind::User, core::ResourceId("7")),
            lane_of_id(store::Kind::Group, core::ResourceId("7")));
  EXPECT_EQ(lane_of_name(store::Kind::User, "A@X.example"), lane_of_name(store::Kind::User, "a@x.EXAMPLE"));
  EXPECT_NE(lane_of_name(store::Kind::User, "7"), lane_of_id(store::Kind::User, core::ResourceId("7")));
}

}  // namespace
}  // namespace bridge::work::test
