#include <algorithm>

#include "unit/emulator/world.hpp"

namespace bridge::emulator::test {
namespace {

std::vector<std::int64_t> ids_in(const Seen& seen) {
  std::vector<std::int64_t> ids;
  for (std::size_t i = 0; i < seen.count("data"); ++i) ids.push_back(seen.integer("data." + std::to_string(i) + ".id"));
  return ids;
}

TEST(ListUsers, ShowsTheWholeRecordToAnAdmin) {
  const World world;
  const std::int64_t id =
      world.user("a@example.com", {{"firstName", "A"}, {"licensedSheetCreator", true}, {"sheetCount", 7}});
  const Seen seen = world.ask("GET", "/users");
  expect_done(seen);
  EXPECT_EQ(seen.at("data.1"), core::Value(core::Object{{"id", id},
                                                        {"email", "a@example.com"},
                                                        {"firstName", "A"},
                                                        {"name", "A"},
                                                        {"admin", false},
                                                        {"groupAdmin", false},
                                                        {"licensedSheetCreator", true},
                                                        {"resourceViewer", false},
                                                        {"isInternal", true},
                                                        {"sheetCount", -1},
                                                        {"status", "ACTIVE"}}));
  world.facts([](Facts& f) { f.sheet_count_minus_one = false; });
  EXPECT_EQ(world.ask("GET", "/users").integer("data.1.sheetCount"), 7);
}

TEST(ListUsers, HidesAdminAttributesFromOthers) {
  World world;
  world.user("a@example.com");
  world.act_as("a@example.com");
  const Seen seen = world.ask("GET", "/users?include=lastLogin");
  EXPECT_EQ(seen.at("data.0"), core::Value(core::Object{{"id", world.owner},
                                                        {"email", "admin@example.com"},
                                                        {"firstName", "Olivia"},
                                                        {"lastName", "Owner"},
                                                        {"name", "Olivia Owner"}}));
  world.facts([](Facts& f) { f.non_admins_read_users = false; });
  expect_refused(world.ask("GET", "/users"), 403, 1004);
  expect_refused(world.ask("GET", path_of("users", world.owner)), 403, 1004);
  expect_done(world.ask("GET", "/users/me"));
}

TEST(ListUsers, FiltersByExactAddresses) {
  const World world;
  const std::int64_t a = world.user("a+1@example.com");
  const std::int64_t b = world.user("B@example.com");
  const struct {
    const char* query;
    std::vector<std::int64_t> any_case;
    std::vector<std::int64_t> exact;
  } cases[] = {
      {"email=a%2B1@example.com", {a}, {a}},
      {"email=b@example.com", {b}, {}},
      {"email=B%40example.com,a%2B1%40example.com,nobody%40example.com", {a, b}, {a, b}},
      {"email=nobody@example.com", {}, {}},
      {"email=example.com", {}, {}},
  };
  for (const auto& row : cases) {
    SCOPED_TRACE(row.query);
    for (const bool ignores : {true, false}) {
      world.facts([&](Facts& f) { f.email_filter_ignores_case = ignores; });
      const Seen seen = world.ask("GET", std::string("/users?") + row.query);
      const auto& expected = ignores ? row.any_case : row.exact;
      EXPECT_EQ(ids_in(seen), expected);
      EXPECT_EQ(seen.integer("totalCount"), static_cast<std::int64_t>(expected.size()));
    }
  }
}

TEST(ListUsers, IgnoresParametersItDoesNotKnow) {
  const World world;
  EXPECT_EQ(world.ask("GET", "/users?Email=x&emails=x&filter=y&pagesize=0").integer("totalCount"), 1);
}

TEST(ListUsers, GivesLastLoginsForAtMostAHundred) {
  const World world;
  EXPECT_EQ(world.ask("GET", "/users").at("data.0.lastLogin"), core::Value());
  EXPECT_EQ(world.ask("GET", "/users?include=lastLogin").string("data.0.lastLogin"), "2026-03-01T00:00:00Z");
  EXPECT_EQ(world.ask("GET", "/users?include=lastLogin&numericDates=true").integer("data.0.lastLogin"), 1772323200000);
  EXPECT_EQ(world.ask("GET", "/users?include=lastLogin&pageSize=101").at("data.0.lastLogin"), core::Value());
  for (int i = 0; i < 101; ++i) world.user("u" + std::to_string(i) + "@example.com");
  EXPECT_EQ(world.ask("GET", "/users?include=lastLogin&includeAll=true").at("data.0.lastLogin"), core::Value());
}

struct PageCase {
  const char* query;
  std::int64_t number;
  std::int64_t size;
  std::int64_t pages;
  std::size_t items;
};

TEST(Paging, CutsTheList) {
  Options options;
  options.seed_users = 249;  // and the owner
  const World world(options);
  const PageCase cases[] = {
      {"", 1, 100, 3, 100},
      {"page=3", 3, 100, 3, 50},
      {"page=2&pageSize=240", 2, 240, 2, 10},
      {"pageSize=250", 1, 250, 1, 250},
      {"pageSize=20000", 1, 10000, 1, 250},
      {"page=4", 4, 100, 3, 0},
      {"includeAll=true&page=2&pageSize=1", 1, 0, 1, 250},
  };
  for (const PageCase& row : cases) {
    SCOPED_TRACE(row.query);
    const Seen seen = world.ask("GET", std::string("/users?") + row.query);
    EXPECT_EQ(seen.integer("pageNumber"), row.number);
    EXPECT_EQ(seen.integer("pageSize"), row.size);
    EXPECT_EQ(seen.integer("totalPages"), row.pages);
    EXPECT_EQ(seen.integer("totalCount"), 250);
    EXPECT_EQ(seen.count("data"), row.items);
  }
  EXPECT_EQ(world.ask("GET", "/users?includeAll=true").at("pageSize"), core::Value());
}

TEST(Paging, RefusesNumbersThatAreNone) {
  const World world;
  for (const char* query : {"page=0", "page=-1", "page=x", "page=", "pageSize=0", "pageSize=1.5"}) {
    SCOPED_TRACE(query);
    expect_refused(world.ask("GET", std::string("/users?") + query), 400, 1018);
    expect_refused(world.ask("GET", std::string("/groups?") + query), 400, 1018);
  }
}

TEST(Paging, FollowsTheSwitches) {
  Options options;
  options.seed_users = 4;
  const World world(options);
  world.facts([](Facts& f) {
    f.page_overflow = PageOverflow::LastPage;
    f.totals_unknown = true;
  });
  const Seen seen = world.ask("GET", "/users?page=9&pageSize=2");
  EXPECT_EQ(seen.integer("pageNumber"), 3);
  EXPECT_EQ(seen.count("data"), 1U);
  EXPECT_EQ(seen.integer("totalCount"), -1);
  EXPECT_EQ(seen.integer("totalPages"), -1);
  const Seen nothing = world.ask("GET", "/groups?page=2");
  expect_done(nothing);
  EXPECT_EQ(nothing.at("data"), core::Value(core::Array{}));
}

TEST(Order, IsByAdditionOrById) {
  Options options;
  options.seed_users = 9;
  const World world(options);
  const std::vector<std::int64_t> added = ids_in(world.ask("GET", "/users"));
  std::vector<std::int64_t> sorted = added;
  std::sort(sorted.begin(), sorted.end());
  EXPECT_NE(added, sorted);
  EXPECT_EQ(added.front(), world.owner);
  world.facts([](Facts& f) { f.list_order = ListOrder::Id; });
  EXPECT_EQ(ids_in(world.ask("GET", "/users")), sorted);
}

TEST(Ids, HaveSixteenDigitsAndSomeNeedMoreThanADouble) {
  Options options;
  options.seed_users = 40;
  const World world(options);
  std::vector<std::int64_t> ids = ids_in(world.ask("GET", "/users"));
  std::size_t large = 0;
  for (const std::int64_t id : ids) {
    EXPECT_EQ(std::to_string(id).size(), 16U);
    if (id <= (std::int64_t{1} << 53)) continue;
    ++large;
    EXPECT_EQ(id % 2, 1) << "an even one might survive as a double";
  }
  EXPECT_GE(large, 5U);
  EXPECT_LT(large, ids.size() / 2);
  std::sort(ids.begin(), ids.end());
  EXPECT_EQ(std::adjacent_find(ids.begin(), ids.end()), ids.end());
  EXPECT_EQ(ids_in(World(options).ask("GET", "/users?includeAll=true")), ids_in(world.ask("GET", "/users")));
}

TEST(GetUser, ShowsTheProfile) {
  const World world;
  const std::int64_t id =
      world.user("a@example.com", {{"firstName", "A"}, {"title", "Dr."}, {"lastLogin", "2026-02-01T10:00:00Z"}});
  const Seen seen = world.ask("GET", path_of("users", id));
  EXPECT_EQ(seen.integer("id"), id);
  EXPECT_EQ(seen.string("title"), "Dr.");
  EXPECT_EQ(seen.string("lastLogin"), "2026-02-01T10:00:00Z");
  EXPECT_EQ(seen.string("account.name"), "Example");
  EXPECT_EQ(seen.at("admin"), core::Value(false));
  EXPECT_EQ(seen.string("status"), "ACTIVE");
  EXPECT_EQ(seen.at("name"), core::Value());
  EXPECT_EQ(seen.at("seatType"), core::Value());
  world.facts([](Facts& f) { f.status_in_profile = false; });
  EXPECT_EQ(world.ask("GET", path_of("users", id)).at("status"), core::Value());
}

TEST(GetUser, HidesOthersFlagsFromPeopleWhoAreNoAdmins) {
  World world;
  const std::int64_t a = world.user("a@example.com");
  world.act_as("a@example.com");
  EXPECT_EQ(world.ask("GET", path_of("users", world.owner)).at("admin"), core::Value());
  EXPECT_EQ(world.ask("GET", path_of("users", a)).at("admin"), core::Value(false));
  EXPECT_EQ(world.ask("GET", path_of("users", a)).at("status"), core::Value());
}

TEST(GetUser, KnowsNobodyElse) {
  const World world;
  expect_refused(world.ask("GET", "/users/1234567890123456"), 404, 1020);
  world.facts([](Facts& f) { f.unknown_user_is_1020 = false; });
  expect_refused(world.ask("GET", "/users/1234567890123456"), 404, 1006);
}

TEST(GetMe, ListsTheCallersGroups) {
  World world;
  const std::int64_t a = world.user("a@example.com");
  world.emulator->add_group("Others", {});
  const std::int64_t group = world.emulator->add_group("Staff", {a});
  world.act_as("a@example.com");
  EXPECT_EQ(world.ask("GET", "/users/me").integer("id"), a);
  EXPECT_EQ(world.ask("GET", "/users/me").at("data"), core::Value());
  const Seen seen = world.ask("GET", "/users/me?include=groups");
  EXPECT_EQ(seen.count("data"), 1U);
  EXPECT_EQ(seen.integer("data.0.id"), group);
  world.facts([](Facts& f) { f.me_groups_as_data = false; });
  EXPECT_EQ(world.ask("GET", "/users/me?include=groups").integer("groups.0.id"), group);
}

}  // namespace
}  // namespace bridge::emulator::test
