#include "unit/emulator/world.hpp"

namespace bridge::emulator::test {
namespace {

const core::Object kLicensed{{"licensedSheetCreator", true}};
const core::Object kGroupAdmin{{"licensedSheetCreator", true}, {"groupAdmin", true}};
const core::Object kPending{{"status", "PENDING"}};

TEST(CreateUser, AddsPeopleOfTheOrganisationActive) {
  const World world;
  const Seen seen = world.ask("POST", "/users?sendEmail=false",
                              R"({"email":"jane.doe@example.com","firstName":"Jane","lastName":"Doe","admin":false,
                                  "licensedSheetCreator":true,"groupAdmin":false,"resourceViewer":false})");
  expect_done(seen);
  EXPECT_EQ(seen.string("message"), "SUCCESS");
  EXPECT_EQ(seen.at("resultCode"), core::Value(0));
  EXPECT_EQ(seen.string("result.status"), "ACTIVE");
  EXPECT_EQ(seen.string("result.name"), "Jane Doe");
  EXPECT_EQ(seen.at("result.isInternal"), core::Value(true));
  EXPECT_EQ(seen.at("result.licensedSheetCreator"), core::Value(true));
  EXPECT_EQ(seen.at("result.seatType"), core::Value());
  EXPECT_EQ(world.ask("GET", path_of("users", seen.integer("result.id"))).string("email"), "jane.doe@example.com");
}

TEST(CreateUser, InvitesOutsidersPendingAndIgnoresTheirNames) {
  const World world;
  const Seen seen = world.ask("POST", "/users", R"({"email":"out@other.org","firstName":"Out"})");
  EXPECT_EQ(seen.string("result.status"), "PENDING");
  EXPECT_EQ(seen.at("result.firstName"), core::Value());
  EXPECT_EQ(seen.at("result.sheetCount"), core::Value());
  world.facts([](Facts& f) { f.pending_names_ignored = false; });
  EXPECT_EQ(world.ask("POST", "/users", R"({"email":"out2@other.org","firstName":"Out"})").string("result.firstName"),
            "Out");
}

struct Refusal {
  const char* name;
  const char* body;
  int status;
  int code;
};

TEST(CreateUser, RefusesWhatBreaksARule) {
  const World world;
  world.user("taken@example.com");
  const Refusal cases[] = {
      {"no e-mail", R"({"firstName":"A"})", 400, 1012},
      {"null e-mail", R"({"email":null})", 400, 1012},
      {"bad e-mail", R"({"email":"nobody"})", 400, 1156},
      {"two at signs", R"({"email":"a@b@c.de"})", 400, 1156},
      {"domain without dot", R"({"email":"a@localhost"})", 400, 1156},
      {"taken", R"({"email":"taken@example.com"})", 403, 1016},
      {"taken in another case", R"({"email":"TAKEN@example.com"})", 403, 1016},
      {"group admin without licence", R"({"email":"a@example.com","groupAdmin":true})", 403, 1102},
      {"resource viewer without licence", R"({"email":"a@example.com","resourceViewer":true})", 403, 1097},
      {"name with markup", R"({"email":"a@example.com","firstName":"<b>"})", 400, 1329},
      {"flag as text", R"({"email":"a@example.com","admin":"yes"})", 400, 1031},
      {"array", R"([{"email":"a@example.com"}])", 400, 1008},
  };
  for (const Refusal& row : cases) {
    SCOPED_TRACE(row.name);
    expect_refused(world.ask("POST", "/users", row.body), row.status, row.code);
  }
  const char* good = R"({"email":"a@example.com","groupAdmin":true,"licensedSheetCreator":true})";
  expect_done(world.ask("POST", "/users", good));
}

TEST(CreateUser, StopsAtTheEndOfTheLicencePool) {
  Options options;
  options.licence_pool = 2;  // one is the owner's
  const World world(options);
  const std::string licensed = R"(@example.com","licensedSheetCreator":true})";
  const Seen first = world.ask("POST", "/users", R"({"email":"a)" + licensed);
  expect_done(first);
  expect_refused(world.ask("POST", "/users", R"({"email":"b)" + licensed), 403, 1014);
  const Seen unlicensed = world.ask("POST", "/users", R"({"email":"c@example.com"})");
  expect_done(unlicensed);
  const std::string grant = R"({"licensedSheetCreator":true})";
  expect_refused(world.ask("PUT", path_of("users", unlicensed.integer("result.id")), grant), 403, 1014);
  expect_done(world.ask("POST", path_of("users", first.integer("result.id"), "/deactivate")));
  expect_done(world.ask("PUT", path_of("users", unlicensed.integer("result.id")), grant));
  expect_refused(world.ask("POST", path_of("users", first.integer("result.id"), "/reactivate")), 403, 1014);
}

TEST(CreateUser, TreatsSomebodyWhoDeclinedBySwitch) {
  const struct {
    DeclinedPost fact;
    int status;
    bool same_id;
  } cases[] = {
      {DeclinedPost::SameId, 200, true}, {DeclinedPost::NewId, 200, false}, {DeclinedPost::Refuse, 403, false}};
  for (const auto& row : cases) {
    const World world;
    world.facts([&](Facts& f) { f.declined_post = row.fact; });
    const std::int64_t id = world.user("out@other.org", kPending);
    ASSERT_TRUE(world.emulator->decline_invitation(id));
    const Seen seen = world.ask("POST", "/users", R"({"email":"out@other.org"})");
    EXPECT_EQ(seen.status, row.status);
    EXPECT_EQ(seen.integer("result.id") == id, row.same_id);
    EXPECT_EQ(seen.code(), row.status == 200 ? 0 : 1016);
    EXPECT_EQ(seen.string("result.status"), row.status == 200 ? "PENDING" : "");
    EXPECT_EQ(world.ask("GET", "/users?email=out@other.org").integer("totalCount"), 1);
  }
}

TEST(CreateUser, TreatsSomebodyDeactivatedTooLongAgoBySwitch) {
  for (const bool invites : {true, false}) {
    for (const int days : {30, 31}) {
      const World world;
      world.facts([&](Facts& f) { f.late_post_invites = invites; });
      const std::int64_t id = world.user("a@example.com");
      expect_done(world.ask("POST", path_of("users", id, "/deactivate")));
      world.emulator->advance(std::chrono::days(days));
      const Seen seen = world.ask("POST", "/users", R"({"email":"a@example.com"})");
      const bool anew = invites && days > 30;
      EXPECT_EQ(seen.code(), anew ? 0 : 1016);
      EXPECT_EQ(seen.integer("result.id") == id, anew);
    }
  }
}

TEST(CreateUser, FollowsTheSwitchesOfTheAnswer) {
  const World world;
  world.facts([](Facts& f) {
    f.status_in_post_answer = false;
    f.emails_lowered = true;
  });
  const Seen seen = world.ask("POST", "/users", R"({"email":"Mixed@Example.com"})");
  EXPECT_EQ(seen.at("result.status"), core::Value());
  EXPECT_EQ(seen.string("result.email"), "mixed@example.com");
  world.facts([](Facts& f) { f.emails_lowered = false; });
  const Seen kept = world.ask("POST", "/users", R"({"email":"Other@Example.com"})");
  EXPECT_EQ(kept.string("result.email"), "Other@Example.com");
}

TEST(CreateUser, GivesARemovedPersonTheOldIdBySwitch) {
  for (const bool keep : {true, false}) {
    const World world;
    world.facts([&](Facts& f) { f.removed_keep_id = keep; });
    const std::int64_t id = world.user("a@example.com");
    expect_done(world.ask("DELETE", path_of("users", id)));
    const Seen again = world.ask("POST", "/users", R"({"email":"a@example.com"})");
    EXPECT_EQ(again.integer("result.id") == id, keep);
  }
}

TEST(Seats, ForceTheLicenceAndAProvisionalSeat) {
  Options options;
  options.licences = LicenceModel::Seats;
  const World world(options);
  const Seen seen = world.ask("POST", "/users", R"({"email":"a@example.com","licensedSheetCreator":false})");
  EXPECT_EQ(seen.at("result.licensedSheetCreator"), core::Value(true));
  EXPECT_EQ(seen.string("result.seatType"), "PROVISIONAL_MEMBER");
  EXPECT_EQ(seen.string("result.provisionalExpirationDate"), "2026-03-31T00:00:00.000000Z");
  world.facts([](Facts& f) { f.new_seat_is_provisional = false; });
  EXPECT_EQ(world.ask("POST", "/users", R"({"email":"b@example.com"})").string("result.seatType"), "MEMBER");
  EXPECT_EQ(world.ask("GET", "/users?seatType=PROVISIONAL_MEMBER").integer("totalCount"), 1);
  EXPECT_EQ(world.ask("GET", "/users?seatType=VIEWER").integer("totalCount"), 0);
}

TEST(Seats, RefuseLicenceChangesOfPeopleWhoAreNoAdmins) {
  Options options;
  options.licences = LicenceModel::Seats;
  const World world(options);
  const std::int64_t id = world.ask("POST", "/users", R"({"email":"a@example.com"})").integer("result.id");
  const std::string revoke = R"({"licensedSheetCreator":false})";
  expect_refused(world.ask("PUT", path_of("users", id), revoke), 403, 2109);
  world.facts([](Facts& f) { f.seat_refusal_is_403 = false; });
  expect_refused(world.ask("PUT", path_of("users", id), revoke), 400, 2109);
  expect_done(world.ask("PUT", path_of("users", id), R"({"licensedSheetCreator":true})"));
  expect_done(world.ask("PUT", path_of("users", id), R"({"licensedSheetCreator":false,"admin":true})"));
}

TEST(UpdateUser, ChangesOnlyWhatIsGiven) {
  const World world;
  const std::int64_t id = world.user("a@example.com", {{"firstName", "A"}, {"lastName", "B"}});
  const Seen seen = world.ask("PUT", path_of("users", id), R"({"lastName":"C","admin":true})");
  expect_done(seen);
  EXPECT_EQ(seen.string("result.name"), "A C");
  EXPECT_EQ(seen.at("result.admin"), core::Value(true));
  EXPECT_EQ(seen.integer("result.id"), id);
}

struct PutRule {
  const char* name;
  core::Object before;
  const char* body;
  int status;
  int code;
};

TEST(UpdateUser, KeepsTheRulesOfRoles) {
  const core::Object viewer{{"licensedSheetCreator", true}, {"resourceViewer", true}};
  const PutRule cases[] = {
      {"declined", {{"status", "DECLINED"}}, R"({"admin":true})", 403, 1048},
      {"empty", {}, "{}", 400, 1012},
      {"e-mail", {}, R"({"email":"b@example.com"})", 400, 1032},
      {"group admin without licence", {}, R"({"groupAdmin":true})", 403, 1102},
      {"viewer without licence", {}, R"({"resourceViewer":true})", 403, 1097},
      {"unlicence a group admin", kGroupAdmin, R"({"licensedSheetCreator":false})", 403, 1102},
      {"unlicence a viewer", viewer, R"({"licensedSheetCreator":false})", 403, 1097},
      {"unlicence with the role", viewer, R"({"licensedSheetCreator":false,"resourceViewer":false})", 200, 0},
      {"licence with the role", {}, R"({"licensedSheetCreator":true,"groupAdmin":true})", 200, 0},
      {"pending", kPending, R"({"admin":true})", 200, 0},
      {"bad name", {}, R"({"firstName":"a\u0001b"})", 400, 1329},
      {"flag as number", {}, R"({"admin":1})", 400, 1031},
  };
  for (const PutRule& row : cases) {
    SCOPED_TRACE(row.name);
    const World world;
    const Seen seen = world.ask("PUT", path_of("users", world.user("a@example.com", row.before)), row.body);
    EXPECT_EQ(seen.status, row.status) << seen.text;
    EXPECT_EQ(seen.code(), row.code) << seen.text;
  }
}

TEST(UpdateUser, RefusesToTakeAdminFromTheCaller) {
  const World world;
  expect_refused(world.ask("PUT", path_of("users", world.owner), R"({"admin":false})"), 403, 1049);
  expect_done(world.ask("PUT", path_of("users", world.owner), R"({"admin":true})"));
}

TEST(UpdateUser, RefusesToTakeGroupAdminFromAnOwnerOfGroups) {
  const World world;
  const std::string revoke = R"({"groupAdmin":false})";
  expect_done(world.ask("PUT", path_of("users", world.owner), revoke));
  expect_done(world.ask("PUT", path_of("users", world.owner), R"({"groupAdmin":true})"));
  world.emulator->add_group("Staff", {});
  expect_refused(world.ask("PUT", path_of("users", world.owner), revoke), 403, 1269);
}

TEST(UpdateUser, KnowsNobodyElse) {
  const World world;
  expect_refused(world.ask("PUT", "/users/1234567890123456", R"({"admin":true})"), 404, 1020);
  world.facts([](Facts& f) { f.unknown_user_is_1020 = false; });
  expect_refused(world.ask("PUT", "/users/1234567890123456", R"({"admin":true})"), 404, 1006);
}

TEST(UpdateUser, TreatsProfileAttributesBySwitch) {
  const struct {
    ProfileWrite fact;
    int status;
    const char* title;
  } cases[] = {{ProfileWrite::Ignore, 200, ""}, {ProfileWrite::Accept, 200, "Dr."}, {ProfileWrite::Reject, 400, ""}};
  for (const auto& row : cases) {
    const World world;
    world.facts([&](Facts& f) { f.profile_write = row.fact; });
    const std::int64_t id = world.user("a@example.com");
    const Seen seen = world.ask("PUT", path_of("users", id), R"({"title":"Dr."})");
    EXPECT_EQ(seen.status, row.status);
    EXPECT_EQ(seen.code(), row.status == 200 ? 0 : 1032);
    EXPECT_EQ(world.ask("GET", path_of("users", id)).string("title"), row.title);
  }
}

TEST(UpdateUser, AnswersWhereTheSwitchSays) {
  const struct {
    PutAnswer fact;
    bool result;
    bool data;
  } cases[] = {{PutAnswer::Both, true, true}, {PutAnswer::ResultOnly, true, false}, {PutAnswer::DataOnly, false, true}};
  for (const auto& row : cases) {
    const World world;
    world.facts([&](Facts& f) { f.put_answer = row.fact; });
    const Seen seen = world.ask("PUT", path_of("users", world.user("a@example.com")), R"({"admin":true})");
    EXPECT_EQ(!seen.at("result").is_null(), row.result);
    EXPECT_EQ(!seen.at("data").is_null(), row.data);
  }
}

TEST(UpdateUser, FollowsTheSwitchesOfTheBody) {
  const World world;
  const std::int64_t id = world.user("a@example.com", kLicensed);
  const std::int64_t gone = world.user("b@example.com", {{"status", "DEACTIVATED"}});
  const std::int64_t invited = world.user("c@other.org", kPending);
  expect_done(world.ask("PUT", path_of("users", gone), R"({"admin":true})"));
  expect_done(world.ask("PUT", path_of("users", invited), R"({"firstName":"C"})"));
  EXPECT_EQ(world.ask("GET", path_of("users", invited)).string("firstName"), "");
  expect_done(world.ask("PUT", path_of("users", id), R"({"favouriteColour":"blue","firstName":"A"})"));
  world.facts([](Facts& f) {
    f.put_needs_flags = true;
    f.put_changes_email = true;
    f.put_deactivated_is_1188 = true;
    f.pending_names_ignored = false;
    f.unknown_attributes_refused = true;
  });
  const std::string flags = R"("admin":false,"licensedSheetCreator":true)";
  expect_refused(world.ask("PUT", path_of("users", id), R"({"admin":true})"), 400, 1012);
  expect_refused(world.ask("PUT", path_of("users", id), R"({"licensedSheetCreator":true})"), 400, 1012);
  expect_refused(world.ask("PUT", path_of("users", gone), "{" + flags + "}"), 403, 1188);
  expect_refused(world.ask("PUT", path_of("users", id), R"({"favouriteColour":"blue",)" + flags + "}"), 400, 1283);
  expect_done(world.ask("PUT", path_of("users", invited), R"({"firstName":"C",)" + flags + "}"));
  EXPECT_EQ(world.ask("GET", path_of("users", invited)).string("firstName"), "C");
  expect_refused(world.ask("PUT", path_of("users", id), R"({"email":"B@example.com",)" + flags + "}"), 403, 1016);
  expect_done(world.ask("PUT", path_of("users", id), R"({"email":"new@example.com",)" + flags + "}"));
  EXPECT_EQ(world.ask("GET", "/users?email=new@example.com").integer("data.0.id"), id);
  EXPECT_EQ(world.ask("GET", "/users?email=a@example.com").integer("totalCount"), 0);
}

}  // namespace
}  // namespace bridge::emulator::test
