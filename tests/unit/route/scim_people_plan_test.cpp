#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "bridge/route/smartsheet_scim/people.hpp"
#include "unit/route/scim_fixture.hpp"

namespace bridge::route::smartsheet_scim {
namespace {

using core::FaultKind;
using core::UpstreamId;
using test::AllSent;
using test::fails_with;
using test::kGranting;
using test::object;
using test::patch;
using test::sent;

PersonCreation creation(const char* after) { return {object(after), std::nullopt}; }

struct CreationRow {
  const char* after;
  const char* body;
};

constexpr const char* kPlain =
    R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"ada@x","active":true,
        "emails":[{"value":"ada@x","type":"work","primary":true}]})";

TEST(ScimCreation, SendsWhatTheServiceCanHold) {
  const CreationRow rows[] = {
      {R"({"userName":"ada@x"})", kPlain},
      // An empty text is none, and other addresses than userName stay in the row.
      {R"({"userName":"ada@x","title":"","name":{"givenName":""},"roles":[],"externalId":"e","nickName":"A",
           "emails":[{"value":"other@x","type":"work","primary":true}],"phoneNumbers":[{"value":"","type":"work"}]})",
       kPlain},
      {R"({"userName":"ada@x","name":{"givenName":"Ada","familyName":"Byron","formatted":"Ada B","middleName":"K"},
           "displayName":"Ada B","title":"Countess"})",
       R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"ada@x","active":true,
           "emails":[{"value":"ada@x","type":"work","primary":true}],
           "name":{"givenName":"Ada","familyName":"Byron"},"title":"Countess"})"},
      {R"({"userName":"ada@x","phoneNumbers":[{"value":"+9","type":"home"},{"value":"+3","type":"fax"},
           {"value":"+1","type":"Work"},{"value":"+2","type":"mobile","primary":true}]})",
       R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"ada@x","active":true,
           "emails":[{"value":"ada@x","type":"work","primary":true}],"phoneNumbers":[{"value":"+1","type":"work"},
           {"value":"+2","type":"mobile"},{"value":"+3","type":"fax"}]})"},
      {R"({"userName":"ada@x","roles":[{"value":"jira_user"},{"value":"SMARTSHEET_USER"},{"value":"NOBODY"},
           {"type":"LICENSED_USER","value":""}]})",
       R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"ada@x","active":true,
           "emails":[{"value":"ada@x","type":"work","primary":true}],
           "roles":[{"value":"LICENSED_USER","type":"LICENSED_USER"},
                    {"value":"SMARTSHEET_USER","type":"SMARTSHEET_USER"},{"value":"JIRA_USER","type":"JIRA_USER"}]})"},
      {R"({"userName":"ada@x","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":
           {"department":"D","division":"V","costCenter":"C","employeeNumber":"1","manager":{"value":"our-9"}}})",
       R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User",
                      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],"userName":"ada@x","active":true,
           "emails":[{"value":"ada@x","type":"work","primary":true}],
           "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":
           {"department":"D","division":"V","costCenter":"C"}})"},
      // Of the extension only what can't be held: the extension is not mentioned.
      {R"({"userName":"ada@x","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"employeeNumber":"1"}})",
       kPlain},
  };
  for (const CreationRow& row : rows) {
    const auto plan = plan_creation(creation(row.after), kGranting);
    ASSERT_TRUE(plan) << plan.error().detail;
    EXPECT_EQ(sent(*plan), (AllSent{{"POST /Users", test::parse(row.body)}})) << row.after;
    EXPECT_EQ(plan->steps[0].purpose, Purpose::CreatePerson);
    EXPECT_EQ(plan->steps[0].on_unknown, OnUnknown::LookUp);
  }
}

TEST(ScimCreation, NamesTheManagerAsTheServiceKnowsThem) {
  PersonCreation wanted = creation(R"({"userName":"ada@x",
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":"our-9"}}})");
  wanted.manager = UpstreamId("u-9");
  const auto plan = plan_creation(wanted, kGranting);
  ASSERT_TRUE(plan);
  const core::Object body = *sent(*plan)[0].body.if_object();
  EXPECT_EQ(*body.find(test::kEnterprise), test::parse(R"({"manager":"u-9"})"));
  EXPECT_EQ(body.find("schemas")->if_array()->size(), 2U);
}

TEST(ScimCreation, DeactivatesWhoIsCreatedInactive) {
  const auto plan = plan_creation(creation(R"({"userName":"ada@x","active":false})"), kGranting);
  ASSERT_TRUE(plan);
  EXPECT_EQ(test::purposes(*plan), (std::vector{Purpose::CreatePerson, Purpose::Deactivate}));
  EXPECT_EQ(*sent(*plan)[0].body.if_object()->find("active"), core::Value(false));
  EXPECT_EQ(sent(*plan)[1], patch("/Users/{id of step 0}", R"([{"op":"replace","path":"active","value":false}])"));
  EXPECT_EQ(plan->steps[1].on_unknown, OnUnknown::Repeat);
}

TEST(ScimCreation, NeedsAnAddressForAUserName) {
  for (const char* wanted : {R"({})", R"({"userName":""})", R"({"userName":"ada"})", R"({"userName":"@example.com"})",
                             R"({"userName":"ada@"})", R"({"userName":"@"})", R"({"userName":7})"}) {
    EXPECT_TRUE(fails_with(plan_creation(creation(wanted), kGranting), FaultKind::InvalidValue, "userName")) << wanted;
  }
  EXPECT_TRUE(plan_creation(creation(R"({"userName":"a@b"})"), kGranting));
}

TEST(ScimCreation, RefusesRolesThatAreNotGrantable) {
  for (const char* role : {"SYSTEM_ADMIN", "JIRA_ADMIN", "SALESFORCE_USER", "SALESFORCE_ADMIN"}) {
    const std::string wanted = R"({"userName":"a@b","roles":[{"value":")" + std::string(role) + R"("}]})";
    EXPECT_TRUE(fails_with(plan_creation(creation(wanted.c_str()), kGranting), FaultKind::Forbidden,
                           "roles: " + std::string(role)));
    EXPECT_TRUE(plan_creation(creation(wanted.c_str()), PersonPolicy{{role}, false})) << role;
  }
}

struct RevivalRow {
  const char* seen;
  const char* after;
  const char* operations;
};

TEST(ScimRevival, LeavesGroupsFirstAndTakesRolesAsAsked) {
  const RevivalRow rows[] = {
      // A licence from before is taken away, although nobody speaks of roles.
      {R"("active":false,"roles":[{"value":"LICENSED_USER"}])", R"({})",
       R"([{"op":"replace","path":"active","value":true},{"op":"remove","path":"roles"}])"},
      {R"("active":false,"roles":[{"value":"JIRA_ADMIN"}])", R"({"roles":[{"value":"LICENSED_USER"}]})",
       R"([{"op":"replace","path":"active","value":true},
           {"op":"replace","path":"roles","value":[{"value":"LICENSED_USER","type":"LICENSED_USER"}]}])"},
      {R"("active":false,"roles":[{"value":"LICENSED_USER"}])", R"({"roles":[{"value":"LICENSED_USER"}]})",
       R"([{"op":"replace","path":"active","value":true}])"},
      {R"("active":false,"title":"Old")", R"({"name":{"givenName":"Ada"}})",
       R"([{"op":"replace","path":"active","value":true},{"op":"add","path":"name.givenName","value":"Ada"},
           {"op":"remove","path":"title"}])"},
  };
  for (const RevivalRow& row : rows) {
    const auto plan =
        plan_revival(test::scim_change(row.seen, R"({"active":false})", row.after),
                     {{core::ResourceId("g"), UpstreamId("g 70")}, {core::ResourceId("h"), UpstreamId("80")}},
                     core::ResourceId("p"), kGranting);
    ASSERT_TRUE(plan) << plan.error().detail;
    const char* leave = R"([{"op":"remove","path":"members[value eq \"u-7\"]"}])";
    EXPECT_EQ(sent(*plan), (AllSent{patch("/Groups/g%2070", leave), patch("/Groups/80", leave),
                                    patch("/Users/u-7", row.operations)}));
    EXPECT_EQ(test::purposes(*plan),
              (std::vector{Purpose::RemoveMembers, Purpose::RemoveMembers, Purpose::Reactivate}));
    EXPECT_EQ(plan->steps[0].group, core::ResourceId("g"));
    EXPECT_EQ(plan->steps[1].group, core::ResourceId("h"));
    EXPECT_EQ(plan->steps[0].members, std::vector{core::ResourceId("p")});
  }
}

TEST(ScimRevival, TakesRolesAwayOfWhichRestsRecordCannotTell) {
  PersonChange change = test::scim_change("", R"({"active":false})", R"({})");
  change.seen = object(R"({"id":7,"email":"ada@x","status":"DEACTIVATED"})");
  const auto plan = plan_revival(change, {}, core::ResourceId("p"), kGranting);
  ASSERT_TRUE(plan);
  EXPECT_EQ(sent(*plan), AllSent{patch("/Users/u-7", R"([{"op":"replace","path":"active","value":true},
                                                         {"op":"remove","path":"roles"}])")});
}

TEST(ScimRevival, LeavesWhoIsToStayInactive) {
  const auto change = test::scim_change(R"("active":false)", R"({"active":false})", R"({"active":false})");
  const auto plan = plan_revival(change, {{core::ResourceId("g"), UpstreamId("70")}}, core::ResourceId("p"), kGranting);
  ASSERT_TRUE(plan);
  EXPECT_EQ(test::purposes(*plan), std::vector{Purpose::RemoveMembers});
}

TEST(ScimRevival, RefusesRolesFromBeforeThatAreNotGrantable) {
  const auto change = test::scim_change(R"("active":false,"roles":[{"value":"SYSTEM_ADMIN"}])", R"({"active":false})",
                                        R"({"roles":[{"value":"SYSTEM_ADMIN"}]})");
  EXPECT_TRUE(
      fails_with(plan_revival(change, {}, core::ResourceId("p"), kGranting), FaultKind::Forbidden, "SYSTEM_ADMIN"));
}

}  // namespace
}  // namespace bridge::route::smartsheet_scim
