#include <string>

#include <gtest/gtest.h>

#include "bridge/route/smartsheet_scim/people.hpp"
#include "unit/route/scim_fixture.hpp"

namespace bridge::route::smartsheet_scim {
namespace {

using core::Object;
using core::Value;
using test::object;
using test::parse;
using test::scim_step;
using test::user;

Step creation_of(const char* body) {
  return {Purpose::CreatePerson, ScimCall{"POST", "/Users", parse(body)}, OnUnknown::LookUp, {}, {}};
}

TEST(ScimCreateEffect, IsWhatTheServiceSaysOfThePerson) {
  const Step step = creation_of(R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"Ada@x",
      "active":true,"title":"T","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":"u-9"}})");
  const struct {
    const char* answer;
    const char* members;
  } rows[] = {
      {R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"u-7","userName":"ada@x","active":false,
           "meta":{"version":"1"}})",
       R"("id":"u-7","userName":"ada@x","active":false)"},
      {R"({"id":"u-7","UserName":"ada@x","roles":["LICENSED_USER"]})",
       R"("id":"u-7","userName":"ada@x","roles":[{"value":"LICENSED_USER","type":"LICENSED_USER"}])"},
      // Meagre answers: what was sent.
      {R"({"id":"u-7"})", R"("id":"u-7","userName":"Ada@x","active":true,"title":"T")"},
      {R"({"id":7})", R"("id":"7","userName":"Ada@x","active":true,"title":"T")"},
      {R"({})", R"("userName":"Ada@x","active":true,"title":"T")"},
      {"null", R"("userName":"Ada@x","active":true,"title":"T")"},
  };
  for (const auto& row : rows) EXPECT_EQ(user_effect(step, parse(row.answer), {}), user(row.members)) << row.answer;
}

constexpr const char* kSeen = R"("id":"u-7","userName":"ada@x","active":true,"title":"Old",
    "name":{"givenName":"A","familyName":"B"},"phoneNumbers":[{"value":"+1","type":"work","primary":true}],
    "roles":[{"value":"LICENSED_USER","type":"LICENSED_USER"}],
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"D"})";

/// The person of kSeen with this member, or without it where `value` is null.
Object seen_with(const char* name, const char* value) {
  const Object seen = user(kSeen);
  const Value parsed = parse(value);
  return parsed.is_null() ? seen.without(name) : seen.with(name, parsed);
}

TEST(ScimPatchEffect, IsTheAnswersResource) {
  const Step step = scim_step(Purpose::ChangePerson, R"([{"op":"replace","path":"title","value":"New"}])");
  for (const char* answer :
       {R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"u-7","userName":"ada@x","title":"Its own"})",
        R"({"id":"u-7","userName":"ada@x","title":"Its own"})"}) {
    EXPECT_EQ(user_effect(step, parse(answer), user(kSeen)),
              user(R"("id":"u-7","userName":"ada@x","title":"Its own")"));
  }
}

TEST(ScimPatchEffect, IsWhatWasSentWhereTheAnswerHasNoResource) {
  const struct {
    const char* operation;
    const char* name;
    const char* value;
  } rows[] = {
      {R"({"op":"replace","path":"title","value":"New"})", "title", R"("New")"},
      {R"({"op":"remove","path":"title"})", "title", "null"},
      {R"({"op":"replace","path":"name.givenName","value":"X"})", "name", R"({"givenName":"X","familyName":"B"})"},
      {R"({"op":"remove","path":"name.familyName"})", "name", R"({"givenName":"A"})"},
      {R"({"op":"replace","path":"active","value":false})", "active", "false"},
      {R"({"op":"replace","path":"roles","value":[{"value":"JIRA_USER","type":"JIRA_USER"}]})", "roles",
       R"([{"value":"JIRA_USER","type":"JIRA_USER"}])"},
      {R"({"op":"add","path":"roles","value":[{"value":"JIRA_USER","type":"JIRA_USER"}]})", "roles",
       R"([{"value":"LICENSED_USER","type":"LICENSED_USER"},{"value":"JIRA_USER","type":"JIRA_USER"}])"},
      {R"({"op":"remove","path":"roles"})", "roles", "null"},
      {R"({"op":"add","path":"phoneNumbers[type eq \"fax\"].value","value":"+3"})", "phoneNumbers",
       R"([{"value":"+1","type":"work","primary":true},{"value":"+3","type":"fax"}])"},
      {R"({"op":"replace","path":"phoneNumbers[type eq \"work\"].value","value":"+2"})", "phoneNumbers",
       R"([{"value":"+2","type":"work","primary":true}])"},
      {R"({"op":"remove","path":"phoneNumbers[type eq \"work\"].value"})", "phoneNumbers", "null"},
      {R"({"op":"add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:division","value":"V"})",
       "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", R"({"department":"D","division":"V"})"},
      // The manager is not kept, and other paths are none of ours.
      {R"({"op":"add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":"u-9"})",
       "title", R"("Old")"},
      {R"({"op":"replace","path":"nickName","value":"N"})", "title", R"("Old")"},
  };
  for (const auto& row : rows) {
    const Step step = scim_step(Purpose::ChangePerson, "[" + std::string(row.operation) + "]");
    for (const char* answer : {"null", "{}", R"({"message":"ok"})", R"({"id":"u-7"})"}) {
      EXPECT_EQ(user_effect(step, parse(answer), user(kSeen)), seen_with(row.name, row.value)) << row.operation;
    }
  }
}

TEST(ScimPatchEffect, LeavesNoEmptyExtension) {
  const Step step =
      scim_step(Purpose::ChangePerson,
                R"([{"op":"remove","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department"}])");
  EXPECT_EQ(user_effect(step, {}, user(R"("id":"u-7",
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"D"})")),
            user(R"("id":"u-7")"));
}

TEST(ScimPatchEffect, MakesRestsRecordOneOfScim) {
  const Step step = scim_step(Purpose::Deactivate, R"([{"op":"replace","path":"active","value":false}])");
  const Object record = user_effect(step, {}, object(R"({"id":7,"email":"ada@x","firstName":"A","status":"ACTIVE"})"));
  EXPECT_EQ(core::text_or_empty(record, "userName"), "ada@x");
  EXPECT_EQ(*record.find("active"), Value(false));
  EXPECT_EQ(*record.find("name"), parse(R"({"givenName":"A"})"));
}

TEST(ScimGroupStep, LeavesThePersonAlone) {
  const Value answer = parse(R"({"id":"g-5","displayName":"Staff"})");
  for (const Purpose purpose : {Purpose::CreateGroup, Purpose::ChangeGroup, Purpose::DeleteGroup, Purpose::AddMembers,
                                Purpose::RemoveMembers}) {
    EXPECT_EQ(user_effect(scim_step(purpose, "[]"), answer, user(kSeen)), user(kSeen));
  }
}

TEST(ScimRefusedStatusChange, IsDoneWhenTheResourceShowsIt) {
  const struct {
    Purpose purpose;
    const char* resource;
    bool done;
  } rows[] = {
      {Purpose::Deactivate, R"({"active":false})", true},    {Purpose::Deactivate, R"({"Active":false})", true},
      {Purpose::Deactivate, R"({"active":true})", false},    {Purpose::Deactivate, R"({})", false},
      {Purpose::Deactivate, R"({"active":"false"})", false}, {Purpose::Reactivate, R"({"active":true})", true},
      {Purpose::Reactivate, R"({"active":false})", false},   {Purpose::Reactivate, R"({})", false},
      {Purpose::ChangePerson, R"({"active":true})", false},  {Purpose::CreatePerson, R"({"active":false})", false},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(is_done_already(scim_step(row.purpose, "[]"), object(row.resource)), row.done) << row.resource;
  }
}

}  // namespace
}  // namespace bridge::route::smartsheet_scim
