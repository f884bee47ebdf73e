#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bridge/store/index.hpp"
#include "unit/store/index_calls.hpp"

namespace bridge::store {
namespace {

using ::bridge::store::testing::drop;
using ::bridge::store::testing::entry;
using ::bridge::store::testing::group;
using ::bridge::store::testing::put;
using ::bridge::store::testing::rid;
using ::bridge::store::testing::texts;
using ::bridge::store::testing::user;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class IndexMembership : public ::testing::Test {
 protected:
  IndexMembership() {
    for (const char* id : {"9", "10", "8"}) put(index_, user(id, std::string("u") + id + "@example.com"));
    put(index_, group("100", "Sales"));
    put(index_, group("99", "Legal"));
  }
  void change(const std::string& group_id, const std::vector<std::string>& added,
              const std::vector<std::string>& removed = {}, bool asked = false) {
    MembershipChange one{rid(group_id), {}, {}, asked};
    for (const std::string& id : added) one.added.push_back(rid(id));
    for (const std::string& id : removed) one.removed.push_back(rid(id));
    index_.publish({{}, {}, {one}});
  }
  [[nodiscard]] std::vector<std::string> members(const std::string& group_id, bool asked_only = false) const {
    return texts(index_.members(rid(group_id), asked_only));
  }
  [[nodiscard]] std::vector<std::string> groups_of(const std::string& id) const {
    return texts(index_.groups_of(rid(id)));
  }
  Index index_;
};

TEST_F(IndexMembership, IsKnownBothWaysInTheOrderOfNumbers) {
  change("100", {"10", "9", "8", "9"});
  change("99", {"9"});
  EXPECT_THAT(members("100"), ElementsAre("8", "9", "10"));
  EXPECT_THAT(groups_of("9"), ElementsAre("99", "100"));
  EXPECT_EQ(index_.member_count(rid("100")), 3U);
  EXPECT_TRUE(index_.is_member(rid("100"), rid("8")));
  EXPECT_FALSE(index_.is_member(rid("99"), rid("8")));
  EXPECT_FALSE(index_.is_member(rid("1"), rid("8")));
}

TEST_F(IndexMembership, EndsWhenSomebodyLeaves) {
  change("100", {"8", "9"});
  change("100", {}, {"8", "10", "77"});
  EXPECT_THAT(members("100"), ElementsAre("9"));
  EXPECT_THAT(groups_of("8"), IsEmpty());
  EXPECT_EQ(index_.member_count(rid("100")), 1U);
}

TEST_F(IndexMembership, LeavingComesBeforeJoining) {
  change("100", {"8"}, {}, false);
  change("100", {"8"}, {"8"}, true);
  EXPECT_THAT(members("100"), ElementsAre("8"));
  EXPECT_THAT(members("100", true), ElementsAre("8"));
}

TEST_F(IndexMembership, MissesWhoWasAskedForAndIsSeenToHaveLeft) {
  change("100", {"8", "9"}, {}, true);
  change("100", {"10"}, {}, false);
  change("100", {}, {"8", "10"}, false);
  EXPECT_THAT(members("100"), ElementsAre("9"));
  EXPECT_THAT(texts(index_.missing_members(rid("100"))), ElementsAre("8"));
  EXPECT_THAT(texts(index_.unasked_members(rid("100"))), IsEmpty());
  EXPECT_FALSE(index_.is_member(rid("100"), rid("8")));
  EXPECT_THAT(texts(index_.groups_of(rid("8"))), IsEmpty());
  EXPECT_EQ(index_.member_count(rid("100")), 1U);
}

TEST_F(IndexMembership, MissesNobodyWhoCameBackOrWasAskedToLeave) {
  change("100", {"8", "9"}, {}, true);
  change("100", {}, {"8", "9"}, false);
  change("100", {"8"}, {}, false);
  change("100", {}, {"9"}, true);
  EXPECT_THAT(members("100"), ElementsAre("8"));
  EXPECT_THAT(members("100", true), ElementsAre("8"));
  EXPECT_THAT(texts(index_.missing_members(rid("100"))), IsEmpty());
}

TEST_F(IndexMembership, AskedForIsRaisedAndNeverLowered) {
  change("100", {"8"}, {}, false);
  change("100", {"9"}, {}, true);
  EXPECT_THAT(members("100", true), ElementsAre("9"));
  change("100", {"8"}, {}, true);
  change("100", {"9"}, {}, false);
  EXPECT_THAT(members("100", true), ElementsAre("8", "9"));
}

TEST_F(IndexMembership, ShowsGuestsAndHidesTheDeletedAndTheUnknown) {
  change("100", {"8", "9", "10", "77"});
  put(index_, user("8", "u8@example.com", 0, Life::Deleted));
  put(index_, user("9", "u9@example.com", 0, Life::Guest));
  EXPECT_THAT(members("100"), ElementsAre("9", "10"));
  EXPECT_EQ(index_.member_count(rid("100")), 2U);
  EXPECT_FALSE(index_.is_member(rid("100"), rid("8")));

  put(index_, user("8", "u8@example.com"));
  put(index_, user("77", "u77@example.com"));
  EXPECT_THAT(members("100"), ElementsAre("8", "9", "10", "77"));
  EXPECT_EQ(index_.member_count(rid("100")), 4U);
}

TEST_F(IndexMembership, HidesGroupsThatAreNotVisible) {
  change("100", {"8"});
  put(index_, group("100", "Sales", 0, Life::Deleted));
  EXPECT_THAT(groups_of("8"), IsEmpty());
  put(index_, group("100", "Sales"));
  EXPECT_THAT(groups_of("8"), ElementsAre("100"));
}

TEST_F(IndexMembership, GoesWithADroppedUser) {
  change("100", {"8", "9"});
  drop(index_, Kind::User, "8");
  EXPECT_THAT(members("100"), ElementsAre("9"));
  EXPECT_EQ(index_.member_count(rid("100")), 1U);
  put(index_, user("8", "u8@example.com"));
  EXPECT_THAT(members("100"), ElementsAre("9"));
  EXPECT_THAT(groups_of("8"), IsEmpty());
}

TEST_F(IndexMembership, GoesWithADroppedGroup) {
  change("100", {"8", "9"});
  change("99", {"8"});
  drop(index_, Kind::Group, "100");
  EXPECT_THAT(groups_of("8"), ElementsAre("99"));
  EXPECT_THAT(members("100"), IsEmpty());
  put(index_, group("100", "Sales"));
  EXPECT_THAT(groups_of("9"), IsEmpty());
  EXPECT_EQ(index_.member_count(rid("100")), 0U);
}

TEST_F(IndexMembership, HoldsFiftyThousandAndOneMore) {
  Publication many;
  MembershipChange joined{rid("100"), {}, {}, true};
  for (int i = 0; i < 50000; ++i) {
    const std::string id = std::to_string(1000000 + i);
    many.entries.push_back(entry(user(id, id + "@example.com", static_cast<std::uint64_t>(i))));
    joined.added.push_back(rid(id));
  }
  many.memberships.push_back(joined);
  index_.publish(std::move(many));
  change("100", {"8"}, {}, true);

  EXPECT_EQ(index_.member_count(rid("100")), 50001U);
  const std::vector<core::ResourceId> all = index_.members(rid("100"), true);
  ASSERT_EQ(all.size(), 50001U);
  EXPECT_EQ(all.front(), rid("8"));
  EXPECT_EQ(all.back(), rid("1049999"));
  EXPECT_EQ(index_.size(Kind::User), 50003U);
  EXPECT_THAT(groups_of("1000000"), ElementsAre("100"));
}

}  // namespace
}  // namespace bridge::store
