#include "bridge/route/smartsheet_rest/groups.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "unit/route/route_fixture.hpp"

namespace bridge::route::smartsheet_rest {
namespace {

using core::Value;
using test::line;
using test::lines;
using test::object;
using test::parse;
using test::purposes;
using test::step_of;
using Lines = std::vector<std::string>;

/// r0/u0/m0@x, r1/u1/m1@x, …
std::vector<GroupMember> members(std::size_t count) {
  std::vector<GroupMember> made;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string n = std::to_string(i);
    made.push_back({core::ResourceId("r" + n), core::UpstreamId("u" + n), "m" + n + "@x"});
  }
  return made;
}

std::vector<std::string> names(const Step& step) {
  std::vector<std::string> found;
  for (const core::ResourceId& id : step.members) found.push_back(id.text);
  return found;
}

std::size_t addresses_in(const Value& list) { return list.if_array() != nullptr ? list.if_array()->size() : 0; }

TEST(PlanGroupCreation, TakesFewMembersAlong) {
  const Plan empty = plan_group_creation("Staff", {});
  EXPECT_EQ(lines(empty), Lines{R"(POST /groups {"name":"Staff"})"});
  EXPECT_EQ(empty.steps[0].purpose, Purpose::CreateGroup);
  EXPECT_EQ(empty.steps[0].on_unknown, OnUnknown::LookUp);

  const Plan few = plan_group_creation("Staff", members(3));
  EXPECT_EQ(lines(few),
            Lines{R"(POST /groups {"name":"Staff","members":[{"email":"m0@x"},{"email":"m1@x"},{"email":"m2@x"}]})"});
  EXPECT_EQ(names(few.steps[0]), (Lines{"r0", "r1", "r2"}));
}

TEST(PlanGroupCreation, AddsTheRestAfterwards) {
  struct Row {
    std::size_t members;
    std::vector<std::size_t> calls;
  };
  for (const Row& row : {Row{500, {500}}, Row{501, {500, 1}}, Row{1000, {500, 500}}, Row{1001, {500, 500, 1}}}) {
    const Plan plan = plan_group_creation("Staff", members(row.members));
    ASSERT_EQ(plan.steps.size(), row.calls.size()) << row.members;
    std::size_t next = 0;
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
      const auto& call = std::get<RestCall>(plan.steps[i].call);
      const Value* sent = i == 0 ? call.body.if_object()->find("members") : &call.body;
      ASSERT_NE(sent, nullptr);
      EXPECT_EQ(addresses_in(*sent), row.calls[i]);
      EXPECT_EQ(call.path, i == 0 ? "/groups" : "/groups/{id of step 0}/members");
      EXPECT_EQ(plan.steps[i].purpose, i == 0 ? Purpose::CreateGroup : Purpose::AddMembers);
      EXPECT_EQ(plan.steps[i].on_unknown, i == 0 ? OnUnknown::LookUp : OnUnknown::Repeat);
      for (const std::string& name : names(plan.steps[i])) EXPECT_EQ(name, "r" + std::to_string(next++));
    }
    EXPECT_EQ(next, row.members);
  }
}

TEST(PlanGroupChange, RenamesThenAddsThenRemoves) {
  const std::vector<GroupMember> leaving{{core::ResourceId("r8"), core::UpstreamId("80"), ""},
                                         {core::ResourceId("r9"), core::UpstreamId("90"), ""}};
  const Plan plan = plan_group_change(core::UpstreamId("5"), "New \"name\"", members(2), leaving);
  EXPECT_EQ(lines(plan), (Lines{R"(PUT /groups/5 {"name":"New \"name\""})",
                                R"(POST /groups/5/members [{"email":"m0@x"},{"email":"m1@x"}])",
                                "DELETE /groups/5/members/80", "DELETE /groups/5/members/90"}));
  EXPECT_EQ(purposes(plan),
            (std::vector{Purpose::ChangeGroup, Purpose::AddMembers, Purpose::RemoveMembers, Purpose::RemoveMembers}));
  EXPECT_EQ(names(plan.steps[1]), (Lines{"r0", "r1"}));
  EXPECT_EQ(names(plan.steps[2]), Lines{"r8"});
  EXPECT_EQ(names(plan.steps[3]), Lines{"r9"});
  for (const Step& step : plan.steps) EXPECT_EQ(step.on_unknown, OnUnknown::Repeat);
}

TEST(PlanGroupChange, SendsOnlyWhatChanges) {
  EXPECT_TRUE(plan_group_change(core::UpstreamId("5"), std::nullopt, {}, {}).empty());
  EXPECT_EQ(lines(plan_group_change(core::UpstreamId("5"), "N", {}, {})), Lines{R"(PUT /groups/5 {"name":"N"})"});
  // One member travels in an array too: it may be a member already.
  EXPECT_EQ(lines(plan_group_change(core::UpstreamId("5"), std::nullopt, members(1), {})),
            Lines{R"(POST /groups/5/members [{"email":"m0@x"}])"});
}

TEST(PlanGroupChange, AddsInChunks) {
  const Plan plan = plan_group_change(core::UpstreamId("5"), std::nullopt, members(1201), {});
  ASSERT_EQ(plan.steps.size(), 3U);
  EXPECT_EQ(plan.steps[0].members.size(), 500U);
  EXPECT_EQ(plan.steps[1].members.size(), 500U);
  EXPECT_EQ(plan.steps[2].members.size(), 201U);
  EXPECT_EQ(plan.steps[2].members.back().text, "r1200");
}

TEST(PlanGroupRemoval, IsOneCall) {
  const Plan plan = plan_group_removal(core::UpstreamId("5"));
  EXPECT_EQ(lines(plan), Lines{"DELETE /groups/5"});
  EXPECT_EQ(purposes(plan), std::vector{Purpose::DeleteGroup});
}

TEST(GroupEffect, TellsWhatIsKnownAfterwards) {
  struct Row {
    Step step;
    const char* answer;
    const char* seen;
    const char* after;
  };
  for (const Row& row : {
           Row{step_of(Purpose::CreateGroup, R"({"name":"N"})"),
               R"({"result":{"id":5,"name":"N","ownerId":2,"members":[{"id":1}],"modifiedAt":"t1","colour":"red"}})",
               "{}", R"({"id":5,"name":"N","ownerId":2})"},
           Row{step_of(Purpose::CreateGroup, R"({"name":"N"})"), R"({"message":"SUCCESS"})", "{}", "{}"},
           Row{step_of(Purpose::ChangeGroup, R"({"name":"N"})"), R"({"result":{"name":"N","modifiedAt":"t2"}})",
               R"({"id":5,"name":"O","modifiedAt":"t1"})", R"({"id":5,"name":"N","modifiedAt":"t1"})"},
           Row{step_of(Purpose::ChangeGroup, R"({"name":"N"})"), R"({"message":"SUCCESS"})",
               R"({"id":5,"name":"O","modifiedAt":"t1"})", R"({"id":5,"name":"N","modifiedAt":"t1"})"},
           Row{step_of(Purpose::AddMembers, "[]"), R"({"result":[{"id":1}]})", R"({"id":5})", R"({"id":5})"},
           Row{step_of(Purpose::RemoveMembers), R"({"message":"SUCCESS"})", R"({"id":5})", R"({"id":5})"},
           Row{step_of(Purpose::DeleteGroup), R"({"message":"SUCCESS"})", R"({"id":5})", R"({"id":5})"},
       }) {
    EXPECT_EQ(group_effect(row.step, parse(row.answer), object(row.seen)), object(row.after)) << row.answer;
  }
}

TEST(StableGroup, KeepsWhatIsWorthKeeping) {
  EXPECT_EQ(
      stable_group(object(R"({"id":5,"name":"N","description":"D","owner":"o@x","ownerId":2,"createdAt":"t",
                                    "modifiedAt":"u","members":[],"other":1})")),
      object(R"({"id":5,"name":"N","description":"D","owner":"o@x","ownerId":2,"createdAt":"t","modifiedAt":"u"})"));
  EXPECT_EQ(stable_group(object(R"({"id":5,"description":null})")), object(R"({"id":5})"));
}

TEST(ReadGroup, ShowsTheName) {
  EXPECT_EQ(read_group(object(R"({"id":5,"name":"N","members":[{"id":1}]})")),
            object(R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"N"})"));
}

TEST(RecordedMembers, AreThoseWithARecord) {
  const auto found = recorded_members(object(
      R"({"id":5,"members":[{"id":1,"email":"a@x","name":"A"},"x",null,{"id":9007199254740993,"email":"b@x"}]})"));
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 2U);
  EXPECT_EQ((*found)[0].upstream.text, "1");
  EXPECT_EQ((*found)[0].record, object(R"({"id":1,"email":"a@x","name":"A"})"));
  EXPECT_EQ((*found)[1].upstream.text, "9007199254740993");
  for (const char* record : {"{}", R"({"members":null})", R"({"members":{}})"}) {
    EXPECT_FALSE(recorded_members(object(record))) << record << " does not say who they are";
  }
  EXPECT_TRUE(recorded_members(object(R"({"members":[]})"))->empty());
}

TEST(GroupCalls, AreReads) {
  EXPECT_EQ(line(get_group(core::UpstreamId("5"))), "GET /groups/5");
  EXPECT_EQ(line(list_groups(2)), "GET /groups?page=2&pageSize=10000");
}

}  // namespace
}  // namespace bridge::route::smartsheet_rest
