#include "unit/emulator/scim_world.hpp"

namespace bridge::emulator::test {
namespace {

const std::string kAll = R"("userName":"Ann@example.com","active":true,"title":"Dr.","externalId":"e1",
  "name":{"givenName":"Ann","familyName":"Archer"},
  "phoneNumbers":[{"type":"work","value":"1"},{"type":"mobile","value":"2"},{"type":"fax","value":"3"}],
  "emails":[{"type":"work","value":"ann@example.com","primary":true}],
  "roles":["LICENSED_USER",{"type":"GROUP_ADMIN","value":"GROUP_ADMIN"},{"value":"JIRA_ADMIN"},""],
  "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":
    {"department":"Sales","division":"North","costCenter":"7","manager":)";

std::string with_manager(const std::string& manager) { return kAll + manager + "}"; }

TEST(ScimCreateUser, ShowsOnBothFaces) {
  const ScimWorld world;
  world.facts([](Facts& f) { f.scim_ids = ScimIds::Uuids; });
  const std::string boss = world.id_of(world.owner);
  const Seen made = world.scim("POST", "/Users", person(with_manager("{\"value\":\"" + boss + "\"}")));
  ASSERT_EQ(made.status, 201) << made.text;
  const std::string id = made.string("id");
  EXPECT_EQ(made.reply.headers.back(), (std::pair<std::string, std::string>{"Location", "/2.0/scim/v2/Users/" + id}));
  EXPECT_EQ(world.scim("GET", "/Users/" + id).body, made.body);
  const std::string extension = R"({"department":"Sales","division":"North","costCenter":"7","manager":{"value":")";
  const auto expected = json::parse(R"({"schemas":[")" + kUser + "\",\"" + kEnterprise + R"("],"id":")" + id +
                                    R"(","userName":"Ann@example.com","active":true,"externalId":"e1",
    "name":{"givenName":"Ann","familyName":"Archer"},"title":"Dr.",
    "phoneNumbers":[{"type":"work","value":"1"},{"type":"mobile","value":"2"},{"type":"fax","value":"3"}],
    "emails":[{"type":"work","value":"Ann@example.com"}],
    "roles":[{"type":"LICENSED_USER","value":"LICENSED_USER"},{"type":"GROUP_ADMIN","value":"GROUP_ADMIN"},
             {"type":"JIRA_ADMIN","value":"JIRA_ADMIN"}],
    ")" + kEnterprise + "\":" + extension +
                                    boss + R"("}},"meta":{"resourceType":"User","location":"/2.0/scim/v2/Users/)" + id +
                                    R"(","lastModified":"2026-03-01T00:00:00.000Z"}})");
  ASSERT_TRUE(expected.has_value());
  EXPECT_EQ(made.body, *expected) << made.text;

  const Seen record = world.record("Ann@example.com");
  EXPECT_EQ(record.string("status"), "ACTIVE");
  EXPECT_EQ(record.at("licensedSheetCreator"), core::Value(true));
  EXPECT_EQ(record.at("groupAdmin"), core::Value(true));
  EXPECT_EQ(record.at("admin"), core::Value(false));
  EXPECT_EQ(record.string("scim.manager"), std::to_string(world.owner));
  EXPECT_EQ(record.string("scim.externalId"), "e1");
  EXPECT_EQ(record.string("scim.fax"), "3");
  EXPECT_EQ(record.string("scim.roles.0"), "JIRA_ADMIN");
  const Seen rest = world.ask("GET", path_of("users", record.integer("id")));
  EXPECT_EQ(rest.string("firstName"), "Ann");
  EXPECT_EQ(rest.string("title"), "Dr.");
  EXPECT_EQ(rest.string("department"), "Sales");
  EXPECT_EQ(rest.string("workPhone"), "1");
  EXPECT_EQ(rest.string("mobilePhone"), "2");
  EXPECT_EQ(rest.at("jiraAdmin"), core::Value(true));
}

TEST(ScimCreateUser, TakesTheManagerAsTextAndShowsItBySwitch) {
  const ScimWorld world;
  const std::string boss = world.id_of(world.owner);
  const std::string id = world.created(with_manager("\"" + boss + "\""));
  const auto manager = [&] {
    const core::Value extension = *world.scim("GET", "/Users/" + id).body.if_object()->find(kEnterprise);
    return core::Value(*extension.if_object()->find("manager"));
  };
  EXPECT_EQ(manager(), core::Value(core::Object{{"value", boss}}));
  world.facts([](Facts& f) { f.scim_manager_is_object = false; });
  EXPECT_EQ(manager(), core::Value(boss));
}

TEST(ScimCreateUser, RefusesWhatBreaksARule) {
  const ScimWorld world;
  const struct {
    const char* name;
    std::string rest;
    int status;
    const char* type;
  } cases[] = {
      {"no userName", R"("active":true)", 400, "invalidValue"},
      {"no address", R"("userName":"ann")", 400, "invalidValue"},
      {"foreign domain", R"("userName":"a@other.org")", 400, "invalidValue"},
      {"taken", R"("userName":"ADMIN@example.com")", 409, "uniqueness"},
      {"active as text", R"("userName":"a@example.com","active":"True")", 400, "invalidSyntax"},
      {"title as number", R"("userName":"a@example.com","title":7)", 400, "invalidSyntax"},
      {"name as text", R"("userName":"a@example.com","name":"Ann")", 400, "invalidSyntax"},
      {"phones as object", R"("userName":"a@example.com","phoneNumbers":{})", 400, "invalidSyntax"},
      {"phones as texts", R"("userName":"a@example.com","phoneNumbers":["1"])", 400, "invalidSyntax"},
      {"unknown role", R"("userName":"a@example.com","roles":["BOSS"])", 400, "invalidValue"},
      {"role as number", R"("userName":"a@example.com","roles":[1])", 400, "invalidSyntax"},
      {"role without its licence", R"("userName":"a@example.com","roles":["GROUP_ADMIN"])", 403, ""},
      {"forbidden characters", R"("userName":"a@example.com","name":{"givenName":"<b>"})", 400, "invalidValue"},
      {"work address that is none", R"("userName":"a@example.com","emails":[{"type":"work","value":"a"}])", 400,
       "invalidValue"},
      {"unknown manager", R"("userName":"a@example.com",")" + kEnterprise + R"(":{"manager":"12"})", 400,
       "invalidValue"},
      {"manager as number", R"("userName":"a@example.com",")" + kEnterprise + R"(":{"manager":12})", 400,
       "invalidSyntax"},
  };
  for (const auto& row : cases) {
    SCOPED_TRACE(row.name);
    expect_scim_refused(world.scim("POST", "/Users", person(row.rest)), row.status, row.type);
  }
  EXPECT_EQ(world.scim("GET", "/Users").integer("totalResults"), 1);
  (void)world.created(R"("userName":"a@example.com","displayName":"ignored","password":"ignored")");
}

TEST(ScimCreateUser, TreatsTheKnownBySwitch) {
  const ScimWorld world;
  const std::int64_t a = world.user("a@example.com", {{"title", "old"}});
  const std::string body = person(R"("userName":"A@example.com","title":"new","roles":["LICENSED_USER"])");
  expect_scim_refused(world.scim("POST", "/Users", body), 409, "uniqueness");
  world.facts([](Facts& f) { f.scim_existing_post = ScimExistingPost::Existing; });
  const Seen seen = world.scim("POST", "/Users", body);
  expect_done(seen);
  EXPECT_EQ(seen.string("id"), world.id_of(a));
  EXPECT_EQ(seen.string("title"), "old");
  EXPECT_EQ(seen.at("roles"), core::Value());
}

TEST(ScimCreateUser, TakesInactiveBySwitch) {
  const ScimWorld world;
  (void)world.created(R"("userName":"a@example.com","active":false)");
  EXPECT_EQ(world.record("a@example.com").string("status"), "DEACTIVATED");
  world.facts([](Facts& f) { f.scim_post_ignores_active = true; });
  (void)world.created(R"("userName":"b@example.com","active":false)");
  EXPECT_EQ(world.record("b@example.com").string("status"), "ACTIVE");
}

TEST(ScimCreateUser, CountsLicences) {
  Options options;
  options.licence_pool = 2;  // the owner has one
  const ScimWorld world(options);
  (void)world.created(R"("userName":"a@example.com","roles":["LICENSED_USER"])");
  expect_scim_refused(world.scim("POST", "/Users", person(R"("userName":"b@example.com","roles":["LICENSED_USER"])")),
                      403);
  const std::string b = world.created(R"("userName":"b@example.com","roles":["SMARTSHEET_USER"])");
  EXPECT_EQ(world.scim("GET", "/Users/" + b).string("roles.0.value"), "SMARTSHEET_USER");
  expect_scim_refused(world.scim("PATCH", "/Users/" + b, set("roles", R"(["LICENSED_USER"])")), 403);
}

TEST(ScimCreateUser, GivesASeatThatLaterRolesDoNotMove) {
  Options options;
  options.licences = LicenceModel::Seats;
  const ScimWorld world(options);
  const std::string a = world.created(R"("userName":"a@example.com")");
  EXPECT_EQ(world.record("a@example.com").string("seatType"), "PROVISIONAL_MEMBER");
  expect_done(world.scim("PUT", "/Users/" + a, person(R"("userName":"a@example.com","title":"x")")));
  EXPECT_EQ(world.record("a@example.com").at("licensedSheetCreator"), core::Value(true));
}

TEST(ScimDirectory, HoldsOnlyPeopleOfTheDomains) {
  const ScimWorld world;
  const std::int64_t guest = world.user("g@other.org", {{"status", "PENDING"}});
  const std::int64_t invited = world.user("i@example.com", {{"status", "PENDING"}});
  world.user("d@example.com", {{"status", "DECLINED"}});
  world.user("o@example.com", {{"status", "DEACTIVATED"}});
  const Seen list = world.scim("GET", "/Users");
  EXPECT_EQ(list.integer("totalResults"), 4);
  EXPECT_EQ(list.at("Resources.1.active"), core::Value(true)) << "invited";
  EXPECT_EQ(list.at("Resources.2.active"), core::Value(false)) << "declined";
  EXPECT_EQ(list.at("Resources.3.active"), core::Value(false)) << "deactivated";
  expect_done(world.scim("GET", world.user_path(invited)));
  expect_scim_refused(world.scim("GET", world.user_path(guest)), 404);
  expect_scim_refused(world.scim("PATCH", world.user_path(guest), set("title", "\"x\"")), 404);
  expect_scim_refused(world.scim("PUT", world.user_path(guest), person(R"("userName":"g@other.org")")), 404);
  EXPECT_EQ(world.scim("GET", R"(/Users?filter=userName%20eq%20%22g@other.org%22)").integer("totalResults"), 0);
}

TEST(ScimListUsers, FiltersByUserName) {
  const ScimWorld world;
  const std::int64_t a = world.user("a@example.com");
  for (const char* filter : {R"(userName%20eq%20%22A@example.com%22)", R"(username+EQ+%22a%40example.com%22)"}) {
    const Seen seen = world.scim("GET", std::string("/Users?filter=") + filter);
    EXPECT_EQ(seen.integer("totalResults"), 1) << filter;
    EXPECT_EQ(seen.string("Resources.0.id"), world.id_of(a));
  }
  EXPECT_EQ(world.scim("GET", R"(/Users?filter=userName+eq+"x@example.com")").count("Resources"), 0U);
  for (const char* bad :
       {"userName", "userName+eq", "userName+eq+a", "userName+eq+true", R"(userName+sw+"a")", R"(externalId+eq+"a")",
        R"(userName+eq+"a"+or+userName+eq+"b")", R"(not+(userName+eq+"a"))", R"(userName+eq+"a)", ""}) {
    SCOPED_TRACE(bad);
    expect_scim_refused(world.scim("GET", std::string("/Users?filter=") + bad), 400, "invalidFilter");
  }
}

TEST(ScimListUsers, Pages) {
  Options options;
  options.seed_users = 4;
  const ScimWorld world(options);
  const struct {
    const char* query;
    std::int64_t start;
    std::int64_t items;
  } cases[] = {{"", 1, 5},
               {"?startIndex=2&count=2", 2, 2},
               {"?startIndex=5", 5, 1},
               {"?startIndex=9", 6, 0},
               {"?startIndex=0", 1, 5},
               {"?count=0", 1, 0},
               {"?count=-1", 1, 0},
               {"?count=999", 1, 5}};
  for (const auto& row : cases) {
    SCOPED_TRACE(row.query);
    const Seen seen = world.scim("GET", std::string("/Users") + row.query);
    EXPECT_EQ(seen.integer("totalResults"), 5);
    EXPECT_EQ(seen.integer("startIndex"), row.start);
    EXPECT_EQ(seen.integer("itemsPerPage"), row.items);
    EXPECT_EQ(seen.count("Resources"), static_cast<std::size_t>(row.items));
  }
  expect_scim_refused(world.scim("GET", "/Users?count=many"), 400, "invalidValue");
  expect_scim_refused(world.scim("GET", "/Users?startIndex=x"), 400, "invalidValue");
  world.facts([](Facts& f) { f.scim_most_results = 3; });
  EXPECT_EQ(world.scim("GET", "/Users?count=50").integer("itemsPerPage"), 3);
  EXPECT_EQ(world.scim("GET", "/Users?startIndex=4&count=50").integer("itemsPerPage"), 2);
}

TEST(ScimMeta, TellsTheLastChangeBySwitch) {
  const ScimWorld world;
  const std::int64_t a = world.user("a@example.com");
  const auto modified = [&] { return world.scim("GET", world.user_path(a)).string("meta.lastModified"); };
  EXPECT_EQ(modified(), "2026-03-01T00:00:00.000Z");
  world.emulator->advance(std::chrono::hours(1));
  expect_done(world.scim("PATCH", world.user_path(a), set("active", "true")));
  EXPECT_EQ(modified(), "2026-03-01T00:00:00.000Z") << "nothing changed";
  expect_done(world.scim("PATCH", world.user_path(a), set("title", "\"x\"")));
  EXPECT_EQ(modified(), "2026-03-01T01:00:00.000Z");
  world.emulator->advance(std::chrono::hours(1));
  expect_done(world.ask("PUT", path_of("users", a), R"({"firstName":"A"})"));
  EXPECT_EQ(modified(), "2026-03-01T02:00:00.000Z");
  world.emulator->advance(std::chrono::hours(1));
  expect_done(world.ask("POST", path_of("users", a, "/deactivate")));
  EXPECT_EQ(modified(), "2026-03-01T03:00:00.000Z");
  world.facts([](Facts& f) { f.scim_last_modified = false; });
  EXPECT_EQ(modified(), "");
}

TEST(ScimReplaceUser, ClearsWhatIsNotGiven) {
  const ScimWorld world;
  const std::string id = world.created(with_manager("null"));
  const Seen seen = world.scim("PUT", "/Users/" + id, person(R"("userName":"ann@EXAMPLE.com","title":"Prof.")"));
  expect_done(seen);
  EXPECT_EQ(seen.string("userName"), "Ann@example.com") << "case alone is no change";
  EXPECT_EQ(seen.string("title"), "Prof.");
  for (const char* gone : {"name", "phoneNumbers", "roles", "externalId"}) EXPECT_EQ(seen.at(gone), core::Value());
  EXPECT_EQ(seen.body.if_object()->find(kEnterprise), nullptr);
  const Seen record = world.record("Ann@example.com");
  EXPECT_EQ(record.at("licensedSheetCreator"), core::Value(false));
  EXPECT_EQ(record.at("scim"), core::Value());
  EXPECT_EQ(record.at("department"), core::Value());
  expect_scim_refused(world.scim("PUT", "/Users/" + id, person(R"("title":"x")")), 400, "invalidValue");
  expect_scim_refused(world.scim("PUT", "/Users/" + id, R"({"userName":"ann@example.com"})"), 400, "invalidSyntax");
  expect_done(world.scim("PUT", "/Users/" + id, person(R"("userName":"ann@example.com","active":false)")));
  EXPECT_EQ(world.record("Ann@example.com").string("status"), "DEACTIVATED");
}

TEST(ScimWorkEmail, IsTheAddressUnlessItIsAnother) {
  const ScimWorld world;
  const std::string id = world.created(R"("userName":"a@example.com")");
  const auto work = [&] { return world.scim("GET", "/Users/" + id).string("emails.0.value"); };
  const std::string path = R"(emails[type eq "work"].value)";
  EXPECT_EQ(work(), "a@example.com");
  expect_done(world.scim("PATCH", "/Users/" + id, set(path, R"("mail@other.org")")));
  EXPECT_EQ(work(), "mail@other.org");
  EXPECT_EQ(world.record("a@example.com").string("scim.workEmail"), "mail@other.org");
  expect_done(world.scim("PATCH", "/Users/" + id, set(path, R"("A@example.com")")));
  EXPECT_EQ(world.record("a@example.com").at("scim"), core::Value());
  EXPECT_EQ(work(), "a@example.com");
}

TEST(ScimUserName, ChangesBySwitch) {
  const ScimWorld world;
  const std::string id = world.created(R"("userName":"a@example.com")");
  const std::string put = person(R"("userName":"b@example.com")");
  expect_scim_refused(world.scim("PUT", "/Users/" + id, put), 400, "mutability");
  expect_scim_refused(world.scim("PATCH", "/Users/" + id, set("userName", R"("b@example.com")")), 400, "mutability");
  world.facts([](Facts& f) { f.scim_changes_user_name = true; });
  const Seen changed = world.scim("PATCH", "/Users/" + id, set("userName", R"("b@example.com")"));
  expect_done(changed);
  EXPECT_EQ(changed.string("emails.0.value"), "b@example.com");
  EXPECT_EQ(world.ask("GET", "/users?email=b@example.com").integer("totalCount"), 1);
  EXPECT_EQ(world.ask("GET", "/users?email=a@example.com").integer("totalCount"), 0);
  expect_scim_refused(world.scim("PATCH", "/Users/" + id, set("userName", R"("b@other.org")")), 400, "invalidValue");
  expect_scim_refused(world.scim("PATCH", "/Users/" + id, set("userName", R"("Admin@example.com")")), 409,
                      "uniqueness");
  EXPECT_EQ(world.scim("GET", "/Users/" + id).string("userName"), "b@example.com");
}

}  // namespace
}  // namespace bridge::emulator::test
