#include "unit/emulator/world.hpp"

namespace bridge::emulator::test {
namespace {

constexpr const char* kBoth = R"([{"email":"a@example.com"},{"email":"b@example.com"}])";

struct GroupWorld : World {
  GroupWorld()
      : a(user("a@example.com", {{"firstName", "Ann"}, {"lastName", "Archer"}})),
        b(user("b@example.com")),
        staff(emulator->add_group("Staff", {a})) {}

  [[nodiscard]] std::string staff_path(const std::string& rest = {}) const { return path_of("groups", staff, rest); }

  std::int64_t a;
  std::int64_t b;
  std::int64_t staff;
};

TEST(CreateGroup, AnswersWithOwnerAndExactlyTheMembersAsked) {
  const GroupWorld world;
  const std::string body = std::string(R"({"name":"Sales","description":"S","members":)") + kBoth + "}";
  const Seen seen = world.ask("POST", "/groups", body);
  expect_done(seen);
  EXPECT_EQ(seen.string("result.name"), "Sales");
  EXPECT_EQ(seen.string("result.description"), "S");
  EXPECT_EQ(seen.string("result.owner"), "admin@example.com");
  EXPECT_EQ(seen.integer("result.ownerId"), world.owner);
  EXPECT_EQ(seen.count("result.members"), 2U);
  EXPECT_EQ(seen.integer("result.members.0.id"), world.a);
  EXPECT_EQ(seen.string("result.members.0.name"), "Ann Archer");
  EXPECT_EQ(seen.string("result.members.1.name"), "b@example.com");
  EXPECT_EQ(seen.string("result.createdAt"), "2026-03-01T00:00:00Z");
  world.facts([](Facts& f) { f.group_creator_becomes_member = true; });
  EXPECT_EQ(world.ask("POST", "/groups", R"({"name":"Own"})").integer("result.members.0.id"), world.owner);
}

struct Refusal {
  const char* name;
  const char* body;
  int status;
  int code;
};

TEST(CreateGroup, RefusesWhatBreaksARule) {
  const GroupWorld world;
  const Refusal cases[] = {
      {"no name", R"({"description":"x"})", 400, 1012},
      {"blank name", R"({"name":" "})", 400, 1031},
      {"name as number", R"({"name":7})", 400, 1031},
      {"taken", R"({"name":"Staff"})", 400, 1103},
      {"taken in another case", R"({"name":"sTAFF"})", 400, 1103},
      {"stranger in members", R"({"name":"X","members":[{"email":"a@example.com"},{"email":"x@y.org"}]})", 400, 1105},
      {"member without e-mail", R"({"name":"X","members":[{"id":1}]})", 400, 1012},
      {"member as text", R"({"name":"X","members":["a@example.com"]})", 400, 1008},
      {"members as object", R"({"name":"X","members":{}})", 400, 1008},
      {"array", R"([{"name":"X"}])", 400, 1008},
  };
  for (const Refusal& row : cases) {
    SCOPED_TRACE(row.name);
    expect_refused(world.ask("POST", "/groups", row.body), row.status, row.code);
  }
  EXPECT_EQ(world.ask("GET", "/groups").integer("totalCount"), 1);
  world.facts([](Facts& f) {
    f.group_names_ignore_case = false;
    f.longest_group_name = 5;
  });
  expect_done(world.ask("POST", "/groups", R"({"name":"sTAFF"})"));
  expect_done(world.ask("POST", "/groups", R"({"name":"äöüßé"})"));
  expect_refused(world.ask("POST", "/groups", R"({"name":"Staff2"})"), 400, 1041);
}

TEST(CreateGroup, NeedsAGroupAdmin) {
  GroupWorld world;
  world.user("sysadmin@example.com", {{"admin", true}});
  world.user("leader@example.com", {{"groupAdmin", true}, {"licensedSheetCreator", true}});
  world.act_as("a@example.com");
  expect_refused(world.ask("POST", "/groups", R"({"name":"A"})"), 403, 1104);
  world.act_as("leader@example.com");
  expect_done(world.ask("POST", "/groups", R"({"name":"A"})"));
  world.act_as("sysadmin@example.com");
  expect_refused(world.ask("POST", "/groups", R"({"name":"B"})"), 403, 1104);
  world.facts([](Facts& f) { f.system_admins_create_groups = true; });
  expect_done(world.ask("POST", "/groups", R"({"name":"B"})"));
}

TEST(ReadGroups, ListsWithoutAndReadsWithMembers) {
  const GroupWorld world;
  const Seen list = world.ask("GET", "/groups");
  EXPECT_EQ(list.integer("data.0.id"), world.staff);
  EXPECT_EQ(list.at("data.0.members"), core::Value());
  EXPECT_EQ(world.ask("GET", world.staff_path()).integer("members.0.id"), world.a);
  expect_refused(world.ask("GET", "/groups/1"), 404, 1106);
}

TEST(ReadGroups, ListsWhatChangedSince) {
  const GroupWorld world;
  world.emulator->advance(std::chrono::hours(1));
  const std::int64_t late = world.emulator->add_group("Late", {});
  const Seen seen = world.ask("GET", "/groups?modifiedSince=2026-03-01T00:30:00Z&numericDates=true");
  EXPECT_EQ(seen.integer("totalCount"), 1);
  EXPECT_EQ(seen.integer("data.0.id"), late);
  EXPECT_EQ(seen.integer("data.0.modifiedAt"), 1772326800000);
  EXPECT_EQ(world.ask("GET", "/groups?modifiedSince=1772326800000").integer("totalCount"), 1);
  EXPECT_EQ(world.ask("GET", "/groups").integer("totalCount"), 2);
  expect_refused(world.ask("GET", "/groups?modifiedSince=yesterday"), 400, 1018);
}

TEST(UpdateGroup, ChangesNameDescriptionAndOwner) {
  const GroupWorld world;
  const std::int64_t boss = world.user("boss@example.com", {{"admin", true}});
  world.emulator->advance(std::chrono::hours(1));
  const std::string body = R"({"name":"Crew","description":"D","ownerId":)" + std::to_string(boss) + "}";
  const Seen seen = world.ask("PUT", world.staff_path(), body);
  expect_done(seen);
  EXPECT_EQ(seen.string("result.name"), "Crew");
  EXPECT_EQ(seen.string("result.owner"), "boss@example.com");
  EXPECT_EQ(seen.string("result.modifiedAt"), "2026-03-01T01:00:00Z");
  EXPECT_EQ(seen.string("result.createdAt"), "2026-03-01T00:00:00Z");
  EXPECT_EQ(seen.at("result.members"), core::Value());
  world.facts([](Facts& f) { f.group_put_answers_members = true; });
  EXPECT_EQ(world.ask("PUT", world.staff_path(), R"({"description":""})").count("result.members"), 1U);
}

TEST(UpdateGroup, RefusesWhatBreaksARule) {
  const GroupWorld world;
  world.emulator->add_group("Sales", {});
  const std::string plain_owner = R"({"ownerId":)" + std::to_string(world.a) + "}";
  const Refusal cases[] = {
      {"members", R"({"name":"X","members":[]})", 400, 1032},
      {"nothing", "{}", 400, 1012},
      {"taken", R"({"name":"sales"})", 400, 1103},
      {"blank", R"({"name":""})", 400, 1031},
      {"owner who is no admin", plain_owner.c_str(), 400, 1031},
      {"owner unknown", R"({"ownerId":5})", 400, 1031},
  };
  for (const Refusal& row : cases) {
    SCOPED_TRACE(row.name);
    expect_refused(world.ask("PUT", world.staff_path(), row.body), row.status, row.code);
  }
  expect_done(world.ask("PUT", world.staff_path(), R"({"name":"STAFF"})"));
  expect_refused(world.ask("PUT", "/groups/1", R"({"name":"X"})"), 404, 1106);
  world.facts([](Facts& f) { f.unknown_attributes_refused = true; });
  expect_refused(world.ask("PUT", world.staff_path(), R"({"nmae":"X"})"), 400, 1283);
}

TEST(ChangeGroups, NeedsASystemAdminOrTheOwner) {
  GroupWorld world;
  world.user("leader@example.com", {{"groupAdmin", true}, {"licensedSheetCreator", true}});
  const struct {
    const char* method;
    std::string path;
    const char* body;
  } changes[] = {{"PUT", world.staff_path(), R"({"description":"x"})"},
                 {"POST", world.staff_path("/members"), R"([{"email":"b@example.com"}])"},
                 {"DELETE", world.staff_path("/members/") + std::to_string(world.b), ""},
                 {"DELETE", world.staff_path(), ""}};
  for (const char* caller : {"a@example.com", "leader@example.com"}) {
    world.act_as(caller);
    for (const auto& change : changes) {
      SCOPED_TRACE(change.path);
      expect_refused(world.ask(change.method, change.path, change.body), 403, 1004);
    }
  }
  world.facts([](Facts& f) { f.group_admins_change_any = true; });
  for (const auto& change : changes) expect_done(world.ask(change.method, change.path, change.body));
}

TEST(DeleteGroup, IsThenUnknown) {
  const GroupWorld world;
  expect_done(world.ask("DELETE", world.staff_path()));
  expect_refused(world.ask("DELETE", world.staff_path()), 404, 1106);
  expect_refused(world.ask("GET", world.staff_path()), 404, 1106);
  EXPECT_EQ(world.ask("GET", "/groups").integer("totalCount"), 0);
}

TEST(AddMembers, LeavesOutWhoIsAlreadyThereWhenGivenAnArray) {
  const GroupWorld world;
  const Seen seen = world.ask("POST", world.staff_path("/members"), kBoth);
  expect_done(seen);
  EXPECT_EQ(seen.count("result"), 1U);
  EXPECT_EQ(seen.integer("result.0.id"), world.b);
  const Seen again = world.ask("POST", world.staff_path("/members"), kBoth);
  expect_done(again);
  EXPECT_EQ(again.at("result"), core::Value(core::Array{}));
}

TEST(AddMembers, RefusesWhoIsAlreadyThereWhenGivenAlone) {
  const GroupWorld world;
  expect_refused(world.ask("POST", world.staff_path("/members"), R"({"email":"A@example.com"})"), 400, 1129);
  const Seen seen = world.ask("POST", world.staff_path("/members"), R"({"email":"B@example.com"})");
  expect_done(seen);
  EXPECT_EQ(seen.integer("result.id"), world.b);
}

TEST(AddMembers, AddsNobodyWhenOneIsAStranger) {
  const GroupWorld world;
  const Seen seen =
      world.ask("POST", world.staff_path("/members"), R"([{"email":"b@example.com"},{"email":"x@example.com"}])");
  expect_refused(seen, 400, 1105);
  EXPECT_NE(seen.string("message").find("x@example.com"), std::string::npos);
  EXPECT_EQ(world.ask("GET", world.staff_path()).count("members"), 1U);
  expect_refused(world.ask("POST", world.staff_path("/members"), R"({"email":"x@example.com"})"), 400, 1105);
  expect_refused(world.ask("POST", "/groups/1/members", kBoth), 404, 1106);
}

TEST(AddMembers, TreatsInactivePeopleBySwitch) {
  const GroupWorld world;
  world.user("off@example.com", {{"status", "DEACTIVATED"}});
  world.user("invited@other.org", {{"status", "PENDING"}});
  world.facts([](Facts& f) { f.inactive_members_refused = true; });
  expect_refused(world.ask("POST", world.staff_path("/members"), R"([{"email":"off@example.com"}])"), 400, 1290);
  expect_done(world.ask("POST", world.staff_path("/members"), R"([{"email":"invited@other.org"}])"));
  world.facts([](Facts& f) { f.inactive_members_refused = false; });
  expect_done(world.ask("POST", world.staff_path("/members"), R"([{"email":"off@example.com"}])"));
}

TEST(RemoveMember, TreatsNonMembersBySwitch) {
  const GroupWorld world;
  const std::string path = world.staff_path("/members/") + std::to_string(world.a);
  expect_done(world.ask("DELETE", path));
  expect_refused(world.ask("DELETE", path), 404, 1006);
  world.facts([](Facts& f) { f.remove_non_member_is_404 = false; });
  expect_done(world.ask("DELETE", path));
  expect_refused(world.ask("DELETE", "/groups/1/members/2"), 404, 1106);
}

TEST(Membership, MovesModifiedAtBySwitch) {
  for (const bool moves : {true, false}) {
    const GroupWorld world;
    world.facts([&](Facts& f) { f.membership_moves_modified_at = moves; });
    const auto modified = [&] { return world.ask("GET", world.staff_path()).string("modifiedAt"); };
    world.emulator->advance(std::chrono::hours(1));
    world.ask("POST", world.staff_path("/members"), kBoth);
    EXPECT_EQ(modified(), moves ? "2026-03-01T01:00:00Z" : "2026-03-01T00:00:00Z");
    world.emulator->advance(std::chrono::hours(1));
    world.ask("POST", world.staff_path("/members"), kBoth);
    EXPECT_EQ(modified(), moves ? "2026-03-01T01:00:00Z" : "2026-03-01T00:00:00Z") << "nothing was added";
    world.ask("DELETE", world.staff_path("/members/") + std::to_string(world.a));
    EXPECT_EQ(modified(), moves ? "2026-03-01T02:00:00Z" : "2026-03-01T00:00:00Z");
    world.emulator->advance(std::chrono::hours(1));
    expect_done(world.ask("DELETE", path_of("users", world.b)));
    EXPECT_EQ(modified(), moves ? "2026-03-01T03:00:00Z" : "2026-03-01T00:00:00Z");
  }
}

}  // namespace
}  // namespace bridge::emulator::test
