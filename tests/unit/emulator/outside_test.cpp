#include <thread>

#include "unit/emulator/world.hpp"

namespace bridge::emulator::test {
namespace {

TEST(Outside, AddsPeopleAndGroupsPastTheRules) {
  const World world;
  const std::int64_t id = world.user("a@other.org", {{"groupAdmin", true}, {"title", "Dr."}, {"sheetCount", 4}});
  const std::int64_t group = world.emulator->add_group("Staff", {id, 5, id});
  const Seen state{200, "", world.emulator->state(), {}};
  EXPECT_EQ(state.string("users.1.email"), "a@other.org");
  EXPECT_EQ(state.string("users.1.status"), "ACTIVE");
  EXPECT_EQ(state.at("users.1.groupAdmin"), core::Value(true));
  EXPECT_EQ(state.string("users.1.title"), "Dr.");
  EXPECT_EQ(state.integer("users.1.sheetCount"), 4);
  EXPECT_EQ(state.integer("groups.0.id"), group);
  EXPECT_EQ(state.at("groups.0.members"), core::Value(core::Array{id}));
  EXPECT_EQ(state.integer("groups.0.ownerId"), world.owner);
}

TEST(Outside, ShowsTheStateById) {
  Options options;
  options.seed_users = 20;
  const World world(options);
  const Seen state{200, "", world.emulator->state(), {}};
  ASSERT_EQ(state.count("users"), 21U);
  for (int i = 1; i < 21; ++i) {
    const std::string before = "users." + std::to_string(i - 1);
    EXPECT_LT(state.integer(before + ".id"), state.integer("users." + std::to_string(i) + ".id"));
  }
}

TEST(Outside, RefusesTakenAddressesAndNames) {
  const World world;
  EXPECT_NE(world.user("a@example.com"), 0);
  EXPECT_EQ(world.user("A@example.com"), 0);
  EXPECT_EQ(world.user("nobody"), 0);
  EXPECT_EQ(world.emulator->add_user({}), 0);
  EXPECT_NE(world.emulator->add_group("Staff", {}), 0);
  EXPECT_EQ(world.emulator->add_group("staff", {}), 0);
}

TEST(Outside, ChangesPeople) {
  const World world;
  const std::int64_t id = world.user("a@example.com", {{"title", "Dr."}, {"lastLogin", "2026-01-01T00:00:00Z"}});
  EXPECT_TRUE(world.emulator->change_user(
      id, {{"email", "b@example.com"}, {"status", "DEACTIVATED"}, {"title", nullptr}, {"lastLogin", nullptr}}));
  const Seen seen = world.ask("GET", path_of("users", id));
  EXPECT_EQ(seen.string("email"), "b@example.com");
  EXPECT_EQ(seen.string("status"), "DEACTIVATED");
  EXPECT_EQ(seen.at("title"), core::Value());
  EXPECT_EQ(seen.at("lastLogin"), core::Value());
  world.emulator->advance(std::chrono::days(31));
  expect_refused(world.ask("POST", path_of("users", id, "/reactivate")), 403, 1004);
  EXPECT_FALSE(world.emulator->change_user(id, {{"email", "admin@example.com"}}));
  EXPECT_FALSE(world.emulator->change_user(5, {{"title", "Dr."}}));
}

TEST(Outside, RemovesPeopleAndGroups) {
  const World world;
  const std::int64_t id = world.user("a@example.com");
  const std::int64_t group = world.emulator->add_group("Staff", {id});
  EXPECT_TRUE(world.emulator->remove_user(id));
  EXPECT_FALSE(world.emulator->remove_user(id));
  EXPECT_EQ(world.ask("GET", path_of("groups", group)).count("members"), 0U);
  EXPECT_TRUE(world.emulator->set_members(group, {world.owner}));
  EXPECT_EQ(world.ask("GET", path_of("groups", group)).integer("members.0.id"), world.owner);
  EXPECT_TRUE(world.emulator->remove_group(group));
  EXPECT_FALSE(world.emulator->remove_group(group));
  EXPECT_FALSE(world.emulator->set_members(group, {}));
}

TEST(Outside, HandsGroupsOfTheRemovedToTheOwner) {
  World world;
  const std::int64_t id = world.user("lead@example.com", {{"groupAdmin", true}});
  world.act_as("lead@example.com");
  const std::int64_t group = world.ask("POST", "/groups", R"({"name":"Staff"})").integer("result.id");
  world.token = "admin";
  EXPECT_TRUE(world.emulator->remove_user(id));
  EXPECT_EQ(world.ask("GET", path_of("groups", group)).string("owner"), "admin@example.com");
}

TEST(Reset, GoesBackToTheBeginningAndKeepsTokens) {
  Options options;
  options.seed_users = 3;
  options.seed_groups = 2;
  const World world(options);
  const core::Value before = world.emulator->state();
  world.user("a@example.com");
  world.facts([](Facts& f) { f.emails_lowered = true; });
  world.emulator->inject({});
  world.emulator->advance(std::chrono::hours(1));
  world.emulator->reset();
  EXPECT_EQ(world.emulator->state(), before);
  EXPECT_EQ(world.emulator->facts(), Facts{});
  EXPECT_TRUE(world.emulator->log().empty());
  expect_done(world.ask("GET", "/users"));
}

TEST(Seed, SpreadsPeopleOverGroups) {
  Options options;
  options.seed_users = 25;
  options.seed_groups = 8;
  const World world(options);
  EXPECT_EQ(world.ask("GET", "/users").integer("totalCount"), 26);
  const Seen groups = world.ask("GET", "/groups");
  EXPECT_EQ(groups.integer("totalCount"), 8);
  EXPECT_EQ(groups.string("data.7.name"), "Finance 2");
  EXPECT_EQ(world.ask("GET", path_of("groups", groups.integer("data.0.id"))).count("members"), 4U);
}

TEST(Threads, MayAllAskAtOnce) {
  Options options;
  options.rate_limit = 0;
  const World world(options);
  const std::int64_t group = world.emulator->add_group("Staff", {});
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&world, group, t] {
      for (int i = 0; i < 50; ++i) {
        const std::string email = "u" + std::to_string(t) + "." + std::to_string(i) + "@example.com";
        world.ask("POST", "/users", R"({"email":")" + email + R"("})");
        world.ask("POST", path_of("groups", group, "/members"), R"([{"email":")" + email + R"("}])");
        (void)world.emulator->state();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(world.ask("GET", path_of("groups", group)).count("members"), 200U);
}

}  // namespace
}  // namespace bridge::emulator::test
