// Title, department and the like by REST, where the tenant wants them sent.

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "bridge/route/profile.hpp"
#include "unit/route/people_change.hpp"

namespace bridge::route::smartsheet_rest {
namespace {

using test::change;
using test::lines;
using test::object;
using test::step_of;
using Lines = std::vector<std::string>;

const PersonPolicy kWriting{{}, false, true};
const PersonPolicy kSilent{{}, false, false};

constexpr const char* kWhole = R"({"userName":"ada@x.example","title":"Countess",
    "phoneNumbers":[{"type":"fax","value":"3"},{"type":"Mobile","value":"2"},{"type":"work","value":"1"}],
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Engines","organization":"Acme"}})";

Lines changed(const char* before, const char* after, const PersonPolicy& policy) {
  const auto plan = plan_change(change(R"({"status":"ACTIVE"})", before, after), policy);
  EXPECT_TRUE(plan) << (plan ? "" : plan.error().detail);
  return plan ? lines(*plan) : Lines();
}

TEST(Profile, IsSentWhereItChangedAndTheTenantWantsIt) {
  const struct {
    const char* before;
    const char* after;
    const char* sent;
  } rows[] = {
      {R"({"title":"A"})", R"({"title":"B"})", R"("title":"B")"},
      {R"({"title":"A"})", R"({})", R"("title":"")"},
      {R"({})", kWhole,
       R"("title":"Countess","department":"Engines","company":"Acme","workPhone":"1","mobilePhone":"2")"},
      {R"({"phoneNumbers":[{"type":"work","value":"1"}]})", R"({"phoneNumbers":[{"type":"mobile","value":"1"}]})",
       R"("workPhone":"","mobilePhone":"1")"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(changed(row.before, row.after, kWriting),
              Lines{"PUT /users/7 {" + std::string(row.sent) + R"(,"admin":false,"licensedSheetCreator":false})"});
    EXPECT_EQ(changed(row.before, row.after, kSilent), Lines());
  }
  EXPECT_EQ(changed(kWhole, kWhole, kWriting), Lines());
  EXPECT_EQ(changed(R"({"phoneNumbers":[{"type":"fax","value":"1"}]})", R"({})", kWriting), Lines());
}

TEST(Profile, GoesAlongWithACreation) {
  for (const auto& [policy, sent] :
       {std::pair(kWriting, R"("title":"Countess","department":"Engines","company":"Acme","workPhone":"1",)"
                            R"("mobilePhone":"2")"),
        std::pair(kSilent, "")}) {
    const auto plan = plan_creation({object(kWhole)}, policy);
    ASSERT_TRUE(plan) << plan.error().detail;
    const std::string flags = R"("licensedSheetCreator":false,"admin":false,"groupAdmin":false,"resourceViewer":false)";
    const std::string comma = std::string(sent).empty() ? "" : ",";
    EXPECT_EQ(lines(*plan),
              Lines{R"(POST /users?sendEmail=false {"email":"ada@x.example",)" + flags + comma + sent + "}"});
  }
}

TEST(Profile, IsSentWholeToWhoeverReturns) {
  const auto plan = plan_change(
      change(R"({"status":"DEACTIVATED"})", R"({"active":false,"title":"A"})", R"({"active":true,"title":"A"})"),
      kWriting);
  ASSERT_TRUE(plan) << plan.error().detail;
  EXPECT_EQ(lines(*plan), (Lines{"POST /users/7/reactivate",
                                 R"(PUT /users/7 {"title":"A","admin":false,"licensedSheetCreator":false})"}));
}

TEST(Profile, LeavesNoTraceInTheRecord) {
  const Step step = step_of(Purpose::ChangePerson, R"({"title":"B","firstName":"Ada","admin":false})");
  EXPECT_EQ(user_effect(step, {}, object(R"({"id":7})")), object(R"({"id":7,"firstName":"Ada","admin":false})"));
}

TEST(WithoutProfile, KeepsTheRestOfTheStep) {
  for (const Purpose purpose : {Purpose::CreatePerson, Purpose::ChangePerson}) {
    const auto rest =
        without_profile(step_of(purpose, R"({"email":"a@b","title":"B","company":"","workPhone":"1","admin":false})"));
    ASSERT_TRUE(rest);
    EXPECT_EQ(*rest, step_of(purpose, R"({"email":"a@b","admin":false})"));
    EXPECT_FALSE(without_profile(*rest));
  }
}

TEST(WithoutProfile, IsNothingWhereThereIsNone) {
  EXPECT_FALSE(without_profile(step_of(Purpose::ChangePerson)));
  EXPECT_FALSE(without_profile(step_of(Purpose::ChangePerson, "[]")));
  EXPECT_FALSE(without_profile(step_of(Purpose::ChangeGroup, R"({"title":"B"})")));
  Step own = step_of(Purpose::ChangePerson);
  own.call = ScimCall{"PATCH", "/Users/7", object(R"({"title":"B"})")};
  EXPECT_FALSE(without_profile(own));
}

}  // namespace
}  // namespace bridge::route::smartsheet_rest
