#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "bridge/route/smartsheet_scim/groups.hpp"
#include "unit/route/scim_fixture.hpp"

namespace bridge::route::smartsheet_scim {
namespace {

using core::Object;
using core::ResourceId;
using core::UpstreamId;
using test::AllSent;
using test::object;
using test::parse;
using test::patch;
using test::scim_step;
using test::sent;
using Names = std::vector<std::string>;

/// r0/u0, r1/u1, …
std::vector<GroupMember> members(std::size_t count) {
  std::vector<GroupMember> made;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string n = std::to_string(i);
    made.push_back({ResourceId("r" + n), UpstreamId("u" + n), ""});
  }
  return made;
}

Names names(const Step& step) {
  Names found;
  for (const ResourceId& id : step.members) found.push_back(id.text);
  return found;
}

/// How many members the call speaks of, whatever its form.
std::size_t people_in(const Step& step) {
  const Object& body = *view(step.call).body.if_object();
  if (const core::Value* list = body.find("members")) return list->if_array()->size();
  const core::Array& operations = *body.find("Operations")->if_array();
  const core::Value* value = operations[0].if_object()->find("value");
  return value != nullptr ? value->if_array()->size() : operations.size();
}

TEST(ScimGroupCreation, TakesFewMembersAlong) {
  const Plan empty = plan_group_creation("Staff", {});
  EXPECT_EQ(sent(empty), (AllSent{{"POST /Groups", parse(R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],
                                             "displayName":"Staff"})")}}));
  EXPECT_EQ(empty.steps[0].purpose, Purpose::CreateGroup);
  EXPECT_EQ(empty.steps[0].on_unknown, OnUnknown::LookUp);

  const Plan few = plan_group_creation("Staff", members(2));
  EXPECT_EQ(sent(few), (AllSent{{"POST /Groups", parse(R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],
                                       "displayName":"Staff","members":[{"value":"u0"},{"value":"u1"}]})")}}));
  EXPECT_EQ(names(few.steps[0]), (Names{"r0", "r1"}));
}

struct PartsRow {
  std::size_t members;
  std::vector<std::size_t> calls;
};

const std::vector<PartsRow> kParts{{500, {500}}, {501, {500, 1}}, {1001, {500, 500, 1}}};

TEST(ScimGroupCreation, AddsTheRestAfterwards) {
  for (const PartsRow& row : kParts) {
    const Plan plan = plan_group_creation("Staff", members(row.members));
    ASSERT_EQ(plan.steps.size(), row.calls.size()) << row.members;
    std::size_t next = 0;
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
      const Step& step = plan.steps[i];
      EXPECT_EQ(people_in(step), row.calls[i]);
      EXPECT_EQ(view(step.call).path, i == 0 ? "/Groups" : "/Groups/{id of step 0}");
      EXPECT_EQ(step.purpose, i == 0 ? Purpose::CreateGroup : Purpose::AddMembers);
      EXPECT_EQ(step.on_unknown, i == 0 ? OnUnknown::LookUp : OnUnknown::Repeat);
      for (const std::string& name : names(step)) EXPECT_EQ(name, "r" + std::to_string(next++));
    }
    EXPECT_EQ(next, row.members);
  }
}

TEST(ScimGroupChange, RenamesThenAddsThenRemoves) {
  const std::vector<GroupMember> leaving{{ResourceId("r8"), UpstreamId("80"), ""},
                                         {ResourceId("r9"), UpstreamId("a\"b\\"), ""}};
  const Plan plan = plan_group_change(UpstreamId("g/5"), "New \"name\"", members(2), leaving);
  EXPECT_EQ(
      sent(plan),
      (AllSent{patch("/Groups/g%2F5", R"([{"op":"replace","path":"displayName","value":"New \"name\""}])"),
               patch("/Groups/g%2F5", R"([{"op":"add","path":"members","value":[{"value":"u0"},{"value":"u1"}]}])"),
               patch("/Groups/g%2F5", R"([{"op":"remove","path":"members[value eq \"80\"]"},
                                                {"op":"remove","path":"members[value eq \"a\\\"b\\\\\"]"}])")}));
  EXPECT_EQ(test::purposes(plan), (std::vector{Purpose::ChangeGroup, Purpose::AddMembers, Purpose::RemoveMembers}));
  EXPECT_EQ(names(plan.steps[0]), Names());
  EXPECT_EQ(names(plan.steps[1]), (Names{"r0", "r1"}));
  EXPECT_EQ(names(plan.steps[2]), (Names{"r8", "r9"}));
  for (const Step& step : plan.steps) {
    EXPECT_EQ(step.on_unknown, OnUnknown::Repeat);
    EXPECT_EQ(step.group, ResourceId());
  }
}

TEST(ScimGroupChange, SendsOnlyWhatChanges) {
  EXPECT_TRUE(plan_group_change(UpstreamId("5"), std::nullopt, {}, {}).empty());
  EXPECT_EQ(test::purposes(plan_group_change(UpstreamId("5"), "N", {}, {})), std::vector{Purpose::ChangeGroup});
  EXPECT_EQ(test::purposes(plan_group_change(UpstreamId("5"), std::nullopt, members(1), {})),
            std::vector{Purpose::AddMembers});
  EXPECT_EQ(test::purposes(plan_group_change(UpstreamId("5"), std::nullopt, {}, members(1))),
            std::vector{Purpose::RemoveMembers});
}

TEST(ScimGroupChange, GoesInParts) {
  for (const PartsRow& row : kParts) {
    const Plan joining = plan_group_change(UpstreamId("5"), std::nullopt, members(row.members), {});
    const Plan leaving = plan_group_change(UpstreamId("5"), std::nullopt, {}, members(row.members));
    for (const Plan& plan : {joining, leaving}) {
      ASSERT_EQ(plan.steps.size(), row.calls.size());
      for (std::size_t i = 0; i < row.calls.size(); ++i) {
        EXPECT_EQ(people_in(plan.steps[i]), row.calls[i]);
        EXPECT_EQ(plan.steps[i].members.size(), row.calls[i]);
      }
    }
  }
}

TEST(ScimGroupRemoval, IsOneCall) {
  const Plan plan = plan_group_removal(UpstreamId("g/5"));
  EXPECT_EQ(sent(plan), (AllSent{{"DELETE /Groups/g%2F5", {}}}));
  EXPECT_EQ(test::purposes(plan), std::vector{Purpose::DeleteGroup});
}

TEST(ScimRemovalFrom, NamesTheGroupThatIsLeft) {
  const Step step = removal_from(ResourceId("g"), UpstreamId("g-5"), ResourceId("p"), UpstreamId("u-7"));
  EXPECT_EQ(sent(step.call), patch("/Groups/g-5", R"([{"op":"remove","path":"members[value eq \"u-7\"]"}])"));
  EXPECT_EQ(step.purpose, Purpose::RemoveMembers);
  EXPECT_EQ(step.group, ResourceId("g"));
  EXPECT_EQ(names(step), Names{"p"});
}

/// A stable record of a group of these members.
Object group(const std::string& more) {
  return object(R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"])" + more + "}");
}

TEST(ScimGroupEffect, TellsWhatIsKnownAfterwards) {
  const Object seen = group(R"(,"id":"g-5","displayName":"Old","modifiedAt":"t1")");
  const Step rename = scim_step(Purpose::ChangeGroup, R"([{"op":"replace","path":"displayName","value":"New"}])");
  const char* resource = R"({"id":"g-5","displayName":"Its own","members":[],"meta":{"lastModified":"t2"}})";
  const Object answered = group(R"(,"id":"g-5","displayName":"Its own","modifiedAt":"t2")");
  const Object changed = answered.with("modifiedAt", "t1");
  const Object renamed = group(R"(,"id":"g-5","displayName":"New","modifiedAt":"t1")");

  EXPECT_EQ(group_effect(scim_step(Purpose::CreateGroup, "[]"), parse(resource), {}), answered.without("modifiedAt"))
      << "members may change within the same second";
  EXPECT_EQ(group_effect(scim_step(Purpose::CreateGroup, "[]"), {}, {}), Object());
  EXPECT_EQ(group_effect(rename, parse(resource), seen), changed) << "by that time the members are not known";
  for (const char* answer : {"null", "{}", R"({"message":"ok"})", R"({"id":"g-5"})"}) {
    EXPECT_EQ(group_effect(rename, parse(answer), seen), renamed) << answer;
  }
  EXPECT_EQ(group_effect(scim_step(Purpose::ChangeGroup, "[]"), {}, seen), seen);
  for (const Purpose purpose : {Purpose::AddMembers, Purpose::RemoveMembers, Purpose::DeleteGroup,
                                Purpose::ChangePerson, Purpose::Deactivate}) {
    EXPECT_EQ(group_effect(scim_step(purpose, "[]"), parse(resource), seen), seen);
  }
}

TEST(ScimGroupEffect, RenamesRestsRecordInItsOwnForm) {
  const Step rename = scim_step(Purpose::ChangeGroup, R"([{"op":"replace","path":"displayName","value":"New"}])");
  EXPECT_EQ(group_effect(rename, {}, object(R"({"id":5,"name":"Old","ownerId":2})")),
            object(R"({"id":5,"name":"New","ownerId":2})"));
}

TEST(ScimStableGroup, KeepsWhatIsWorthKeeping) {
  const Object stable = group(R"(,"id":"g-5","displayName":"N","modifiedAt":"t")");
  EXPECT_EQ(stable_group(object(R"({"schemas":["x"],"id":"g-5","externalId":"e","displayName":"N",
      "members":[{"value":"u-7"}],"meta":{"created":"s","lastModified":"t","version":"v"}})")),
            stable);
  EXPECT_EQ(stable_group(stable), stable);
  EXPECT_EQ(stable_group(object(R"({"ID":5,"DisplayName":"N","meta":null})")), group(R"(,"id":"5","displayName":"N")"));
}

TEST(ScimReadGroup, ShowsTheName) {
  EXPECT_EQ(read_group(object(R"({"id":"g-5","displayName":"N","externalId":"e","members":[{"value":"1"}]})")),
            group(R"(,"displayName":"N")"));
}

TEST(ScimRecordedMembers, AreThePeopleOfTheGroup) {
  const auto found = recorded_members(object(R"({"members":[{"value":"u-7","display":"Ada","type":"User"},"x",null,
      {"value":9007199254740993},{"value":""},{"display":"nobody"},{"value":"g-1","type":"group"}]})"));
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 2U);
  EXPECT_EQ((*found)[0].upstream, UpstreamId("u-7"));
  EXPECT_EQ((*found)[0].record, test::user(R"("id":"u-7","displayName":"Ada")"));
  EXPECT_EQ((*found)[1].upstream, UpstreamId("9007199254740993"));
  EXPECT_EQ((*found)[1].record, test::user(R"("id":"9007199254740993")"));
}

TEST(ScimRecordedMembers, AreUnknownWhereTheResourceIsSilent) {
  for (const char* resource : {"{}", R"({"members":null})", R"({"members":{}})", R"({"members":"u-7"})"}) {
    EXPECT_EQ(recorded_members(object(resource)).has_value(), false) << resource;
  }
  const auto none = recorded_members(object(R"({"members":[]})"));
  ASSERT_TRUE(none);
  EXPECT_TRUE(none->empty());
}

}  // namespace
}  // namespace bridge::route::smartsheet_scim
