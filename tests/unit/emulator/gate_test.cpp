#include "unit/emulator/world.hpp"

namespace bridge::emulator::test {
namespace {

TEST(Tokens, AreKnownCurrentAndOwned) {
  const World world;
  world.user("blocked@example.com", {{"status", "DEACTIVATED"}});
  world.emulator->add_token({"old", "admin@example.com", true, false, {}});
  world.emulator->add_token({"dead", "admin@example.com", false, true, {}});
  world.emulator->add_token({"orphan", "nobody@example.com", false, false, {}});
  world.emulator->add_token({"blocked", "blocked@example.com", false, false, {}});
  const struct {
    const char* header;
    int status;
    int code;
  } cases[] = {{"", 401, 1001},
               {"Bearer ", 401, 1001},
               {"Basic YTpi", 401, 1001},
               {"admin", 401, 1001},
               {"Bearer nope", 401, 1002},
               {"Bearer ADMIN", 401, 1002},
               {"Bearer dead", 401, 1002},
               {"Bearer orphan", 401, 1002},
               {"Bearer old", 401, 1003},
               {"Bearer blocked", 403, 2028}};
  for (const auto& row : cases) {
    SCOPED_TRACE(row.header);
    Emulator::Exchange exchange = world.exchange("GET", "/users");
    exchange.authorization = row.header;
    expect_refused(World::seen(world.emulator->handle(exchange)), row.status, row.code);
  }
  Emulator::Exchange exchange = world.exchange("GET", "/users");
  exchange.authorization = "bearer  admin ";
  expect_done(World::seen(world.emulator->handle(exchange)));
  world.facts([](Facts& f) {
    f.revoked_token_is_1002 = false;
    f.blocked_owner_is_403 = false;
  });
  exchange.authorization = "Bearer dead";
  expect_refused(World::seen(world.emulator->handle(exchange)), 400, 1132);
  exchange.authorization = "Bearer blocked";
  expect_refused(World::seen(world.emulator->handle(exchange)), 401, 2028);
}

struct Operation {
  const char* method;
  const char* path;
  const char* body;
  bool reads;
  bool admins_only;
};

constexpr Operation kOperations[] = {
    {"GET", "/users", "", true, false},
    {"GET", "/users/5", "", true, false},
    {"GET", "/groups", "", true, false},
    {"GET", "/groups/5", "", true, false},
    {"POST", "/users", "{}", false, true},
    {"PUT", "/users/5", "{}", false, true},
    {"DELETE", "/users/5", "", false, true},
    {"POST", "/users/5/deactivate", "", false, true},
    {"POST", "/users/5/reactivate", "", false, true},
    {"POST", "/groups", "{}", false, false},
    {"PUT", "/groups/5", "{}", false, false},
    {"DELETE", "/groups/5", "", false, false},
    {"POST", "/groups/5/members", "{}", false, false},
    {"DELETE", "/groups/5/members/6", "", false, false},
};

TEST(Rights, NeedTheScopeOfTheOperation) {
  World world;
  for (const Operation& row : kOperations) {
    SCOPED_TRACE(std::string(row.method) + row.path);
    world.act_as("admin@example.com", {row.reads ? "ADMIN_USERS" : "READ_USERS", "READ_SHEETS"});
    expect_refused(world.ask(row.method, row.path, row.body), 403, 1004);
    world.act_as("admin@example.com", {row.reads ? "READ_USERS" : "ADMIN_USERS"});
    EXPECT_NE(world.ask(row.method, row.path, row.body).code(), 1004);
    world.act_as("admin@example.com");
    EXPECT_NE(world.ask(row.method, row.path, row.body).code(), 1004);
  }
  world.act_as("admin@example.com", {"READ_SHEETS"});
  expect_done(world.ask("GET", "/users/me"));
}

TEST(Rights, ToChangePeopleAreASystemAdmins) {
  World world;
  world.user("a@example.com", {{"groupAdmin", true}, {"licensedSheetCreator", true}});
  world.act_as("a@example.com");
  for (const Operation& row : kOperations) {
    SCOPED_TRACE(std::string(row.method) + row.path);
    EXPECT_EQ(world.ask(row.method, row.path, row.body).code() == 1004, row.admins_only);
  }
}

TEST(AssumeUser, ActsWithTheOthersRights) {
  World world;
  const std::int64_t jane = world.user("jane.doe@example.com");
  world.user("boss@example.com", {{"admin", true}});
  world.user("off@example.com", {{"status", "DEACTIVATED"}});
  const auto as = [&](const std::string& header, const char* path) {
    Emulator::Exchange exchange = world.exchange("GET", path);
    exchange.assume_user = header;
    return World::seen(world.emulator->handle(exchange));
  };
  EXPECT_EQ(as("jane.doe%40example.com", "/users/me").integer("id"), jane);
  EXPECT_EQ(as("jane.doe%40example.com", "/users").at("data.0.status"), core::Value());
  for (const char* other : {"boss%40example.com", "nobody%40example.com", "off%40example.com"}) {
    SCOPED_TRACE(other);
    expect_refused(as(other, "/users/me"), 401, 1030);
  }
  world.act_as("admin@example.com", {"READ_USERS"});
  expect_refused(as("jane.doe%40example.com", "/users/me"), 401, 1030);
  world.act_as("jane.doe@example.com");
  expect_refused(as("off%40example.com", "/users/me"), 401, 1030);
}

TEST(Paths, AreKnownExactly) {
  const World world;
  for (const char* path : {"", "/", "/user", "/Users", "/users/", "/users/abc", "/users/-5", "/users/5x",
                           "/users/5/sheets", "/users/5/deactivate/now", "/users/99999999999999999999",
                           "/groups/5/members/", "/sheets", "/groups/me", "//users"}) {
    SCOPED_TRACE(path);
    expect_refused(world.ask("GET", path), 404, 1006);
  }
  Emulator::Exchange exchange = world.exchange("GET", "/users");
  exchange.path = "/1.1/users";
  expect_refused(World::seen(world.emulator->handle(exchange)), 404, 1007);
  for (const char* path : {"/users", "/2.00/users", "/2.0users"}) {
    exchange.path = path;
    EXPECT_EQ(World::seen(world.emulator->handle(exchange)).status, 404) << path;
  }
}

TEST(Methods, AreRefusedOnKnownPaths) {
  const World world;
  const struct {
    const char* method;
    const char* path;
  } cases[] = {
      {"PUT", "/users"},      {"PATCH", "/users/5"}, {"POST", "/users/5"},           {"DELETE", "/users/me"},
      {"PATCH", "/groups/5"}, {"DELETE", "/groups"}, {"GET", "/users/5/deactivate"}, {"GET", "/groups/5/members"},
      {"HEAD", "/users"},     {"get", "/users"}};
  for (const auto& row : cases) {
    SCOPED_TRACE(std::string(row.method) + row.path);
    expect_refused(world.ask(row.method, row.path), 405, 1010);
  }
  world.facts([](Facts& f) { f.wrong_method_is_1010 = false; });
  expect_refused(world.ask("PATCH", "/users/5"), 405, 1122);
}

TEST(Bodies, AreJsonWhereTheyAreNeeded) {
  const World world;
  const auto post = [&](const std::string& type, const std::string& body) {
    Emulator::Exchange exchange = world.exchange("POST", "/users", body);
    exchange.content_type = type;
    return World::seen(world.emulator->handle(exchange));
  };
  const std::string good = R"({"email":"a@example.com"})";
  expect_refused(post("application/json", ""), 400, 1024);
  expect_refused(post("text/plain", good), 415, 1124);
  expect_refused(post("", good), 415, 1124);
  expect_refused(post("application/json", R"({"email":)"), 400, 1008);
  expect_refused(post("application/json", good + "x"), 400, 1008);
  expect_done(post("Application/JSON; charset=utf-8", good));
  world.facts([](Facts& f) { f.bad_json_is_1008 = false; });
  expect_refused(post("application/json", "{"), 400, 1282);
}

TEST(Accept, MustAllowJson) {
  const World world;
  const auto get = [&](const std::string& accept) {
    Emulator::Exchange exchange = world.exchange("GET", "/users");
    exchange.accept = accept;
    return World::seen(world.emulator->handle(exchange));
  };
  for (const char* good : {"", "*/*", "text/html, application/json;q=0.5", "application/*"}) expect_done(get(good));
  for (const char* bad : {"text/html", "application/xml, text/*"}) expect_refused(get(bad), 406, 1052);
}

TEST(Answers, AreJsonWithStatus200) {
  const World world;
  const Seen seen = world.ask("POST", "/users", R"({"email":"a@example.com"})");
  EXPECT_EQ(seen.status, 200);
  const std::vector<std::pair<std::string, std::string>> headers{{"Content-Type", "application/json;charset=UTF-8"}};
  EXPECT_EQ(seen.reply.headers, headers);
  EXPECT_EQ(world.ask("GET", "/nowhere").reply.headers, headers);
  EXPECT_NE(world.ask("GET", "/nowhere").string("refId"), world.ask("GET", "/nowhere").string("refId"));
}

TEST(RateLimit, CountsEachTokenInItsOwnMinute) {
  for (const bool header : {true, false}) {
    Options options;
    options.rate_limit = 3;
    World world(options);  // asks once
    world.facts([&](Facts& f) { f.retry_after_header = header; });
    expect_done(world.ask("GET", "/users"));
    expect_refused(world.ask("GET", "/nowhere"), 404, 1006);
    world.emulator->advance(std::chrono::milliseconds(20'500));
    const Seen over = world.ask("GET", "/users");
    expect_refused(over, 429, 4003);
    EXPECT_EQ(over.reply.headers.size(), header ? 2U : 1U);
    if (header) {
      EXPECT_EQ(over.reply.headers.back(), (std::pair<std::string, std::string>{"Retry-After", "40"}));
    }
    world.emulator->advance(std::chrono::milliseconds(39'500));
    expect_done(world.ask("GET", "/users"));
    world.act_as("admin@example.com");
    expect_done(world.ask("GET", "/users"));
  }
}

TEST(RateLimit, LeaksEvenlyBySwitch) {
  Options options;
  options.rate_limit = 3;
  World world(options);
  world.facts([&](Facts& f) { f.rate_window_is_fixed = false; });
  world.act_as("admin@example.com");
  for (int i = 0; i < 3; ++i) expect_done(world.ask("GET", "/users"));
  const Seen over = world.ask("GET", "/users");
  expect_refused(over, 429, 4003);
  EXPECT_EQ(over.reply.headers.back().second, "20");
  world.emulator->advance(std::chrono::seconds(20));
  expect_done(world.ask("GET", "/users"));
  expect_refused(world.ask("GET", "/users"), 429, 4003);
}

TEST(RateLimit, CountsAListingForMoreBySwitch) {
  for (const bool fixed : {true, false}) {
    Options options;
    options.rate_limit = 10;
    World world(options);
    world.facts([&](Facts& f) {
      f.rate_window_is_fixed = fixed;
      f.listing_weight = 4;
    });
    world.act_as("admin@example.com");
    expect_done(world.ask("GET", "/users"));
    expect_done(world.ask("GET", "/groups"));
    expect_refused(world.ask("GET", "/users"), 429, 4003);
    for (int i = 0; i < 2; ++i) EXPECT_EQ(world.ask("GET", "/users/me").status, 200);
    expect_refused(world.ask("GET", "/users/me"), 429, 4003);
  }
}

TEST(RateLimit, OfZeroIsNone) {
  Options options;
  options.rate_limit = 0;
  const World world(options);
  for (int i = 0; i < 400; ++i) ASSERT_EQ(world.ask("GET", "/users/me").status, 200);
}

}  // namespace
}  // namespace bridge::emulator::test
