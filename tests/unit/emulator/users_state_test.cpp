#include "unit/emulator/world.hpp"

namespace bridge::emulator::test {
namespace {

struct Target {
  const char* name;
  const char* email;
  core::Object record;
  int status;
  int code;
};

TEST(Deactivate, RefusesWhomItMayNotTouch) {
  const Target cases[] = {
      {"plain", "a@example.com", {}, 200, 0},
      {"admin", "a@example.com", {{"admin", true}}, 200, 0},
      {"provider", "a@gmail.com", {}, 403, 1359},
      {"provider of a country", "a@yahoo.co.uk", {}, 403, 1359},
      {"provider with its domain", "a@web.de", {}, 403, 1359},
      {"like a provider", "a@gmailer.com", {}, 403, 1004},
      {"foreign domain", "a@other.org", {}, 403, 1004},
      {"managed elsewhere", "a@example.com", {{"managedExternally", true}}, 403, 1004},
      {"pending", "a@example.com", {{"status", "PENDING"}}, 403, 1188},
      {"declined", "a@example.com", {{"status", "DECLINED"}}, 403, 1188},
  };
  for (const Target& row : cases) {
    SCOPED_TRACE(row.name);
    const World world;
    const std::int64_t id = world.user(row.email, row.record);
    const Seen seen = world.ask("POST", path_of("users", id, "/deactivate"));
    EXPECT_EQ(seen.status, row.status);
    EXPECT_EQ(seen.code(), row.code);
    const std::string_view given = core::text_or_empty(row.record, "status");
    const std::string before(given.empty() ? "ACTIVE" : given);
    EXPECT_EQ(world.ask("GET", path_of("users", id)).string("status"), row.status == 200 ? "DEACTIVATED" : before);
  }
}

TEST(Deactivate, RefusesTheCallerAndStrangers) {
  const World world;
  expect_refused(world.ask("POST", path_of("users", world.owner, "/deactivate")), 403, 1336);
  expect_refused(world.ask("POST", path_of("users", world.owner, "/reactivate")), 403, 1355);
  expect_refused(world.ask("POST", "/users/1234567890123456/deactivate"), 403, 1335);
  expect_refused(world.ask("POST", "/users/1234567890123456/reactivate"), 403, 1354);
}

TEST(Deactivate, NeedsTheEnterprisePlanAndASystemAdmin) {
  Options options;
  options.plan = Plan::Business;
  World world(options);
  const std::int64_t id = world.user("a@example.com");
  expect_refused(world.ask("POST", path_of("users", id, "/deactivate")), 403, 1013);
  expect_refused(world.ask("POST", path_of("users", id, "/reactivate")), 403, 1013);
  world.act_as("a@example.com");
  expect_refused(world.ask("POST", path_of("users", id, "/deactivate")), 403, 1004);
}

TEST(Deactivate, TreatsInvitedPeopleBySwitch) {
  const World world;
  world.facts([](Facts& f) { f.pending_deactivate_is_1188 = false; });
  const std::int64_t id = world.user("a@example.com", {{"status", "PENDING"}});
  expect_refused(world.ask("POST", path_of("users", id, "/deactivate")), 403, 1004);
}

TEST(Deactivate, KeepsRolesAndMembershipsAndGivesThemBack) {
  const World world;
  const std::int64_t id = world.user("a@example.com", {{"licensedSheetCreator", true}, {"groupAdmin", true}});
  const std::int64_t group = world.emulator->add_group("Staff", {id});
  expect_done(world.ask("POST", path_of("users", id, "/deactivate")));
  EXPECT_EQ(world.ask("GET", path_of("groups", group)).integer("members.0.id"), id);
  expect_done(world.ask("POST", path_of("users", id, "/reactivate")));
  const Seen seen = world.ask("GET", path_of("users", id));
  EXPECT_EQ(seen.string("status"), "ACTIVE");
  EXPECT_EQ(seen.at("groupAdmin"), core::Value(true));
}

TEST(Deactivate, AgainFollowsTheSwitch) {
  const World world;
  const std::int64_t id = world.user("a@example.com");
  expect_done(world.ask("POST", path_of("users", id, "/reactivate")));
  expect_done(world.ask("POST", path_of("users", id, "/deactivate")));
  expect_done(world.ask("POST", path_of("users", id, "/deactivate")));
  world.facts([](Facts& f) { f.deactivate_is_idempotent = false; });
  expect_refused(world.ask("POST", path_of("users", id, "/deactivate")), 403, 1188);
  expect_done(world.ask("POST", path_of("users", id, "/reactivate")));
  expect_refused(world.ask("POST", path_of("users", id, "/reactivate")), 403, 1004);
}

TEST(Reactivate, WorksForThirtyDays) {
  const struct {
    std::chrono::milliseconds passed;
    bool is_1004;
    int code;
  } cases[] = {{std::chrono::days(30), true, 0},
               {std::chrono::days(30) + std::chrono::milliseconds(1), true, 1004},
               {std::chrono::days(31), false, 1354}};
  for (const auto& row : cases) {
    const World world;
    world.facts([&](Facts& f) { f.late_reactivate_is_1004 = row.is_1004; });
    const std::int64_t id = world.user("a@example.com");
    expect_done(world.ask("POST", path_of("users", id, "/deactivate")));
    world.emulator->advance(row.passed);
    const Seen seen = world.ask("POST", path_of("users", id, "/reactivate"));
    EXPECT_EQ(seen.code(), row.code);
    EXPECT_EQ(seen.status, row.code == 0 ? 200 : 403);
  }
}

TEST(Invitations, AreAnsweredOnlyOnce) {
  const World world;
  const std::int64_t a = world.ask("POST", "/users", R"({"email":"a@other.org"})").integer("result.id");
  const std::int64_t b = world.ask("POST", "/users", R"({"email":"b@other.org"})").integer("result.id");
  EXPECT_TRUE(world.emulator->accept_invitation(a));
  EXPECT_TRUE(world.emulator->decline_invitation(b));
  EXPECT_FALSE(world.emulator->decline_invitation(a));
  EXPECT_FALSE(world.emulator->accept_invitation(5));
  EXPECT_EQ(world.ask("GET", path_of("users", a)).string("status"), "ACTIVE");
  EXPECT_EQ(world.ask("GET", path_of("users", b)).string("status"), "DECLINED");
}

}  // namespace
}  // namespace bridge::emulator::test
