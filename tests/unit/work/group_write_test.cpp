// Writes of groups from end to end.

#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

class GroupWriteTest : public ::testing::Test {
 protected:
  void with_people(int count) {
    for (int i = 0; i < count; ++i) {
      ids.push_back(std::to_string(bench.smartsheet.add_person("p" + std::to_string(i) + "@x.example")));
    }
    bench.start();
  }
  [[nodiscard]] std::size_t members(const std::string& id) const {
    return bench.tenant->index().member_count(ResourceId(id));
  }
  Bench bench;
  std::vector<std::string> ids;
};

TEST_F(GroupWriteTest, AGroupIsCreatedWithItsMembers) {
  with_people(3);
  const auto asked = bench.ask(create(Kind::Group, group("Team", ids)));
  EXPECT_EQ(asked->id(), "1004");
  EXPECT_EQ(members("1004"), 3U);
  EXPECT_EQ(bench.smartsheet.groups.at(1004).members.size(), 3U);
  EXPECT_EQ(bench.store.contents.members.size(), 3U);
  EXPECT_TRUE(bench.store.contents.members[0].asked);
  EXPECT_EQ(bench.client->sent.size(), 1U);
}

TEST_F(GroupWriteTest, OfALargeGroupWhoseSecondCallIsRefusedTheFirst500Show) {
  with_people(501);
  bench.hold("POST /groups/");
  const auto asked = bench.ask(create(Kind::Group, group("Team", ids)));
  ASSERT_EQ(bench.client->count("POST /groups"), 2U);
  EXPECT_EQ(members("1502"), 0U) << "nothing is published half-way";
  ASSERT_TRUE(bench.client->reply("POST /groups/1502/members", refusal(400, 1290)));
  bench.loop->run();
  EXPECT_EQ(asked->fault(), "InvalidValue");
  EXPECT_EQ(members("1502"), 500U);
  EXPECT_EQ(bench.store.contents.members.size(), 500U);
  EXPECT_TRUE(bench.store.contents.intents.empty());
  ASSERT_NE(bench.find(Kind::Group, "1502"), nullptr);
  bench.serve_all();
  EXPECT_EQ(bench.ask(create(Kind::Group, group("Team", ids)))->id(), "1502")
      << "a repeat brings it to the asked state";
  EXPECT_EQ(members("1502"), 501U);
  EXPECT_EQ(bench.smartsheet.groups.at(1502).members.size(), 501U);
}

TEST_F(GroupWriteTest, WhoIsNoMemberAnyMoreIsWhatWasWanted) {
  with_people(2);
  ASSERT_TRUE(bench.ask(create(Kind::Group, group("Team", ids)))->ok());
  bench.smartsheet.groups.at(1003).members.clear();
  EXPECT_TRUE(bench.ask(modify(Kind::Group, "1003", R"([{"op":"remove","path":"members"}])"))->ok());
  EXPECT_EQ(members("1003"), 0U);
}

TEST_F(GroupWriteTest, ACreatedGroupIsDeletedAndItsNameIsFree) {
  with_people(1);
  ASSERT_TRUE(bench.ask(create(Kind::Group, group("Team", ids)))->ok());
  const auto asked = bench.ask(remove(Kind::Group, "1002"));
  EXPECT_EQ(asked->id(), "no resource");
  EXPECT_EQ(bench.find(Kind::Group, "1002"), nullptr);
  EXPECT_TRUE(bench.store.contents.members.empty());
  EXPECT_EQ(bench.ask(create(Kind::Group, group("Team")))->id(), "1003") << "a re-created group has a new id";
}

TEST_F(GroupWriteTest, ADetachedGroupStaysInSmartsheetAndIsLinkedAgain) {
  bench.smartsheet.add_group("Team");
  with_people(1);
  EXPECT_EQ(bench.ask(remove(Kind::Group, "1001"))->id(), "no resource");
  EXPECT_TRUE(bench.smartsheet.groups.contains(1001));
  EXPECT_EQ(bench.tenant->index().size(Kind::Group), 0U);
  EXPECT_TRUE(bench.client->sent.empty());
  const auto again = bench.ask(create(Kind::Group, group("Team", ids)));
  EXPECT_EQ(again->id(), "1001");
  EXPECT_TRUE(again->ok() && (*again->result)->created);
  EXPECT_EQ(bench.tenant->index().size(Kind::Group), 1U);
  EXPECT_EQ(members("1001"), 1U);
}

TEST_F(GroupWriteTest, ARenameAndACreationOfOneNameDoNotBothWin) {
  with_people(0);
  ASSERT_TRUE(bench.ask(create(Kind::Group, group("Team")))->ok());
  const auto renamed =
      bench.submit(modify(Kind::Group, "1001", R"([{"op":"replace","value":{"displayName":"Crew"}}])"));
  const auto created = bench.submit(create(Kind::Group, group("crew")));
  bench.loop->run();
  EXPECT_TRUE(renamed->ok()) << renamed->fault();
  EXPECT_EQ(created->fault(), "Uniqueness");
  EXPECT_EQ(bench.smartsheet.groups.size(), 1U);
}

TEST_F(GroupWriteTest, ARevivedPersonIsInNoGroupFromBefore) {
  with_people(1);
  ASSERT_TRUE(bench.ask(create(Kind::Group, group("Team", ids)))->ok());
  ASSERT_TRUE(bench.ask(remove(Kind::User, "1001"))->ok());
  EXPECT_EQ(members("1002"), 0U) << "who is deleted is shown in no group";
  const auto revived = bench.ask(create(Kind::User, person("p0@x.example")));
  EXPECT_EQ(revived->id(), "1001");
  EXPECT_EQ(members("1002"), 0U);
  EXPECT_TRUE(bench.smartsheet.groups.at(1002).members.empty());
  EXPECT_TRUE(bench.store.contents.members.empty());
}

}  // namespace
}  // namespace bridge::work::test
