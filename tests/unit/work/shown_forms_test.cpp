// What is shown of a person whose records came from one service and then from the other.

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"
#include "work/shown.hpp"

namespace bridge::work::test {
namespace {

const std::string kSchemas = R"("schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"s-7",)";
const std::string kScim = "{" + kSchemas +
                          R"("userName":"a@x.example","active":true,"title":"Boss","name":{"givenName":"Ann"},)" +
                          R"("roles":[{"value":"LICENSED_USER","type":"LICENSED_USER"}]})";
const std::string kRest =
    R"({"id":7,"email":"a@x.example","firstName":"Ann","status":"ACTIVE","licensedSheetCreator":true})";
const std::string kAsked = R"({"userName":"A@x.example","active":true,"title":"Chief","name":{"givenName":"Anne"},)"
                           R"("roles":[{"value":"licensed_user"}]})";

struct Case {
  const char* name;
  std::string then;
  std::string now;
  /// What differs from kAsked: the member, and its value in JSON; empty: nothing.
  const char* member;
  const char* value;
};

std::string rest(std::string_view more) { return kRest.substr(0, kRest.size() - 1) + "," + std::string(more) + "}"; }

const Case kCases[] = {
    {"the same person in the other form", kScim, kRest, "", ""},
    {"the same the other way", kRest, kScim, "", ""},
    {"a time that REST alone tells", kScim, rest(R"("lastLogin":"2026-01-01T00:00:00Z","seatType":"MEMBER")"), "", ""},
    {"an invitation that SCIM does not tell", kScim,
     R"({"id":7,"email":"a@x.example","firstName":"Ann","status":"PENDING","licensedSheetCreator":true})", "", ""},
    {"a role that SCIM alone knows",
     "{" + kSchemas +
         R"("userName":"a@x.example","active":true,"name":{"givenName":"Ann"},)"
         R"("roles":[{"value":"LICENSED_USER"},{"value":"JIRA_USER"}]})",
     kRest, "", ""},
    {"no longer active", kScim,
     R"({"id":7,"email":"a@x.example","firstName":"Ann","status":"DEACTIVATED","licensedSheetCreator":true})", "active",
     "false"},
    {"no longer active, told by SCIM", kRest,
     "{" + kSchemas +
         R"("userName":"a@x.example","active":false,"name":{"givenName":"Ann"},)"
         R"("roles":[{"value":"LICENSED_USER"}]})",
     "active", "false"},
    {"another name", kScim,
     R"({"id":7,"email":"a@x.example","firstName":"Una","status":"ACTIVE","licensedSheetCreator":true})", "name",
     R"({"givenName":"Una"})"},
    {"another role", kScim, rest(R"("groupAdmin":true)"), "roles",
     R"([{"value":"LICENSED_USER","type":"LICENSED_USER"},{"value":"GROUP_ADMIN","type":"GROUP_ADMIN"}])"},
    {"a title between two forms", kRest,
     "{" + kSchemas +
         R"("userName":"a@x.example","active":true,"title":"Clerk","name":{"givenName":"Ann"},)"
         R"("roles":[{"value":"LICENSED_USER"}]})",
     "", ""},
    {"a title between two of SCIM", kScim,
     "{" + kSchemas +
         R"("userName":"a@x.example","active":true,"title":"Clerk","name":{"givenName":"Ann"},)"
         R"("roles":[{"value":"LICENSED_USER","type":"LICENSED_USER"}]})",
     "title", R"("Clerk")"},
};

TEST(ShownForms, DifferInNothingThatBothDoNotTell) {
  for (const Case& one : kCases) {
    SCOPED_TRACE(one.name);
    store::Row row;
    row.kind = Kind::User;
    row.asked = parse_object(kAsked);
    row.seen_at_ask = parse_object(one.then);
    row.seen = parse_object(one.now);
    Object expected = row.asked;
    if (*one.member != '\0') expected = expected.with(one.member, parse(one.value));
    EXPECT_EQ(shown(row, {}), expected);
  }
}

TEST(ShownForms, OfAGroupTellItsName) {
  store::Row row = group_row("9", "Team");
  row.asked = parse_object(R"({"displayName":"TEAM"})");
  row.seen_at_ask = row.seen;
  const std::string scim = R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"id":"s-9","displayName":)";
  row.seen = parse_object(scim + R"("Team"})");
  EXPECT_EQ(core::text_or_empty(shown(row, {}), "displayName"), "TEAM");
  row.seen = parse_object(scim + R"("Crew"})");
  EXPECT_EQ(core::text_or_empty(shown(row, {}), "displayName"), "Crew");
}

TEST(ShownForms, OfAnUnmanagedPersonAreRead) {
  store::Row row = person_row("7", "a@x.example");
  row.seen = parse_object(kScim);
  EXPECT_EQ(core::text_or_empty(shown(row, {}), "title"), "Boss");
  EXPECT_EQ(shown(row, {}).find("id"), nullptr);
}

}  // namespace
}  // namespace bridge::work::test
