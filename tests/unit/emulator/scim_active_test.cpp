#include "unit/emulator/scim_world.hpp"

namespace bridge::emulator::test {
namespace {

const std::string kOff = set("active", "false");
const std::string kOn = set("active", "true");

TEST(ScimActive, DeactivatesAndReactivates) {
  const ScimWorld world;
  const std::int64_t a = world.user("a@example.com", {{"licensedSheetCreator", true}});
  const std::int64_t staff = world.emulator->add_group("Staff", {a});
  const Seen off = world.scim("PATCH", world.user_path(a), kOff);
  expect_done(off);
  EXPECT_EQ(off.at("active"), core::Value(false));
  EXPECT_EQ(world.ask("GET", path_of("users", a)).string("status"), "DEACTIVATED");
  EXPECT_EQ(world.scim("GET", world.group_path(staff)).count("members"), 1U) << "membership is kept";
  expect_done(world.scim("PATCH", world.user_path(a), kOff));
  const Seen on = world.scim("PATCH", world.user_path(a), kOn);
  expect_done(on);
  EXPECT_EQ(on.at("active"), core::Value(true));
  EXPECT_EQ(on.string("roles.0.value"), "LICENSED_USER");
  expect_done(world.ask("POST", path_of("users", a, "/deactivate")));
  EXPECT_EQ(world.scim("GET", world.user_path(a)).at("active"), core::Value(false));
}

TEST(ScimActive, ReactivatesWithinThirtyDays) {
  for (const bool late : {false, true}) {
    const ScimWorld world;
    const std::int64_t a = world.user("a@example.com");
    expect_done(world.scim("PATCH", world.user_path(a), kOff));
    world.emulator->advance(std::chrono::hours(24 * 30) + std::chrono::seconds(late ? 1 : 0));
    const Seen on = world.scim("PATCH", world.user_path(a), kOn);
    if (late) {
      expect_scim_refused(on, 403);
    } else {
      expect_done(on);
    }
  }
}

TEST(ScimActive, RefusesWhatRestRefuses) {
  Options options;
  options.domains = {"example.com", "gmail.com"};
  const ScimWorld world(options);
  const std::int64_t invited = world.user("i@example.com", {{"status", "PENDING"}});
  const std::int64_t declined = world.user("d@example.com", {{"status", "DECLINED"}});
  const std::int64_t mail = world.user("a@gmail.com");
  expect_scim_refused(world.scim("PATCH", world.user_path(world.owner), kOff), 403);
  expect_scim_refused(world.scim("PATCH", world.user_path(invited), kOff), 403);
  expect_done(world.scim("PATCH", world.user_path(invited), kOn));
  expect_scim_refused(world.scim("PATCH", world.user_path(declined), kOn), 403);
  expect_done(world.scim("PATCH", world.user_path(declined), kOff));
  expect_scim_refused(world.scim("PATCH", world.user_path(mail), kOff), 403);
  const std::string with_title =
      patch(R"({"op":"replace","path":"title","value":"X"},{"op":"replace","path":"active","value":false})");
  expect_scim_refused(world.scim("PATCH", world.user_path(invited), with_title), 403);
  EXPECT_EQ(world.scim("GET", world.user_path(invited)).at("title"), core::Value()) << "all or nothing";
}

TEST(ScimActive, KeepsTheLastActiveSystemAdmin) {
  ScimWorld world;
  world.user("new@example.com", {{"status", "PENDING"}, {"admin", true}});
  const std::int64_t boss = world.user("boss@example.com", {{"admin", true}});
  world.act_as("new@example.com");
  expect_done(world.scim("PATCH", world.user_path(boss), kOff));
  expect_scim_refused(world.scim("PATCH", world.user_path(world.owner), kOff), 403);
  world.facts([](Facts& f) { f.scim_deactivation_deletes = true; });
  expect_scim_refused(world.scim("PATCH", world.user_path(world.owner), kOff), 403);
}

TEST(ScimActive, DeletesBySwitch) {
  const ScimWorld world;
  world.facts([](Facts& f) { f.scim_deactivation_deletes = true; });
  const std::int64_t a = world.user("a@example.com");
  const std::int64_t staff = world.emulator->add_group("Staff", {a});
  const Seen off = world.scim("PATCH", world.user_path(a), kOff);
  expect_done(off);
  EXPECT_EQ(off.at("active"), core::Value(false));
  expect_scim_refused(world.scim("GET", world.user_path(a)), 404);
  expect_refused(world.ask("GET", path_of("users", a)), 404, 1020);
  EXPECT_EQ(world.scim("GET", world.group_path(staff)).count("members"), 0U);
  world.user("other@example.com", {{"admin", true}});
  expect_scim_refused(world.scim("PATCH", world.user_path(world.owner), kOff), 403);
  const std::int64_t b = world.user("b@example.com");
  world.facts([](Facts& f) { f.scim_deactivation_deletes = false; });
  expect_done(world.scim("PATCH", world.user_path(b), kOff));
  expect_done(world.scim("GET", world.user_path(b)));
}

TEST(ScimRoles, FollowTheRulesOfRest) {
  const ScimWorld world;
  const std::int64_t leader = world.user("l@example.com", {{"licensedSheetCreator", true}, {"groupAdmin", true}});
  const auto roles = [&](std::int64_t id, const std::string& list) {
    return world.scim("PATCH", world.user_path(id), set("roles", list));
  };
  expect_scim_refused(roles(world.owner, R"(["LICENSED_USER","GROUP_ADMIN"])"), 403);
  expect_scim_refused(roles(leader, R"(["GROUP_ADMIN"])"), 403);
  expect_scim_refused(roles(leader, R"(["RESOURCE_VIEWER"])"), 403);
  expect_done(roles(leader, R"(["LICENSED_USER","SYSTEM_ADMIN"])"));
  EXPECT_EQ(world.record("l@example.com").at("admin"), core::Value(true));
  expect_done(roles(leader, R"([{"type":"SMARTSHEET_USER"}])"));
  EXPECT_EQ(world.record("l@example.com").at("licensedSheetCreator"), core::Value(false));
  expect_done(world.ask("PUT", path_of("users", leader), R"({"licensedSheetCreator":true,"admin":false})"));
  EXPECT_EQ(world.scim("GET", world.user_path(leader)).string("roles.0.value"), "LICENSED_USER");
}

}  // namespace
}  // namespace bridge::emulator::test
