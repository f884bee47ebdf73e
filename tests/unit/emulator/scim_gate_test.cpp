#include <set>

#include "unit/emulator/scim_world.hpp"

namespace bridge::emulator::test {
namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;
const Headers kScimHeaders{{"Content-Type", "application/scim+json"}};

TEST(ScimTokens, WorkOnTheFaceTheyAreFor) {
  ScimWorld world;
  const struct {
    TokenUse use;
    int rest;
    int scim;
  } cases[] = {{TokenUse::Both, 200, 200}, {TokenUse::Rest, 200, 401}, {TokenUse::Scim, 401, 200}};
  for (const auto& row : cases) {
    SCOPED_TRACE(static_cast<int>(row.use));
    world.emulator->add_token({"t", "admin@example.com", false, false, {}, row.use});
    world.token = "t";
    EXPECT_EQ(world.ask("GET", "/users").status, row.rest);
    EXPECT_EQ(world.scim("GET", "/Users").status, row.scim);
  }
  expect_refused(world.ask("GET", "/users"), 401, 1002);
  world.token = "unknown";
  expect_scim_refused(world.scim("GET", "/Users"), 401);
  world.token = "";
  expect_scim_refused(world.scim("GET", "/Users"), 401);
}

TEST(ScimRights, AreSystemAdminsOnly) {
  ScimWorld world;
  world.user("a@example.com", {{"groupAdmin", true}, {"licensedSheetCreator", true}});
  world.act_as("a@example.com");
  for (const char* path : {"/Users", "/Groups", "/ServiceProviderConfig", "/nowhere"}) {
    SCOPED_TRACE(path);
    expect_scim_refused(world.scim("GET", path), 403);
  }
  world.act_as("admin@example.com", {"READ_USERS"});
  expect_done(world.scim("GET", "/Users"));
  expect_scim_refused(world.scim("POST", "/Users", person(R"("userName":"b@example.com")")), 403);
  world.act_as("admin@example.com", {"ADMIN_USERS"});
  EXPECT_EQ(world.scim("POST", "/Users", person(R"("userName":"b@example.com")")).status, 201);
}

TEST(ScimPaths, AreKnownExactly) {
  const ScimWorld world;
  for (const char* path :
       {"", "/", "/users", "/User", "/Users/", "/Users/5", "/Users/x", "/Users/-5", "/Users/05", "/Users/5/manager",
        "/Groups/5", "/Groups/", "/Me", "/Bulk", "/Schemas/x", "/ResourceTypes/Device", "//Users"}) {
    SCOPED_TRACE(path);
    expect_scim_refused(world.scim("GET", path), 404);
  }
  expect_refused(world.ask("GET", "/scim/v3/Users"), 404, 1006);
  expect_refused(world.ask("GET", "/scim/v22/Users"), 404, 1006);
  Emulator::Exchange exchange = world.exchange("GET", "/users");
  exchange.path = "/scim/v2/Users";
  expect_refused(World::seen(world.emulator->handle(exchange)), 404, 1006);
}

TEST(ScimMethods, AreRefusedOnKnownPaths) {
  const ScimWorld world;
  const struct {
    const char* method;
    const char* path;
  } cases[] = {{"DELETE", "/Users/5"}, {"POST", "/Users/5"},    {"PUT", "/Users"},
               {"PATCH", "/Groups"},   {"DELETE", "/Groups"},   {"POST", "/ServiceProviderConfig"},
               {"PUT", "/Schemas"},    {"DELETE", "/Schemas/x"}};
  for (const auto& row : cases) {
    SCOPED_TRACE(std::string(row.method) + row.path);
    expect_scim_refused(world.scim(row.method, row.path), 405);
  }
  expect_scim_refused(world.scim("DELETE", world.user_path(world.owner)), 405);
  EXPECT_EQ(world.scim("GET", world.user_path(world.owner)).string("userName"), "admin@example.com");
}

TEST(ScimBodies, AreScimOrJson) {
  const ScimWorld world;
  const auto post = [&](const std::string& type, const std::string& body) {
    Emulator::Exchange exchange = world.exchange("POST", "/scim/v2/Groups", body);
    exchange.content_type = type;
    return World::seen(world.emulator->handle(exchange));
  };
  EXPECT_EQ(post("application/json", group(R"("displayName":"A")")).status, 201);
  EXPECT_EQ(post("Application/SCIM+JSON;charset=utf-8", group(R"("displayName":"B")")).status, 201);
  expect_scim_refused(post("text/plain", group(R"("displayName":"C")")), 415);
  expect_scim_refused(post("application/scim+json", ""), 400, "invalidSyntax");
  expect_scim_refused(post("application/scim+json", "{"), 400, "invalidSyntax");
  expect_scim_refused(post("application/scim+json", "[]"), 400, "invalidSyntax");
  expect_scim_refused(post("application/scim+json", R"({"displayName":"D"})"), 400, "invalidSyntax");
  expect_scim_refused(post("application/scim+json", person(R"("displayName":"D")")), 400, "invalidSyntax");
}

TEST(ScimAnswers, AreScim) {
  const ScimWorld world;
  EXPECT_EQ(world.scim("GET", "/Users").reply.headers, kScimHeaders);
  EXPECT_EQ(world.scim("GET", "/Users/5").reply.headers, kScimHeaders);
  Emulator::Exchange exchange = world.exchange("GET", "/scim/v2/Users");
  for (const char* good : {"", "*/*", "application/json", "text/html, application/scim+json"}) {
    exchange.accept = good;
    EXPECT_EQ(world.emulator->handle(exchange).status, 200) << good;
  }
  exchange.accept = "text/html";
  expect_scim_refused(World::seen(world.emulator->handle(exchange)), 406);
}

TEST(ScimErrors, AreSmartsheetsBySwitch) {
  const ScimWorld world;
  world.facts([](Facts& f) { f.scim_errors_are_scim = false; });
  const struct {
    const char* method;
    const char* path;
    std::string body;
    int status;
    int code;
  } cases[] = {{"GET", "/Users/5", "", 404, 1006},
               {"DELETE", "/Users/5", "", 405, 1010},
               {"GET", "/Users?filter=x", "", 400, 1018},
               {"POST", "/Users", person(R"("userName":"admin@example.com")"), 409, 1016},
               {"POST", "/Users", person(""), 400, 1031}};
  for (const auto& row : cases) {
    SCOPED_TRACE(row.path);
    expect_refused(world.scim(row.method, row.path, row.body), row.status, row.code);
  }
}

TEST(ScimOffer, IsRefusedBySwitchAndByPlan) {
  Options business;
  business.plan = Plan::Business;
  const ScimWorld other(business);
  const ScimWorld world;
  world.facts([](Facts& f) { f.scim_offered = false; });
  for (const char* path : {"/Users", "/Groups", "/ServiceProviderConfig", "/nowhere"}) {
    SCOPED_TRACE(path);
    expect_scim_refused(world.scim("GET", path), 403);
    expect_scim_refused(other.scim("GET", path), 403);
  }
  for (const ScimWorld* each : {&world, &other}) {
    each->facts([](Facts& f) { f.scim_refusal_is_404 = true; });
    expect_scim_refused(each->scim("GET", "/Users"), 404);
    expect_done(each->ask("GET", "/users"));
  }
  world.facts([](Facts& f) { f.scim_offered = true; });
  expect_done(world.scim("GET", "/Users"));
}

TEST(ScimConfiguration, IsTruthful) {
  const ScimWorld world;
  const Seen config = world.scim("GET", "/ServiceProviderConfig");
  EXPECT_EQ(config.at("patch.supported"), core::Value(true));
  EXPECT_EQ(config.at("bulk.supported"), core::Value(false));
  EXPECT_EQ(config.integer("filter.maxResults"), 100);
  EXPECT_EQ(config.string("authenticationSchemes.0.type"), "oauthbearertoken");
  EXPECT_EQ(world.scim("GET", "/ResourceTypes").integer("totalResults"), 2);
  EXPECT_EQ(world.scim("GET", "/ResourceTypes/Group").string("schema"), kGroup);
  EXPECT_EQ(world.scim("GET", "/Schemas").integer("totalResults"), 3);
  EXPECT_EQ(world.scim("GET", "/Schemas/" + kUser).string("attributes.0.mutability"), "immutable");
  EXPECT_EQ(world.scim("GET", "/Schemas/" + kEnterprise).string("attributes.3.type"), "complex");
  world.facts([](Facts& f) {
    f.scim_changes_user_name = true;
    f.scim_manager_is_object = false;
    f.scim_most_results = 7;
  });
  EXPECT_EQ(world.scim("GET", "/ServiceProviderConfig").integer("filter.maxResults"), 7);
  EXPECT_EQ(world.scim("GET", "/Schemas/" + kUser).string("attributes.0.mutability"), "readWrite");
  EXPECT_EQ(world.scim("GET", "/Schemas/" + kEnterprise).string("attributes.3.type"), "string");
}

TEST(ScimConfiguration, IsAbsentBySwitch) {
  const ScimWorld world;
  world.facts([](Facts& f) { f.scim_configuration_offered = false; });
  for (const char* path : {"/ServiceProviderConfig", "/ResourceTypes", "/ResourceTypes/User", "/Schemas"}) {
    SCOPED_TRACE(path);
    expect_scim_refused(world.scim("GET", path), 404);
  }
  expect_done(world.scim("GET", "/Users"));
}

TEST(ScimGroupsOffer, IsASwitch) {
  const ScimWorld world;
  const std::int64_t staff = world.emulator->add_group("Staff", {});
  expect_done(world.scim("GET", world.group_path(staff)));
  world.facts([](Facts& f) { f.scim_groups_offered = false; });
  expect_scim_refused(world.scim("GET", "/Groups"), 404);
  expect_scim_refused(world.scim("GET", world.group_path(staff)), 404);
  expect_scim_refused(world.scim("POST", "/Groups", group(R"("displayName":"A")")), 404);
  EXPECT_EQ(world.scim("GET", "/ResourceTypes").integer("totalResults"), 1);
  EXPECT_EQ(world.scim("GET", "/Schemas").integer("totalResults"), 2);
}

TEST(ScimBudget, IsOneForBothFaces) {
  Options options;
  options.rate_limit = 3;
  const ScimWorld world(options);  // asks once
  expect_done(world.ask("GET", "/users"));
  expect_done(world.scim("GET", "/Users"));
  const Seen over = world.scim("GET", "/Users");
  expect_scim_refused(over, 429);
  EXPECT_EQ(over.reply.headers.back().first, "Retry-After");
  expect_refused(world.ask("GET", "/users"), 429, 4003);
}

TEST(ScimFaults, MeetThePathsOfTheService) {
  const ScimWorld world;
  FaultPlan plan;
  plan.match = "POST /scim/v2/Users";
  plan.status = 503;
  plan.error_code = 4001;
  world.emulator->inject(plan);
  const std::string body = person(R"("userName":"a@example.com")");
  expect_done(world.scim("GET", "/Users"));
  const Seen refused = world.scim("POST", "/Users", body);
  expect_scim_refused(refused, 503);
  EXPECT_EQ(refused.reply.headers, kScimHeaders);
  plan.what = FaultPlan::What::LostAnswer;
  plan.when = FaultPlan::When::AfterWork;
  world.emulator->inject(plan);
  EXPECT_TRUE(world.scim("POST", "/Users", body).reply.lost);
  expect_scim_refused(world.scim("POST", "/Users", body), 409, "uniqueness");
  plan.what = FaultPlan::What::Truncated;
  plan.match = "GET /scim/v2/Users";
  world.emulator->inject(plan);
  const Seen cut = world.scim("GET", "/Users");
  EXPECT_EQ(cut.reply.headers, kScimHeaders);
  EXPECT_EQ(cut.body, core::Value());
}

TEST(ScimLog, ShowsPathsUnderTheVersion) {
  const ScimWorld world;
  world.emulator->clear_log();
  (void)world.scim("GET", "/Users?count=1");
  ASSERT_EQ(world.emulator->log().size(), 1U);
  EXPECT_EQ(world.emulator->log()[0].path, "/scim/v2/Users");
  EXPECT_EQ(world.emulator->log()[0].query, "count=1");
  EXPECT_EQ(world.emulator->log()[0].credential, "admin");
}

TEST(ScimIds, FollowFromRestIdsAndLeadBack) {
  ScimWorld world;
  const std::int64_t a = world.user("a@example.com");
  const std::int64_t b = world.user("b@example.com");  // above 2^53
  const std::int64_t staff = world.emulator->add_group("Staff", {a});
  for (const ScimIds form : {ScimIds::Same, ScimIds::Numbers, ScimIds::Uuids}) {
    SCOPED_TRACE(static_cast<int>(form));
    world.facts([&](Facts& f) { f.scim_ids = form; });
    for (const std::int64_t rest_id : {world.owner, a, b}) {
      const std::string id = world.id_of(rest_id);
      EXPECT_EQ(id == std::to_string(rest_id), form == ScimIds::Same);
      EXPECT_EQ(id.size(), form == ScimIds::Uuids ? 36U : 16U) << id;
      EXPECT_EQ(world.scim("GET", "/Users/" + id).string("id"), id);
      EXPECT_EQ(world.scim("GET", "/Users/0" + id).status, 404);
      if (form != ScimIds::Same) {
        EXPECT_EQ(world.scim("GET", "/Users/" + std::to_string(rest_id)).status, 404);
      }
    }
    const Seen group = world.scim("GET", world.group_path(staff));
    EXPECT_EQ(group.string("id"), world.emulator->scim_id_of_group(staff));
    EXPECT_EQ(group.string("members.0.value"), world.id_of(a));
    EXPECT_EQ(group.string("meta.location"), "/2.0/scim/v2/Groups/" + group.string("id"));
    EXPECT_EQ(world.record("a@example.com").string("scimId"), world.id_of(a));
    const core::Value state = world.emulator->state();
    const core::Value& first = (*state.if_object()->find("groups")->if_array())[0];
    EXPECT_EQ(core::text_or_empty(*first.if_object(), "scimId"), group.string("id"));
  }
}

TEST(ScimIds, AreNobodyElsesOnTheOtherFace) {
  Options options;
  options.seed_users = 500;
  const World world(options);
  world.facts([](Facts& f) { f.scim_ids = ScimIds::Numbers; });
  const core::Value state = world.emulator->state();
  std::set<std::string> rest_ids;
  std::set<std::string> scim_ids;
  for (const core::Value& user : *state.if_object()->find("users")->if_array()) {
    rest_ids.insert(std::to_string(*user.if_object()->find("id")->if_integer()));
    scim_ids.insert(std::string(core::text_or_empty(*user.if_object(), "scimId")));
  }
  EXPECT_EQ(scim_ids.size(), 501U);
  for (const std::string& id : scim_ids) EXPECT_EQ(rest_ids.count(id), 0U);
}

}  // namespace
}  // namespace bridge::emulator::test
