#include "unit/emulator/world.hpp"

namespace bridge::emulator::test {
namespace {

const core::Object kGroupAdmin{{"licensedSheetCreator", true}, {"groupAdmin", true}, {"sheetCount", 3}};

/// `lead` owns the group "Staff".
struct RemovalWorld : World {
  explicit RemovalWorld()
      : lead(user("lead@example.com", kGroupAdmin)),
        heir(user("heir@example.com", kGroupAdmin)),
        plain(user("plain@example.com", {{"sheetCount", 2}})) {
    act_as("lead@example.com");
    const char* body = R"({"name":"Staff","members":[{"email":"plain@example.com"}]})";
    group = ask("POST", "/groups", body).integer("result.id");
    token = "admin";
  }

  std::int64_t lead;
  std::int64_t heir;
  std::int64_t plain;
  std::int64_t group = 0;
};

TEST(DeleteUser, TakesThePersonOffTheListAndOutOfGroups) {
  const RemovalWorld world;
  const Seen seen = world.ask("DELETE", path_of("users", world.plain));
  EXPECT_EQ(seen.body, core::Value(core::Object{{"message", "SUCCESS"}, {"resultCode", 0}}));
  expect_refused(world.ask("GET", path_of("users", world.plain)), 404, 1020);
  EXPECT_EQ(world.ask("GET", path_of("groups", world.group)).count("members"), 0U);
}

TEST(DeleteUser, LeavesMembershipsBehindBySwitch) {
  const RemovalWorld world;
  world.facts([](Facts& f) { f.delete_leaves_groups = false; });
  expect_done(world.ask("DELETE", path_of("users", world.plain)));
  EXPECT_EQ(world.ask("GET", path_of("groups", world.group)).string("members.0.email"), "plain@example.com");
}

TEST(DeleteUser, AnswersASecondTimeBySwitch) {
  const RemovalWorld world;
  expect_done(world.ask("DELETE", path_of("users", world.plain)));
  expect_refused(world.ask("DELETE", path_of("users", world.plain)), 404, 1020);
  world.facts([](Facts& f) { f.removed_again_is_1022 = true; });
  expect_refused(world.ask("DELETE", path_of("users", world.plain)), 403, 1022);
  expect_refused(world.ask("DELETE", "/users/1234567890123456"), 404, 1020);
}

TEST(DeleteUser, NeedsAnHeirForGroups) {
  const RemovalWorld world;
  const auto remove = [&](const std::string& query) {
    return world.ask("DELETE", path_of("users", world.lead, "?" + query));
  };
  expect_done(world.ask("DELETE", path_of("users", world.user("gone@example.com"))));
  const std::int64_t gone = world.user("gone2@example.com");
  expect_done(world.ask("DELETE", path_of("users", gone)));
  const std::int64_t off = world.user("off@example.com", kGroupAdmin.with("status", "DEACTIVATED"));
  const struct {
    const char* name;
    std::string query;
    int status;
    int code;
  } cases[] = {
      {"nobody", "", 400, 1121},
      {"only sheets", "transferSheets=true", 400, 1121},
      {"text", "transferTo=me", 400, 1018},
      {"stranger", "transferTo=1234567890123456", 400, 1019},
      {"former member", "transferTo=" + std::to_string(gone), 403, 1021},
      {"deactivated", "transferTo=" + std::to_string(off), 403, 1188},
      {"the person", "transferTo=" + std::to_string(world.lead), 400, 1018},
      {"no group admin", "transferTo=" + std::to_string(world.plain), 400, 1107},
  };
  for (const auto& row : cases) {
    SCOPED_TRACE(row.name);
    expect_refused(remove(row.query), row.status, row.code);
  }
  expect_done(remove("removeFromSharing=true&transferTo=" + std::to_string(world.heir)));
  EXPECT_EQ(world.ask("GET", path_of("groups", world.group)).string("owner"), "heir@example.com");
}

TEST(DeleteUser, TransfersSheetsOnlyWhenAsked) {
  for (const bool sheets : {true, false}) {
    const RemovalWorld world;
    world.facts([](Facts& f) { f.sheet_count_minus_one = false; });
    const std::string query = "?transferTo=" + std::to_string(world.heir) + (sheets ? "&transferSheets=true" : "");
    expect_done(world.ask("DELETE", path_of("users", world.plain, query)));
    EXPECT_EQ(world.ask("GET", path_of("users", world.heir)).integer("sheetCount"), sheets ? 5 : 3);
  }
}

TEST(DeleteUser, LeavesToTheRemovedWhatNobodyAskedToTake) {
  for (const bool leaves : {true, false}) {
    const RemovalWorld world;
    const std::int64_t leaver = world.user("leaver@example.com", {{"sheetCount", 2}, {"sharedItems", 5}});
    const std::string query = "?transferTo=" + std::to_string(world.heir) + (leaves ? "&removeFromSharing=true" : "");
    expect_done(world.ask("DELETE", path_of("users", leaver, query)));
    const core::Value state = world.emulator->state();
    const core::Object& removed = *(*state.if_object()->find("removed")->if_array())[0].if_object();
    EXPECT_EQ(*removed.find("sheetCount"), core::Value(2)) << "not asked for";
    EXPECT_EQ(removed.find("sharedItems") == nullptr, leaves);
  }
}

TEST(DeleteUser, ReadsTheBodyWhereTheQueryIsSilent) {
  const RemovalWorld world;
  const std::string heir = R"({"transferTo":)" + std::to_string(world.heir) + "}";
  const std::string stranger = "?transferTo=1234567890123456";
  expect_refused(world.ask("DELETE", path_of("users", world.lead, stranger), heir), 400, 1019);
  expect_refused(world.ask("DELETE", path_of("users", world.lead), R"({"transferTo":true})"), 400, 1031);
  expect_done(world.ask("DELETE", path_of("users", world.lead), heir));
}

TEST(DeleteUser, RefusesTheCaller) {
  const RemovalWorld world;
  expect_refused(world.ask("DELETE", path_of("users", world.owner)), 403, 1047);
}

TEST(DeleteUser, RefusesTransfersFromInvitedPeople) {
  const RemovalWorld world;
  const std::int64_t invited = world.user("i@other.org", {{"status", "PENDING"}});
  const std::string query = "?transferTo=" + std::to_string(world.heir);
  expect_refused(world.ask("DELETE", path_of("users", invited, query)), 400, 1018);
  expect_refused(world.ask("DELETE", path_of("users", invited, "?transferSheets=true")), 400, 1018);
  world.facts([](Facts& f) { f.pending_transfer_is_1018 = false; });
  expect_refused(world.ask("DELETE", path_of("users", invited, query)), 403, 1188);
  expect_done(world.ask("DELETE", path_of("users", invited)));
}

}  // namespace
}  // namespace bridge::emulator::test
