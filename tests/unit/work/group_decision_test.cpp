#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"
#include "work/decision.hpp"
#include "work/intent_codec.hpp"

namespace bridge::work::test {
namespace {

using Lines = std::vector<std::string>;

Lines lines(const route::Plan& plan) {
  Lines list;
  for (const route::Step& step : plan.steps) list.push_back(line_of(std::get<route::RestCall>(step.call)));
  return list;
}

/// Group 8 was created through SCIM with members 1 and 2, group 9 was found with 1 (asked for since)
/// and 2 (there before).
class GroupDecisionTest : public ::testing::Test {
 protected:
  GroupDecisionTest() {
    for (const char* id : {"1", "2", "3"}) bench.publish(person_row(id, std::string("p") + id + "@x.example"));
    store::Row made = group_row("8", "Made");
    made.asked = checked(Kind::Group, group("Made"));
    made.seen_at_ask = made.seen;
    made.managed = true;
    made.origin = Origin::Created;
    made.version = 3;
    bench.publish(made);
    bench.publish(group_row("9", "Found"));
    bench.join("8", {"1", "2"}, true);
    bench.join("9", {"1"}, true);
    bench.join("9", {"2"}, false);
  }
  core::Result<Decision> decide(const Edit& edit) { return decide_group(bench.state, edit); }
  void expect_fault(const Edit& edit, FaultKind kind) {
    const auto decision = decide(edit);
    ASSERT_FALSE(decision);
    EXPECT_EQ(decision.error().kind, kind) << decision.error().detail;
  }
  StateBench bench;
};

TEST_F(GroupDecisionTest, ANewGroupIsOneCallWithItsMembers) {
  const auto decision = decide(create(Kind::Group, group("New", {"1", "3"})));
  ASSERT_TRUE(decision) << decision.error().detail;
  EXPECT_TRUE(decision->created);
  EXPECT_EQ(lines(decision->plan), (Lines{"POST /groups"}));
  EXPECT_EQ(decision->plan.steps[0].members, (std::vector{ResourceId("1"), ResourceId("3")}));
  EXPECT_EQ(decision->row.asked.find("members"), nullptr) << "membership is never part of the row";
}

TEST_F(GroupDecisionTest, ATakenNameIsAConflictForCreationAndRename) {
  expect_fault(create(Kind::Group, group("made")), FaultKind::Uniqueness);
  expect_fault(create(Kind::Group, group("Found")), FaultKind::Uniqueness);
  expect_fault(modify(Kind::Group, "8", R"([{"op":"replace","path":"displayName","value":"FOUND"}])"),
               FaultKind::Uniqueness);
  expect_fault(replace(Kind::Group, "8", group("found")), FaultKind::Uniqueness);
}

TEST_F(GroupDecisionTest, ARenameIsOneCallAndMayChangeItsOwnCase) {
  const auto decision = decide(modify(Kind::Group, "8", R"([{"op":"replace","path":"displayName","value":"MADE"}])"));
  ASSERT_TRUE(decision) << decision.error().detail;
  EXPECT_EQ(lines(decision->plan), (Lines{"PUT /groups/8"}));
  EXPECT_EQ(decision->row.name, "MADE");
}

TEST_F(GroupDecisionTest, UnknownMembersAreRefusedBeforeAnyCall) {
  expect_fault(create(Kind::Group, group("New", {"77"})), FaultKind::InvalidValue);
  expect_fault(modify(Kind::Group, "8", R"([{"op":"add","path":"members","value":[{"value":"77"}]}])"),
               FaultKind::InvalidValue);
  expect_fault(replace(Kind::Group, "8", group("Made", {"77"})), FaultKind::InvalidValue);
}

TEST_F(GroupDecisionTest, PatchCostsWhatItChanges) {
  struct Case {
    const char* operations;
    Lines calls;
  };
  const Case cases[] = {
      {R"([{"op":"add","path":"members","value":[{"value":"3"}]}])", {"POST /groups/8/members"}},
      {R"([{"op":"remove","path":"members[value eq \"1\"]"}])", {"DELETE /groups/8/members/1"}},
      {R"([{"op":"remove","path":"members"}])", {"DELETE /groups/8/members/1", "DELETE /groups/8/members/2"}},
      {R"([{"op":"replace","path":"members","value":[{"value":"2"},{"value":"3"}]}])",
       {"POST /groups/8/members", "DELETE /groups/8/members/1"}},
      {R"([{"op":"replace","path":"displayName","value":"Crew"},{"op":"add","path":"members","value":[{"value":"3"}]}])",
       {"PUT /groups/8", "POST /groups/8/members"}},
  };
  for (const Case& one : cases) {
    SCOPED_TRACE(one.operations);
    const auto decision = decide(modify(Kind::Group, "8", one.operations));
    ASSERT_TRUE(decision) << decision.error().detail;
    EXPECT_FALSE(decision->nothing);
    EXPECT_EQ(lines(decision->plan), one.calls);
  }
}

TEST_F(GroupDecisionTest, AddingWhoIsAMemberAlreadyIsNothing) {
  const auto decision = decide(modify(Kind::Group, "8", R"([{"op":"add","path":"members","value":[{"value":"1"}]}])"));
  ASSERT_TRUE(decision);
  EXPECT_TRUE(decision->nothing);
}

TEST_F(GroupDecisionTest, PutOfAnAdoptedGroupKeepsMembersNobodyAskedFor) {
  const auto adopted = decide(replace(Kind::Group, "9", group("Found", {"3"})));
  ASSERT_TRUE(adopted) << adopted.error().detail;
  EXPECT_EQ(lines(adopted->plan), (Lines{"POST /groups/9/members", "DELETE /groups/9/members/1"}));
  const auto created = decide(replace(Kind::Group, "8", group("Made", {"3"})));
  ASSERT_TRUE(created);
  EXPECT_EQ(lines(created->plan),
            (Lines{"POST /groups/8/members", "DELETE /groups/8/members/1", "DELETE /groups/8/members/2"}));
}

TEST_F(GroupDecisionTest, APutWithoutMembersSaysNothingAboutThem) {
  const auto silent = decide(replace(Kind::Group, "8", group("Crew")));
  ASSERT_TRUE(silent) << silent.error().detail;
  EXPECT_EQ(lines(silent->plan), (Lines{"PUT /groups/8"}));
  Edit empty = replace(Kind::Group, "8", group("Made"));
  std::get<Replace>(empty.what).clears_members = true;
  const auto cleared = decide(empty);
  ASSERT_TRUE(cleared) << cleared.error().detail;
  EXPECT_EQ(lines(cleared->plan), (Lines{"DELETE /groups/8/members/1", "DELETE /groups/8/members/2"}));
}

TEST_F(GroupDecisionTest, AFullListOfAnAdoptedGroupGoesByTheTenantsPolicy) {
  const Lines all{"DELETE /groups/9/members/1", "DELETE /groups/9/members/2"};
  const Lines asked{"DELETE /groups/9/members/1"};
  Edit empty = replace(Kind::Group, "9", group("Found"));
  std::get<Replace>(empty.what).clears_members = true;
  struct Row {
    Edit edit;
    Lines managed;
    Lines full;
  };
  const Row rows[] = {
      {empty, asked, all},
      {modify(Kind::Group, "9", R"([{"op":"replace","path":"members","value":[]}])"), asked, all},
      {modify(Kind::Group, "9", R"([{"op":"replace","value":{"members":[]}}])"), asked, all},
      {modify(Kind::Group, "9", R"([{"op":"remove","path":"members"}])"), asked, all},
      {modify(Kind::Group, "9", R"([{"op":"remove","path":"members[type eq \"User\"]"}])"), asked, all},
      {modify(Kind::Group, "9", R"([{"op":"replace","path":"members","value":[{"value":"2"}]}])"), asked, asked},
      {replace(Kind::Group, "9", group("Found", {"1"})), {}, {"DELETE /groups/9/members/2"}},
      // Who is named leaves under either policy.
      {modify(Kind::Group, "9", R"([{"op":"remove","path":"members[value eq \"2\"]"}])"),
       {"DELETE /groups/9/members/2"},
       {"DELETE /groups/9/members/2"}},
  };
  for (const core::Authority authority : {core::Authority::Managed, core::Authority::Full}) {
    bench.state.settings.access.groups.authority = authority;
    for (const Row& row : rows) {
      SCOPED_TRACE(std::to_string(&row - rows));
      const auto decision = decide(row.edit);
      ASSERT_TRUE(decision) << decision.error().detail;
      EXPECT_EQ(lines(decision->plan), authority == core::Authority::Full ? row.full : row.managed);
    }
  }
}

TEST_F(GroupDecisionTest, ByScimAFullListGoesByTheTenantsPolicyToo) {
  for (const auto& [authority, leaving] : {std::pair(core::Authority::Managed, 1U), {core::Authority::Full, 2U}}) {
    StateBench scim({}, Services::Scim);
    scim.state.settings.access.groups.authority = authority;
    for (const char* id : {"1", "2"}) {
      store::Row row = person_row(id, std::string("p") + id + "@x.example");
      row.links = {{link_name(route::Route::Scim), core::UpstreamId(id)}};
      scim.publish(row);
    }
    store::Row found = group_row("9", "Found");
    found.links = {{link_name(route::Route::Scim), core::UpstreamId("9")}};
    scim.publish(found);
    scim.join("9", {"1"}, true);
    scim.join("9", {"2"}, false);
    const auto decision =
        decide_group(scim.state, modify(Kind::Group, "9", R"([{"op":"replace","path":"members","value":[]}])"));
    ASSERT_TRUE(decision) << decision.error().detail;
    ASSERT_EQ(decision->plan.steps.size(), 1U);
    EXPECT_EQ(decision->plan.steps[0].members.size(), leaving);
    EXPECT_EQ(route::route_of(decision->plan.steps[0].call), route::Route::Scim);
  }
}

TEST_F(GroupDecisionTest, AnAdoptedGroupIsDeletedWhereTheTenantWantsIt) {
  bench.state.settings.access.groups.on_delete = core::OnGroupDelete::Delete;
  const auto deleted = decide(remove(Kind::Group, "9"));
  ASSERT_TRUE(deleted) << deleted.error().detail;
  EXPECT_EQ(lines(deleted->plan), (Lines{"DELETE /groups/9"}));
  EXPECT_TRUE(deleted->dropped);
}

TEST_F(GroupDecisionTest, NamingAMemberFromBeforeIsAChangeThatLaterListsGoBy) {
  const Edit edit = modify(Kind::Group, "9", R"([{"op":"add","path":"members","value":[{"value":"2"}]}])");
  const auto claimed = decide(edit);
  ASSERT_TRUE(claimed);
  EXPECT_FALSE(claimed->nothing);
  EXPECT_TRUE(claimed->plan.empty());
  bench.join("9", {"2"}, true);
  const auto again = decide(edit);
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->nothing);
}

TEST_F(GroupDecisionTest, NamingAMemberFromBeforeMakesThemAskedForWithoutACall) {
  const auto decision = decide(replace(Kind::Group, "9", group("Found", {"1", "2"})));
  ASSERT_TRUE(decision);
  EXPECT_TRUE(decision->plan.empty());
  ASSERT_EQ(decision->memberships.size(), 1U);
  EXPECT_TRUE(decision->memberships[0].asked);
  EXPECT_EQ(decision->memberships[0].added, (std::vector{ResourceId("1"), ResourceId("2")}));
}

TEST_F(GroupDecisionTest, AnyFormOfPatchSparesWhoWasThereBeforeUnlessNamed) {
  struct Row {
    const char* operations;
    Lines calls;
    std::size_t asked;
  };
  for (const Row& row : {
           // Of nobody: nobody else counts as asked for afterwards.
           Row{R"([{"op":"remove","path":"members[display eq \"zz\"]"},
                   {"op":"add","path":"members","value":[{"value":"3"}]}])",
               {"POST /groups/9/members"},
               0},
           Row{R"([{"op":"remove","path":"members[value eq \"2\" and type eq \"User\"]"}])",
               {"DELETE /groups/9/members/2"},
               0},
           // Everybody, but not by name: those whom the identity provider asked for.
           Row{R"([{"op":"remove","path":"members[type eq \"User\"]"}])", {"DELETE /groups/9/members/1"}, 0},
       }) {
    const auto decision = decide(modify(Kind::Group, "9", row.operations));
    ASSERT_TRUE(decision) << decision.error().detail;
    EXPECT_EQ(lines(decision->plan), row.calls) << row.operations;
    EXPECT_EQ(decision->memberships.size(), row.asked) << row.operations;
  }
}

TEST_F(GroupDecisionTest, DeleteDetachesAFoundGroupAndDeletesACreatedOne) {
  const auto detached = decide(remove(Kind::Group, "9"));
  ASSERT_TRUE(detached);
  EXPECT_TRUE(detached->plan.empty());
  EXPECT_FALSE(detached->dropped);
  EXPECT_EQ(detached->row.life, Life::Deleted);
  const auto deleted = decide(remove(Kind::Group, "8"));
  ASSERT_TRUE(deleted);
  EXPECT_EQ(lines(deleted->plan), (Lines{"DELETE /groups/8"}));
  EXPECT_TRUE(deleted->dropped);
  EXPECT_TRUE(deleted->removed);
}

TEST_F(GroupDecisionTest, ADetachedGroupIsLinkedAgainByAPost) {
  store::Row detached = group_row("9", "Found");
  detached.life = Life::Deleted;
  bench.publish(detached);
  expect_fault(remove(Kind::Group, "9"), FaultKind::NotFound);
  const auto decision = decide(create(Kind::Group, group("Found", {"1"})));
  ASSERT_TRUE(decision) << decision.error().detail;
  EXPECT_TRUE(decision->created);
  EXPECT_EQ(decision->row.id, ResourceId("9"));
  EXPECT_EQ(decision->row.life, Life::Visible);
  EXPECT_TRUE(decision->plan.empty());
}

TEST_F(GroupDecisionTest, ALostCreationIsJoined) {
  bench.state.unanswered.insert(ResourceId("8"));
  const auto decision = decide(create(Kind::Group, group("Made", {"1", "2", "3"})));
  ASSERT_TRUE(decision) << decision.error().detail;
  EXPECT_TRUE(decision->created);
  EXPECT_EQ(decision->row.id, ResourceId("8"));
  EXPECT_EQ(lines(decision->plan), (Lines{"POST /groups/8/members"}));
}

TEST_F(GroupDecisionTest, WhatIsLeftOfALargeChangeKeepsARenameInSmartsheet) {
  store::Row renamed = group_row("8", "Renamed there");
  renamed.managed = true;
  renamed.asked = Object{{"displayName", "Made"}};
  renamed.seen_at_ask = Object{{"id", 8}, {"name", "Made"}};
  bench.publish(renamed);
  const auto decision = decide_left(bench.state, remove(Kind::Group, "8"),
                                    bench.state.index.find(Kind::Group, ResourceId("8")), {{}, {ResourceId("1")}});
  ASSERT_TRUE(decision) << decision.error().detail;
  EXPECT_EQ(core::text_or_empty(decision->row.asked, "displayName"), "Renamed there");
}

TEST_F(GroupDecisionTest, IfMatchMustNameTheVersion) {
  Edit edit = modify(Kind::Group, "8", R"([{"op":"remove","path":"members"}])");
  edit.if_match = "W/\"3\"";
  EXPECT_TRUE(decide(edit));
  edit.if_match = "W/\"2\"";
  expect_fault(edit, FaultKind::PreconditionFailed);
}

}  // namespace
}  // namespace bridge::work::test
