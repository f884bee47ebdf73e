// Requests that are planned and not carried out.

#include "service/planning.hpp"

#include "unit/service/service_fixture.hpp"

namespace bridge::service::test {
namespace {

using core::FaultKind;
using VerbOf = service::Verb;

struct Request {
  const char* method;
  const char* path;
  Kind kind;
  const char* id;
  std::optional<VerbOf> verb;
};

const Request kRequests[] = {
    {"GET", "/Users", Kind::User, "", {}},
    {"GET", "/Users/7", Kind::User, "7", {}},
    {"HEAD", "/Groups/9", Kind::Group, "9", {}},
    {"POST", "/.search", Kind::User, "", std::nullopt},
    {"POST", "/scim/v2/Groups/.search", Kind::User, "", std::nullopt},
    {"POST", "/Users", Kind::User, "", VerbOf::Create},
    {"POST", "/Users/", Kind::User, "", VerbOf::Create},
    {"POST", "/Groups", Kind::Group, "", VerbOf::Create},
    {"PUT", "/Users/7", Kind::User, "7", VerbOf::Replace},
    {"PATCH", "/scim/v2/Groups/9", Kind::Group, "9", VerbOf::Modify},
    {"DELETE", "/acme/scim/v2/Users/7", Kind::User, "7", VerbOf::Remove},
    {"PATCH", "https://scim.example.com/scim/v2/Users/7?attributes=id", Kind::User, "7", VerbOf::Modify},
    {"GET", "/Users?filter=userName%20eq%20%22a/b%22", Kind::User, "", {}},
};

TEST(ReadRequest, TakesUsersAndGroupsBelowAnyBase) {
  for (const Request& one : kRequests) {
    SCOPED_TRACE(std::string(one.method) + " " + one.path);
    const auto request = read_request(one.method, one.path);
    ASSERT_TRUE(request) << request.error().detail;
    EXPECT_EQ(request->kind, one.kind);
    EXPECT_EQ(request->id ? request->id->text : "", one.id);
    EXPECT_EQ(request->verb, one.verb);
  }
}

TEST(ReadRequest, RefusesOtherPaths) {
  for (const char* path : {"", "/", "Users", "/users", "/Users7", "/Usersx/7", "/Users/7/name", "/Me", "/Bulk",
                           "/scim/v2", "/scim/v2/", "/Schemas", "?Users", "/Users//7"}) {
    SCOPED_TRACE(path);
    EXPECT_TRUE(fails_with(read_request("GET", path), FaultKind::NotFound, "/Users"));
  }
}

TEST(ReadRequest, RefusesMethodsThatThePathHasNot) {
  const std::pair<const char*, const char*> cases[] = {{"POST", "/Users/7"},    {"PUT", "/Users"},  {"PATCH", "/Users"},
                                                       {"DELETE", "/Groups"},   {"HEAD", "/Users"}, {"get", "/Users"},
                                                       {"OPTIONS", "/Users/7"}, {"", "/Users"}};
  for (const auto& [method, path] : cases) {
    SCOPED_TRACE(std::string(method) + " " + path);
    EXPECT_TRUE(fails_with(read_request(method, path), FaultKind::MethodNotAllowed, "method: expected"));
  }
}

class PlanningTest : public ::testing::Test {
 protected:
  PlanningTest() {
    query.tenant = core::TenantName("default");
    query.method = "PATCH";
    query.path = "/Users/7";
    query.body = parse(R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
                           "Operations":[{"op":"replace","path":"title","value":"Boss"}]})");
    put(bench.tenant.rows, user("7", "ada@x"), R"({"userName":"ada@x"})");
    work::Planned planned;
    planned.plan.steps.push_back({route::Purpose::ChangePerson,
                                  route::ScimCall{"PATCH", "/Users/s-7", parse(R"({"title":"Boss"})")},
                                  route::OnUnknown::Repeat,
                                  {},
                                  {}});
    bench.tenant.planned = planned;
  }
  core::Result<core::Value> plan() {
    std::vector<core::Result<core::Value>> answers;
    bench.service->plan(query, [&](core::Result<core::Value> answer) { answers.push_back(std::move(answer)); });
    EXPECT_EQ(answers.size(), 1U);
    return answers.at(0);
  }
  Bench bench;
  PlanQuery query;
};

TEST_F(PlanningTest, TellsTheCallsOfAWriteAndSubmitsNothing) {
  query.client = "entra";
  const auto shown = plan();
  ASSERT_TRUE(shown) << shown.error().detail;
  EXPECT_EQ(*shown, parse(R"({"tenant":"default","client":"entra","method":"PATCH","path":"/Users/7","outcome":"calls",
      "calls":[{"purpose":"change_person","route":"scim","credential":"ScimToken","method":"PATCH",
                "path":"/Users/s-7","body":{"title":"***"}}]})"));
  ASSERT_EQ(bench.tenant.edits.size(), 1U);
  EXPECT_EQ(bench.tenant.edits[0].client, "entra");
  EXPECT_EQ(std::get<work::Modify>(bench.tenant.edits[0].what).id.text, "7");
  EXPECT_TRUE(bench.tenant.calls.empty());
  query.show_values = true;
  const auto open = plan();
  ASSERT_TRUE(open);
  const core::Value& call = *open->if_object()->find("calls")->if_array()->begin();
  EXPECT_EQ(*call.if_object()->find("body"), parse(R"({"title":"Boss"})"));
}

TEST_F(PlanningTest, TakesTheTenantsFirstTokenWhereNoneIsNamed) {
  const auto shown = plan();
  ASSERT_TRUE(shown);
  EXPECT_EQ(core::text_or_empty(*shown->if_object(), "client"), "okta");
}

TEST_F(PlanningTest, TellsWhatNeedsNoCall) {
  const auto outcome = [&] {
    const auto shown = plan();
    return shown ? std::string(core::text_or_empty(*shown->if_object(), "outcome")) : shown.error().detail;
  };
  bench.tenant.planned = work::Planned{};
  EXPECT_EQ(outcome(), "no calls");
  bench.tenant.planned = work::Planned{{}, true, false};
  EXPECT_EQ(outcome(), "nothing");
  bench.tenant.edits.clear();
  query.method = "GET";
  query.body = {};
  EXPECT_EQ(outcome(), "read");
  bench.tenant.read = false;
  EXPECT_EQ(outcome(), "read");
  EXPECT_TRUE(bench.tenant.edits.empty());
}

TEST_F(PlanningTest, KnowsTenantsAndTheirTokensByName) {
  query.client = "acme";
  EXPECT_TRUE(fails_with(plan(), FaultKind::NotFound, "tenant"));
  query.tenant = core::TenantName("acme");
  EXPECT_TRUE(plan());
  query.tenant = core::TenantName("nobody");
  query.client = "";
  EXPECT_TRUE(fails_with(plan(), FaultKind::NotFound, "tenant"));
}

TEST_F(PlanningTest, TellsTheFaultThatTheRequestWouldGet) {
  query.client = "reader";
  EXPECT_TRUE(fails_with(plan(), FaultKind::Forbidden, "read-only"));
  query.client = "";
  bench.tenant.planned = core::failure(FaultKind::Uniqueness, "userName: taken");
  EXPECT_TRUE(fails_with(plan(), FaultKind::Uniqueness, "taken"));
  query.path = "/Nothing";
  EXPECT_TRUE(fails_with(plan(), FaultKind::NotFound, "path"));
  query.path = "/Users";
  EXPECT_TRUE(fails_with(plan(), FaultKind::MethodNotAllowed, "method"));
  query.path = "/Users/7";
  query.body = parse(R"({"Operations":"none"})");
  EXPECT_FALSE(plan());
  bench.tenant.read = false;
  EXPECT_TRUE(fails_with(plan(), FaultKind::NotReady, "reading"));
  EXPECT_EQ(bench.tenant.edits.size(), 1U) << "the one that was planned";
}

}  // namespace
}  // namespace bridge::service::test
