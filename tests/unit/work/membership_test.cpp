#include "work/membership.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

using Ids = std::vector<std::string>;

/// Group 9 with members 1 (asked for) and 2 (there before); 3 and 4 are people, 5 is deleted, 6 a guest.
class MembershipTest : public ::testing::Test {
 protected:
  MembershipTest() {
    for (const char* id : {"1", "2", "3", "4"}) bench.publish(person_row(id, std::string("p") + id + "@x.example"));
    store::Row deleted = person_row("5", "p5@x.example");
    deleted.life = Life::Deleted;
    bench.publish(deleted);
    store::Row guest = person_row("6", "p6@y.example");
    guest.life = Life::Guest;
    bench.publish(guest);
    bench.publish(group_row("9", "Team"));
    bench.join("9", {"1"}, true);
    bench.join("9", {"2"}, false);
  }
  StateBench bench;
  ResourceId group{"9"};
};

Ids ids(const std::vector<ResourceId>& members) {
  Ids list;
  for (const auto& member : members) list.push_back(member.text);
  std::sort(list.begin(), list.end());
  return list;
}

struct DeltaCase {
  const char* name;
  std::vector<scim::MemberEdit> edits;
  Ids joining;
  Ids leaving;
  Ids confirmed;
};

TEST_F(MembershipTest, IsTheNetOfAllEditsInOrder) {
  using scim::AddMembers, scim::RemoveMembers, scim::ReplaceMembers, scim::RemoveAllMembers;
  const DeltaCase cases[] = {
      {"nothing", {}, {}, {}, {}},
      {"add", {AddMembers{{"3", "4"}}}, {"3", "4"}, {}, {}},
      {"add twice", {AddMembers{{"3", "3"}}, AddMembers{{"3"}}}, {"3"}, {}, {}},
      {"add a member", {AddMembers{{"1", "2", "3"}}}, {"3"}, {}, {"1", "2"}},
      {"add a guest", {AddMembers{{"6"}}}, {"6"}, {}, {}},
      {"remove", {RemoveMembers{{"1"}}}, {}, {"1"}, {}},
      {"remove who is no member or nobody", {RemoveMembers{{"3", "77", "5"}}}, {}, {}, {}},
      {"replace", {ReplaceMembers{{"2", "3"}}}, {"3"}, {"1"}, {"2"}},
      {"replace by the same", {ReplaceMembers{{"1", "2"}}}, {}, {}, {"1", "2"}},
      {"remove all", {RemoveAllMembers{}}, {}, {"1", "2"}, {}},
      {"add, then remove", {AddMembers{{"3"}}, RemoveMembers{{"3"}}}, {}, {}, {}},
      {"remove, then add", {RemoveMembers{{"1"}}, AddMembers{{"1"}}}, {}, {}, {"1"}},
      {"remove all, then add", {RemoveAllMembers{}, AddMembers{{"1", "4"}}}, {"4"}, {"2"}, {"1"}},
      {"add, then replace", {AddMembers{{"3"}}, ReplaceMembers{{"4"}}}, {"4"}, {"1", "2"}, {}},
      {"replace, then remove", {ReplaceMembers{{"1", "3"}}, RemoveMembers{{"1"}}}, {"3"}, {"1", "2"}, {}},
      {"unknown, but removed again", {AddMembers{{"77"}}, RemoveMembers{{"77"}}}, {}, {}, {}},
  };
  for (const DeltaCase& one : cases) {
    SCOPED_TRACE(one.name);
    const auto delta = membership_delta(bench.state, group, one.edits, false);
    ASSERT_TRUE(delta) << delta.error().detail;
    EXPECT_EQ(ids(delta->joining), one.joining);
    EXPECT_EQ(ids(delta->leaving), one.leaving);
    EXPECT_EQ(ids(delta->confirmed), one.confirmed);
    EXPECT_EQ(delta->empty(), one.joining.empty() && one.leaving.empty());
  }
}

TEST_F(MembershipTest, RefusesToAddWhoIsNobody) {
  for (const char* id : {"77", "5", "9"}) {
    const auto delta = membership_delta(bench.state, group, {scim::AddMembers{{"3", id}}}, false);
    ASSERT_FALSE(delta) << id;
    EXPECT_EQ(delta.error().kind, FaultKind::InvalidValue);
    EXPECT_NE(delta.error().detail.find("\"" + std::string(id) + "\""), std::string::npos) << delta.error().detail;
  }
}

TEST_F(MembershipTest, LeavesOutWhoIsNobodyWhereTheTenantWantsThat) {
  std::vector<std::string> log;
  TenantSettings settings;
  settings.access.groups.unknown_members = core::UnknownMembers::Skip;
  StateBench lenient{settings};
  lenient.state.log = [&](LogLevel, std::string text) { log.push_back(std::move(text)); };
  lenient.publish(person_row("3", "p3@x.example"));
  lenient.publish(group_row("9", "Team"));
  const auto delta = membership_delta(lenient.state, group, {scim::AddMembers{{"3", "77", "a person"}}}, false);
  ASSERT_TRUE(delta) << delta.error().detail;
  EXPECT_EQ(ids(delta->joining), (Ids{"3"}));
  const auto first = first_members(lenient.state, {"77", "3"});
  ASSERT_TRUE(first) << first.error().detail;
  EXPECT_EQ(ids(*first), (Ids{"3"}));
  ASSERT_EQ(log.size(), 2U) << "a line for each change";
  EXPECT_NE(log[0].find("2 unknown members"), std::string::npos) << log[0];
  EXPECT_NE(log[0].find("\"77\""), std::string::npos) << log[0];
  EXPECT_EQ(log[0].find("a person"), std::string::npos) << "it may be a name: " << log[0];
}

TEST_F(MembershipTest, NamesNoMoreOfTheUnknownInTheLogThanAnybodyReads) {
  std::vector<std::string> log;
  TenantSettings settings;
  settings.access.groups.unknown_members = core::UnknownMembers::Skip;
  StateBench lenient{settings};
  lenient.state.log = [&](LogLevel, std::string text) { log.push_back(std::move(text)); };
  std::vector<std::string> many{std::string(63, 'x') + "\u00e9"};
  for (int i = 0; i < 50'000; ++i) many.push_back("y" + std::to_string(i));
  ASSERT_TRUE(first_members(lenient.state, many));
  ASSERT_EQ(log.size(), 1U);
  EXPECT_LT(log[0].size(), 500U);
  EXPECT_NE(log[0].find("50001 unknown members"), std::string::npos) << log[0];
  EXPECT_NE(log[0].find("\"" + std::string(63, 'x') + "\""), std::string::npos) << "no half of a character: " << log[0];
}

TEST_F(MembershipTest, ListsThatNameNobodyTakeNobodyOut) {
  TenantSettings settings;
  settings.access.groups.unknown_members = core::UnknownMembers::Skip;
  StateBench lenient{settings};
  lenient.publish(person_row("1", "p1@x.example"));
  lenient.publish(person_row("2", "p2@x.example"));
  lenient.publish(group_row("9", "Team"));
  EXPECT_TRUE(membership_replaced(lenient.state, group, {"77"}, false)) << "nobody is in it";
  lenient.join("9", {"1"}, true);
  for (const Ids& nobody : {Ids{"77"}, Ids{"p1@x.example", "78"}}) {
    const auto delta = membership_replaced(lenient.state, group, nobody, false);
    ASSERT_FALSE(delta);
    EXPECT_EQ(delta.error().kind, FaultKind::InvalidValue);
    EXPECT_TRUE(membership_delta(lenient.state, group, {scim::AddMembers{nobody}}, false));
  }
  for (const Ids& somebody : {Ids{"77", "2"}, Ids{"77", "1"}, Ids{}}) {
    EXPECT_TRUE(membership_replaced(lenient.state, group, somebody, false));
  }
}

TEST_F(MembershipTest, EditsOfAllMembersOfAnAdoptedGroupSpareWhoWasThereBefore) {
  for (const scim::MemberEdit& edit : {scim::MemberEdit{scim::RemoveAllMembers{}}, {scim::ReplaceMembers{}}}) {
    const auto delta = membership_delta(bench.state, group, {edit}, true);
    ASSERT_TRUE(delta);
    EXPECT_EQ(ids(delta->leaving), (Ids{"1"}));
  }
  const auto named = membership_delta(bench.state, group, {scim::RemoveMembers{{"2"}}}, true);
  ASSERT_TRUE(named);
  EXPECT_EQ(ids(named->leaving), (Ids{"2"})) << "who is named leaves";
}

TEST_F(MembershipTest, AFullListRemovesOthersButOfAnAdoptedGroupOnlyThoseAskedFor) {
  const auto full = membership_replaced(bench.state, group, {"3"}, false);
  ASSERT_TRUE(full);
  EXPECT_EQ(ids(full->leaving), (Ids{"1", "2"}));
  const auto adopted = membership_replaced(bench.state, group, {"3"}, true);
  ASSERT_TRUE(adopted);
  EXPECT_EQ(ids(adopted->joining), (Ids{"3"}));
  EXPECT_EQ(ids(adopted->leaving), (Ids{"1"}));
}

TEST_F(MembershipTest, FirstMembersAreCountedOnceAndMustExist) {
  const auto members = first_members(bench.state, {"3", "1", "3"});
  ASSERT_TRUE(members);
  EXPECT_EQ(ids(*members), (Ids{"1", "3"}));
  const auto unknown = first_members(bench.state, {"3", "77"});
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().kind, FaultKind::InvalidValue);
}

TEST_F(MembershipTest, ReadsIdsOutOfAGroupAndPutsThemIn) {
  EXPECT_EQ(member_ids(parse_object(R"({"members":[{"value":"1"},{"value":"x"}]})")), (Ids{"1", "x"}));
  EXPECT_TRUE(member_ids(parse_object(R"({"members":null})")).empty());
  EXPECT_TRUE(member_ids(Object()).empty());
  const Object with = with_members(bench.state, Object{{"displayName", "Team"}}, group);
  EXPECT_EQ(member_ids(with), (Ids{"1", "2"}));
  EXPECT_EQ(with_members(bench.state, Object{{"displayName", "X"}}, ResourceId("10")).find("members"), nullptr);
}

}  // namespace
}  // namespace bridge::work::test
