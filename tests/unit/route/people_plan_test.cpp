#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "bridge/route/smartsheet_rest/people.hpp"
#include "unit/route/people_change.hpp"

namespace bridge::route::smartsheet_rest {
namespace {

using core::FaultKind;
using test::fails_with;
using test::kPolicy;
using test::lines;
using test::object;
using test::purposes;
using Lines = std::vector<std::string>;

TEST(PlanCreation, SendsAddressNamesAndAllFlags) {
  struct Row {
    const char* wanted;
    const char* call;
  };
  for (const Row& row : {
           Row{R"({"userName":"ada@example.com"})",
               R"({"email":"ada@example.com","licensedSheetCreator":false,"admin":false,"groupAdmin":false,)"
               R"("resourceViewer":false})"},
           Row{R"({"userName":"ada@example.com","name":{"givenName":"Ada","familyName":"Byron","formatted":"x"}})",
               R"({"email":"ada@example.com","firstName":"Ada","lastName":"Byron","licensedSheetCreator":false,)"
               R"("admin":false,"groupAdmin":false,"resourceViewer":false})"},
           Row{R"({"userName":"ada@example.com","name":{"givenName":""},"roles":[{"value":"LICENSED_USER"},
                   {"value":"group_admin"},{"type":"Resource_Viewer"},{"value":"NOBODY_KNOWS"},{"value":""}]})",
               R"({"email":"ada@example.com","licensedSheetCreator":true,"admin":false,"groupAdmin":true,)"
               R"("resourceViewer":true})"},
           Row{R"({"userName":"ada@example.com","roles":["LICENSED_USER"],"active":true})",
               R"({"email":"ada@example.com","licensedSheetCreator":true,"admin":false,"groupAdmin":false,)"
               R"("resourceViewer":false})"},
       }) {
    const auto plan = plan_creation({object(row.wanted)}, kPolicy);
    ASSERT_TRUE(plan) << plan.error().detail;
    EXPECT_EQ(lines(*plan), Lines{std::string("POST /users?sendEmail=false ") + row.call});
    EXPECT_EQ(plan->steps[0].purpose, Purpose::CreatePerson);
    EXPECT_EQ(plan->steps[0].on_unknown, OnUnknown::LookUp);
  }
}

TEST(PlanCreation, InvitesWhereTheTenantWantsIt) {
  PersonPolicy inviting = kPolicy;
  inviting.send_invitation = true;
  const auto plan = plan_creation({object(R"({"userName":"ada@example.com"})")}, inviting);
  ASSERT_TRUE(plan);
  EXPECT_EQ(std::get<RestCall>(plan->steps[0].call).path, "/users?sendEmail=true");
}

TEST(PlanCreation, DeactivatesWhoIsCreatedInactive) {
  const auto plan = plan_creation({object(R"({"userName":"ada@example.com","active":false})")}, kPolicy);
  ASSERT_TRUE(plan);
  EXPECT_EQ(purposes(*plan), (std::vector<Purpose>{Purpose::CreatePerson, Purpose::Deactivate}));
  EXPECT_EQ(lines(*plan)[1], "POST /users/{id of step 0}/deactivate");
  EXPECT_EQ(plan->steps[1].on_unknown, OnUnknown::Repeat);
}

TEST(PlanCreation, NeedsAnAddressForAUserName) {
  for (const char* wanted : {R"({})", R"({"userName":""})", R"({"userName":"ada"})", R"({"userName":"@example.com"})",
                             R"({"userName":"ada@"})", R"({"userName":"@"})", R"({"userName":7})"}) {
    EXPECT_TRUE(fails_with(plan_creation({object(wanted)}, kPolicy), FaultKind::InvalidValue, "userName")) << wanted;
  }
  EXPECT_TRUE(plan_creation({object(R"({"userName":"a@b"})")}, kPolicy));
}

TEST(PlanCreation, RefusesRolesThatAreNotGrantable) {
  const char* wanted = R"({"userName":"a@b","roles":[{"value":"LICENSED_USER"},{"value":"SYSTEM_ADMIN"}]})";
  EXPECT_TRUE(fails_with(plan_creation({object(wanted)}, kPolicy), FaultKind::Forbidden, "roles: SYSTEM_ADMIN"));
  EXPECT_TRUE(plan_creation({object(wanted)}, PersonPolicy{{"LICENSED_USER", "SYSTEM_ADMIN"}, false}));
}

TEST(PlanRevival, LeavesGroupsFirstAndTakesRolesAsAsked) {
  struct Row {
    const char* seen;
    const char* after;
    Lines lines;
  };
  const std::string leave_g = "DELETE /groups/70/members/7";
  const std::string leave_h = "DELETE /groups/80/members/7";
  const std::string reactivate = "POST /users/7/reactivate";
  for (
      const Row& row : {
          // Licence and admin from before are taken away, although nobody speaks of roles.
          Row{R"({"status":"DEACTIVATED","licensedSheetCreator":true,"admin":true})",
              R"({})",
              {leave_g, leave_h, reactivate,
               R"(PUT /users/7 {"licensedSheetCreator":false,"admin":false,"groupAdmin":false,"resourceViewer":false})"}},
          Row{R"({"status":"DEACTIVATED","licensedSheetCreator":true,"groupAdmin":true})",
              R"({"roles":[{"value":"LICENSED_USER"}],"active":true})",
              {leave_g, leave_h, reactivate,
               R"(PUT /users/7 {"licensedSheetCreator":true,"admin":false,"groupAdmin":false,"resourceViewer":false})"}},
          Row{R"({"status":"DEACTIVATED","licensedSheetCreator":true})",
              R"({"roles":[{"value":"LICENSED_USER"}]})",
              {leave_g, leave_h, reactivate}},
          Row{R"({"status":"DEACTIVATED","firstName":"Ada"})",
              R"({"name":{"givenName":"Augusta"}})",
              {leave_g, leave_h, reactivate,
               R"(PUT /users/7 {"firstName":"Augusta","admin":false,"licensedSheetCreator":false})"}},
          Row{R"({"status":"DEACTIVATED","admin":true})", R"({"active":false})", {leave_g, leave_h}},
      }) {
    PersonChange change = test::change(row.seen, R"({"active":false})", row.after);
    const auto plan = plan_revival(
        change, {{core::ResourceId("g"), core::UpstreamId("70")}, {core::ResourceId("h"), core::UpstreamId("80")}},
        core::ResourceId("p"), kPolicy);
    ASSERT_TRUE(plan) << plan.error().detail;
    EXPECT_EQ(lines(*plan), row.lines);
    EXPECT_EQ(plan->steps[0].group, core::ResourceId("g"));
    EXPECT_EQ(plan->steps[1].group, core::ResourceId("h"));
    for (const std::size_t i : {0U, 1U}) {
      EXPECT_EQ(plan->steps[i].purpose, Purpose::RemoveMembers);
      EXPECT_EQ(plan->steps[i].members, std::vector{core::ResourceId("p")});
    }
  }
}

TEST(PlanRevival, RefusesRolesFromBeforeThatAreNotGrantable) {
  const PersonChange change = test::change(R"({"status":"DEACTIVATED","admin":true})", R"({"active":false})",
                                           R"({"roles":[{"value":"SYSTEM_ADMIN"}]})");
  EXPECT_TRUE(
      fails_with(plan_revival(change, {}, core::ResourceId("p"), kPolicy), FaultKind::Forbidden, "SYSTEM_ADMIN"));
}

TEST(PlanRevival, RefusesWhoDeclined) {
  const PersonChange change = test::change(R"({"status":"DECLINED"})", R"({"active":false})", R"({})");
  EXPECT_TRUE(fails_with(plan_revival(change, {}, core::ResourceId("p"), kPolicy), FaultKind::Forbidden, "declined"));
}

}  // namespace
}  // namespace bridge::route::smartsheet_rest
