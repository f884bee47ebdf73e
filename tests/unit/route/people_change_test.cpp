#include "unit/route/people_change.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace bridge::route::smartsheet_rest {
namespace {

using core::FaultKind;
using test::change;
using test::fails_with;
using test::kPolicy;
using test::lines;
using Lines = std::vector<std::string>;

const std::string kDeactivate = "POST /users/7/deactivate";
const std::string kReactivate = "POST /users/7/reactivate";

TEST(PlanChange, CostsNothingWhereNothingChanges) {
  struct Row {
    const char* before;
    const char* after;
    bool roles_meant;
  };
  for (const Row& row : {
           Row{R"({"active":true})", R"({"active":true})", false},
           Row{R"({})", R"({"active":true})", false},
           Row{R"({"name":{"givenName":"Ada"}})", R"({"name":{"givenName":"Ada"}})", false},
           Row{R"({"name":{"givenName":"Ada"}})", R"({})", false},
           Row{R"({"name":{"givenName":"Ada"}})", R"({"name":{"givenName":""}})", false},
           Row{R"({"title":"A"})", R"({"title":"B","displayName":"C","name":{"formatted":"D"}})", false},
           Row{R"({})", R"({"roles":[{"value":"LICENSED_USER"}]})", true},
           Row{R"({})", R"({"roles":[{"value":"licensed_user"},{"value":"UNKNOWN"}]})", true},
           Row{R"({"active":false})", R"({"active":false,"name":{"givenName":"New"}})", false},
       }) {
    const auto plan = plan_change(
        change(R"({"status":"ACTIVE","licensedSheetCreator":true})", row.before, row.after, row.roles_meant), kPolicy);
    ASSERT_TRUE(plan) << plan.error().detail;
    EXPECT_EQ(lines(*plan), Lines()) << row.before << " -> " << row.after;
  }
}

TEST(PlanChange, SendsNamesThatDifferWithTheFlagsAsTheyAre) {
  struct Row {
    const char* before;
    const char* after;
    const char* names;
  };
  for (const Row& row : {
           Row{R"({"name":{"givenName":"A"}})", R"({"name":{"givenName":"B"}})", R"("firstName":"B")"},
           Row{R"({"name":{"givenName":"A","familyName":"X"}})", R"({"name":{"givenName":"A","familyName":"Y"}})",
               R"("lastName":"Y")"},
           Row{R"({})", R"({"name":{"givenName":"B","familyName":"Y"}})", R"("firstName":"B","lastName":"Y")"},
           Row{R"({"name":{"givenName":"A","familyName":"X"}})", R"({"name":{"givenName":"B"}})", R"("firstName":"B")"},
       }) {
    const auto plan =
        plan_change(change(R"({"licensedSheetCreator":true,"groupAdmin":true})", row.before, row.after), kPolicy);
    ASSERT_TRUE(plan) << plan.error().detail;
    EXPECT_EQ(lines(*plan),
              Lines{"PUT /users/7 {" + std::string(row.names) + R"(,"admin":false,"licensedSheetCreator":true})"});
    EXPECT_EQ(plan->steps[0].purpose, Purpose::ChangePerson);
    EXPECT_EQ(plan->steps[0].on_unknown, OnUnknown::Repeat);
  }
}

TEST(PlanChange, SendsAllFlagsWhereRolesDiffer) {
  struct Row {
    const char* seen;
    const char* after;
    const char* body;
  };
  for (
      const Row& row : {
          Row{R"({})", R"({"roles":[{"value":"LICENSED_USER"}]})",
              R"({"licensedSheetCreator":true,"admin":false,"groupAdmin":false,"resourceViewer":false})"},
          // The licence goes in the same call as the roles that need it.
          Row{R"({"licensedSheetCreator":true,"groupAdmin":true,"resourceViewer":true})", R"({"roles":[]})",
              R"({"licensedSheetCreator":false,"admin":false,"groupAdmin":false,"resourceViewer":false})"},
          Row{R"({"licensedSheetCreator":true,"groupAdmin":true})", R"({})",
              R"({"licensedSheetCreator":false,"admin":false,"groupAdmin":false,"resourceViewer":false})"},
          Row{R"({"licensedSheetCreator":true})",
              R"({"name":{"givenName":"B"},"roles":[{"value":"GROUP_ADMIN"},{"value":"LICENSED_USER"}]})",
              R"({"firstName":"B","licensedSheetCreator":true,"admin":false,"groupAdmin":true,"resourceViewer":false})"},
      }) {
    const auto plan = plan_change(change(row.seen, R"({})", row.after, true), kPolicy);
    ASSERT_TRUE(plan) << plan.error().detail;
    EXPECT_EQ(lines(*plan), Lines{std::string("PUT /users/7 ") + row.body});
  }
}

TEST(PlanChange, LeavesRolesAloneThatAreNotMeant) {
  for (const char* after : {R"({})", R"({"roles":[]})", R"({"roles":[{"value":"SYSTEM_ADMIN"}]})"}) {
    const auto plan = plan_change(change(R"({"licensedSheetCreator":true,"admin":true})", R"({})", after), kPolicy);
    ASSERT_TRUE(plan) << after;
    EXPECT_TRUE(plan->empty()) << after;
  }
}

TEST(PlanChange, GrantsWhatMayBeGrantedOrIsHeldAlready) {
  const char* both = R"({"roles":[{"value":"LICENSED_USER"},{"value":"SYSTEM_ADMIN"}]})";
  EXPECT_TRUE(fails_with(plan_change(change(R"({})", R"({})", both, true), kPolicy), FaultKind::Forbidden,
                         "roles: SYSTEM_ADMIN"));
  EXPECT_TRUE(plan_change(change(R"({"admin":true})", R"({})", both, true), kPolicy));
  EXPECT_TRUE(plan_change(change(R"({})", R"({})", both, true), {{"SYSTEM_ADMIN", "LICENSED_USER"}, false}));
  EXPECT_TRUE(plan_change(change(R"({"admin":true})", R"({})", R"({"roles":[]})", true), {}));
}

TEST(PlanChange, DeactivatesFirstAndAlone) {
  for (const char* after : {
           R"({"active":false})",
           R"({"active":false,"name":{"givenName":"New"},"roles":[]})",
           R"({"active":false,"roles":[{"value":"SYSTEM_ADMIN"}]})",
       }) {
    for (const char* seen : {R"({"status":"ACTIVE"})", R"({"status":"PENDING"})", R"({})"}) {
      const auto plan = plan_change(change(seen, R"({"active":true})", after, true), kPolicy);
      ASSERT_TRUE(plan) << plan.error().detail;
      EXPECT_EQ(lines(*plan), Lines{kDeactivate}) << after;
      EXPECT_EQ(plan->steps[0].purpose, Purpose::Deactivate);
      EXPECT_EQ(plan->steps[0].on_unknown, OnUnknown::Repeat);
    }
  }
}

TEST(PlanChange, DeactivatesAgainWhereNobodyConfirmed) {
  PersonChange again = change(R"({"status":"DEACTIVATED"})", R"({"active":false})", R"({"active":false})");
  again.confirmed = false;
  EXPECT_EQ(lines(*plan_change(again, kPolicy)), Lines{kDeactivate});
  again.confirmed = true;
  EXPECT_EQ(lines(*plan_change(again, kPolicy)), Lines());
}

TEST(PlanChange, ReactivatesThenSendsWhatWaited) {
  struct Row {
    const char* seen;
    const char* before;
    const char* after;
    bool roles_meant;
    Lines then;
  };
  for (
      const Row& row : {
          Row{R"({"status":"DEACTIVATED","firstName":"Ada"})",
              R"({"active":false,"name":{"givenName":"Ada"}})",
              R"({"active":true,"name":{"givenName":"Ada"}})",
              false,
              {}},
          // The name was changed while the person was out: shown already, but unknown to Smartsheet.
          Row{R"({"status":"DEACTIVATED","firstName":"Ada"})",
              R"({"active":false,"name":{"givenName":"Augusta"}})",
              R"({"active":true,"name":{"givenName":"Augusta"}})",
              false,
              {R"(PUT /users/7 {"firstName":"Augusta","admin":false,"licensedSheetCreator":false})"}},
          Row{R"({"status":"DEACTIVATED"})",
              R"({"active":false})",
              R"({"roles":[{"value":"LICENSED_USER"}]})",
              true,
              {R"(PUT /users/7 {"licensedSheetCreator":true,"admin":false,"groupAdmin":false,"resourceViewer":false})"}},
          Row{R"({"status":"DEACTIVATED","admin":true})", R"({"active":false})", R"({"active":true})", false, {}},
      }) {
    const auto plan = plan_change(change(row.seen, row.before, row.after, row.roles_meant), kPolicy);
    ASSERT_TRUE(plan) << plan.error().detail;
    Lines expected{kReactivate};
    expected.insert(expected.end(), row.then.begin(), row.then.end());
    EXPECT_EQ(lines(*plan), expected);
    EXPECT_EQ(plan->steps[0].purpose, Purpose::Reactivate);
  }
}

TEST(PlanChange, RefusesToReactivateWhoDeclined) {
  for (const char* seen : {R"({"status":"DECLINED"})", R"({"status":"declined"})"}) {
    EXPECT_TRUE(fails_with(plan_change(change(seen, R"({"active":false})", R"({"active":true})"), kPolicy),
                           FaultKind::Forbidden, "active: this person declined"));
    // What takes nothing and gives nothing is no reactivation.
    EXPECT_TRUE(plan_change(change(seen, R"({"active":false})", R"({"active":false})"), kPolicy));
  }
}

}  // namespace
}  // namespace bridge::route::smartsheet_rest
