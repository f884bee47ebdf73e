#include "bridge/route/smartsheet_rest/removal.hpp"

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "bridge/route/departure.hpp"
#include "bridge/route/routes.hpp"

namespace bridge::route::smartsheet_rest {
namespace {

using core::FaultKind;
using core::Object;
using core::UpstreamId;
using core::Value;

Handover to(const char* id, bool sheets = true, bool leaves_sharing = true) {
  return {TransferTarget::of(UpstreamId(id)).value(), sheets, leaves_sharing};
}

const std::string& path_of(const Step& step) { return view(step.call).path; }

TEST(Removals, NameWhoGetsWhatThePersonOwned) {
  EXPECT_EQ(path_of(Removals::of_person(UpstreamId("7"), to("9"))),
            "/users/7?transferTo=9&transferSheets=true&removeFromSharing=true");
  EXPECT_EQ(path_of(Removals::of_person(UpstreamId("7"), to("9", false, false))),
            "/users/7?transferTo=9&transferSheets=false&removeFromSharing=false");
}

TEST(Removals, HaveNoTargetWithoutAnId) {
  for (const char* text : {"", "-1", "7a", "7&x=1", " 7", "1234567890123456789"}) {
    EXPECT_FALSE(TransferTarget::of(UpstreamId(text))) << text;
  }
  EXPECT_TRUE(TransferTarget::of(UpstreamId("4503599627371011")));
}

TEST(Removals, LookAtAnInvitationBeforeTheyWithdrawIt) {
  const auto steps = Removals::of_invitation(UpstreamId("7"));
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_EQ(steps[0].purpose, Purpose::ConfirmPending);
  EXPECT_EQ(std::get<RestCall>(steps[0].call), (RestCall{"GET", "/users/7", {}}));
  EXPECT_EQ(steps[1].purpose, Purpose::CancelInvitation);
  EXPECT_EQ(path_of(steps[1]), "/users/7");
  EXPECT_EQ(steps[1].on_unknown, OnUnknown::LookUp) << "never sent twice unlooked";
}

TEST(MayLeave, NoDeletionOfAPersonButThoseThatAreBuiltHere) {
  for (const char* path : {"/users/7", "/users/7?transferTo=9", "/users/7/plans/1", "/Users/7", "/groups/../users/7",
                           "/groups//users/7", "/groups/", "users/7", "/%75sers/7", ""}) {
    EXPECT_FALSE(may_leave(RestCall{"DELETE", path, {}})) << path;
    EXPECT_FALSE(may_leave(RestCall{"delete", path, {}})) << path;
    EXPECT_FALSE(may_leave(ScimCall{"DELETE", path, {}})) << path;
    EXPECT_TRUE(may_leave(RestCall{"GET", path, {}})) << path;
  }
  EXPECT_TRUE(may_leave(RestCall{"DELETE", "/groups/7", {}}));
  EXPECT_TRUE(may_leave(RestCall{"DELETE", "/groups/7/members/8", {}}));
  EXPECT_TRUE(may_leave(ScimCall{"DELETE", "/Groups/7", {}}));
  EXPECT_TRUE(may_leave(std::get<RestCall>(Removals::of_person(UpstreamId("7"), to("9")).call)));
  EXPECT_TRUE(may_leave(std::get<RestCall>(Removals::of_invitation(UpstreamId("7")).back().call)));
}

Plan departures() {
  Plan plan;
  plan.steps = Removals::of_invitation(UpstreamId("7"));
  plan.steps.push_back(Removals::of_person(UpstreamId("7"), to("9", false)));
  plan.steps.push_back(group_transfer({core::ResourceId("3"), UpstreamId("30")}, *TransferTarget::of(UpstreamId("9"))));
  return plan;
}

TEST(Removals, ComeBackFromTheStoreWithTheirPermits) {
  const auto read = plan_from_value(to_value(departures()));
  ASSERT_TRUE(read) << read.error().context.text;
  EXPECT_EQ(*read, departures());
  for (const Step& step : read->steps) EXPECT_TRUE(may_leave(std::get<RestCall>(step.call))) << path_of(step);
}

/// The stored plan with another text in one member of one step.
Value edited(std::size_t step, const char* member, const char* text) {
  const Value stored = to_value(departures());
  std::vector<Value> steps;
  for (const Value& item : *stored.if_array()) {
    const bool meant = steps.size() == step;
    steps.emplace_back(meant ? item.if_object()->with(member, text) : *item.if_object());
  }
  return core::Array(std::move(steps));
}

TEST(Removals, AreUnreadableWhereNoPlannerBuiltThem) {
  struct Row {
    std::size_t step;
    const char* member;
    const char* text;
  };
  const Row rows[] = {
      {2, "path", "/users/7"},
      {2, "path", "/users/7?transferTo=&transferSheets=true&removeFromSharing=true"},
      {2, "path", "/users/7?transferSheets=true&removeFromSharing=true"},
      {2, "path", "/users/7?transferTo=9&transferSheets=false&removeFromSharing=true&more=1"},
      {2, "path", "/users/me?transferTo=9&transferSheets=false&removeFromSharing=true"},
      {2, "purpose", "deactivate"},
      {2, "purpose", "cancel_invitation"},
      {2, "route", "scim"},
      {1, "path", "/users/8"},
      {1, "path", "/users/7?transferTo=9"},
      {1, "purpose", "remove_person"},
      {0, "path", "/users/8"},
      {0, "purpose", "change_person"},
      {0, "method", "DELETE"},
      {3, "method", "DELETE"},
  };
  for (const Row& row : rows) {
    const auto read = plan_from_value(edited(row.step, row.member, row.text));
    if (row.step == 3) {
      EXPECT_TRUE(read) << "a group may be deleted";
      continue;
    }
    ASSERT_FALSE(read) << row.step << " " << row.member << " " << row.text;
    EXPECT_EQ(read.error().kind, FaultKind::Bug);
  }
}

Stripping ann(Object seen) {
  return {core::ResourceId("1"),
          UpstreamId("7"),
          std::move(seen),
          Object{{"userName", "ann@x.example"}, {"roles", core::Array{Object{{"value", "JIRA_USER"}}}}},
          {{core::ResourceId("3"), UpstreamId("30")}, {core::ResourceId("4"), UpstreamId("40")}},
          false};
}

std::vector<std::string> lines(const Plan& plan) {
  std::vector<std::string> list;
  for (const Step& step : plan.steps) list.push_back(view(step.call).method + " " + path_of(step));
  return list;
}

TEST(Stripping, TakesTheRolesLast) {
  using Lines = std::vector<std::string>;
  const Object licensed{{"id", 7}, {"status", "ACTIVE"}, {"licensedSheetCreator", true}, {"admin", true}};
  const Plan plan = plan_stripping(Route::Rest, ann(licensed));
  EXPECT_EQ(lines(plan), (Lines{"DELETE /groups/30/members/7", "DELETE /groups/40/members/7", "PUT /users/7"}));
  EXPECT_EQ(view(plan.steps.back().call).body,
            Value(Object{
                {"licensedSheetCreator", false}, {"admin", false}, {"groupAdmin", false}, {"resourceViewer", false}}));
  EXPECT_EQ(roles_taken(Route::Rest, ann(licensed)), (std::set<std::string>{"LICENSED_USER", "SYSTEM_ADMIN"}));
  const Object after = user_effect(plan.steps.back(), Value(), licensed);
  EXPECT_TRUE(roles_taken(Route::Rest, ann(after)).empty());
  EXPECT_EQ(core::text_or_empty(after, "status"), "ACTIVE") << "the account stays";
}

TEST(Stripping, SendsNoRolesWhereThereAreNone) {
  Stripping plain = ann(Object{{"id", 7}, {"status", "PENDING"}});
  EXPECT_EQ(plan_stripping(Route::Rest, plain).steps.size(), 2U);
  plain.in_any_case = true;
  EXPECT_EQ(plan_stripping(Route::Rest, plain).steps.size(), 3U);
}

TEST(Stripping, TakesOverScimWhatOnlyScimAssigns) {
  const Plan plan = plan_stripping(Route::Scim, ann(Object{{"id", 7}, {"status", "PENDING"}}));
  ASSERT_EQ(plan.steps.size(), 3U);
  EXPECT_EQ(lines(plan).back(), "PATCH /Users/7");
  EXPECT_EQ(view(plan.steps.front().call).route, Route::Scim);
  const Object seen{{"schemas", core::Array{"urn:ietf:params:scim:schemas:core:2.0:User"}},
                    {"id", "7"},
                    {"userName", "ann@x.example"},
                    {"roles", core::Array{Object{{"value", "LICENSED_USER"}}}}};
  EXPECT_EQ(roles_taken(Route::Scim, ann(seen)), (std::set<std::string>{"LICENSED_USER"}));
  EXPECT_TRUE(roles_taken(Route::Scim, ann(user_effect(plan.steps.back(), Value(), seen).with("roles", core::Array())))
                  .empty());
}

TEST(GroupTransfer, NamesTheNewOwner) {
  const Step step = group_transfer({core::ResourceId("3"), UpstreamId("30")}, *TransferTarget::of(UpstreamId("9")));
  EXPECT_EQ(view(step.call).method + " " + path_of(step), "PUT /groups/30");
  EXPECT_EQ(view(step.call).body, Value(Object{{"ownerId", 9}}));
  EXPECT_EQ(owner_of(Object{{"ownerId", 9}}), "9");
  EXPECT_EQ(owner_of(Object{{"name", "x"}}), "");
}

}  // namespace
}  // namespace bridge::route::smartsheet_rest
