#include "unit/emulator/scim_world.hpp"

namespace bridge::emulator::test {
namespace {

std::string members(const std::vector<std::string>& ids) {
  std::string list;
  for (const std::string& id : ids) list += (list.empty() ? "" : ",") + (R"({"value":")" + id + "\"}");
  return "[" + list + "]";
}

struct ScimGroupWorld : ScimWorld {
  ScimGroupWorld()
      : a(user("a@example.com", {{"firstName", "Ann"}, {"lastName", "Archer"}})),
        guest(user("g@other.org", {{"status", "PENDING"}})),
        staff(emulator->add_group("Staff", {a})) {}

  [[nodiscard]] Seen change(const std::string& operations) const {
    return scim("PATCH", group_path(staff), patch(operations));
  }
  [[nodiscard]] Seen shown() const { return scim("GET", group_path(staff)); }
  [[nodiscard]] static std::string step(const std::string& op, const std::string& path, const std::string& value) {
    return R"({"op":")" + op + R"(","path":)" + json::write(path) + (value.empty() ? "" : R"(,"value":)" + value) + "}";
  }

  std::int64_t a;
  std::int64_t guest;
  std::int64_t staff;
};

TEST(ScimCreateGroup, ShowsOnBothFaces) {
  const ScimGroupWorld world;
  const std::string body = group(R"("displayName":"Sales","externalId":"g1","members":)" +
                                 members({world.id_of(world.a), world.id_of(world.guest)}));
  const Seen made = world.scim("POST", "/Groups", body);
  ASSERT_EQ(made.status, 201) << made.text;
  EXPECT_EQ(made.reply.headers.back().second, "/2.0/scim/v2/Groups/" + made.string("id"));
  EXPECT_EQ(made.string("displayName"), "Sales");
  EXPECT_EQ(made.string("externalId"), "g1");
  EXPECT_EQ(made.string("members.0.value"), world.id_of(world.a));
  EXPECT_EQ(made.string("members.0.display"), "Ann Archer");
  EXPECT_EQ(made.string("members.1.display"), "g@other.org");
  EXPECT_EQ(made.string("meta.created"), "2026-03-01T00:00:00.000Z");
  EXPECT_EQ(world.scim("GET", "/Groups/" + made.string("id")).body, made.body);
  EXPECT_EQ(world.ask("GET", "/groups").string("data.1.name"), "Sales");
}

TEST(ScimCreateGroup, RefusesWhatBreaksARule) {
  const ScimGroupWorld world;
  const struct {
    const char* name;
    std::string rest;
    int status;
    const char* type;
  } cases[] = {
      {"no name", "", 400, "invalidValue"},
      {"blank", R"("displayName":" ")", 400, "invalidValue"},
      {"name as number", R"("displayName":7)", 400, "invalidSyntax"},
      {"taken", R"("displayName":"sTAFF")", 409, "uniqueness"},
      {"stranger", R"("displayName":"X","members":[{"value":"1234567890123456"}])", 400, "invalidValue"},
      {"group as member", R"("displayName":"X","members":)" + members({world.emulator->scim_id_of_group(world.staff)}),
       400, "invalidValue"},
      {"member as text", R"("displayName":"X","members":["1"])", 400, "invalidSyntax"},
      {"member as number", R"("displayName":"X","members":[{"value":1}])", 400, "invalidSyntax"},
      {"members as object", R"("displayName":"X","members":{})", 400, "invalidSyntax"}};
  for (const auto& row : cases) {
    SCOPED_TRACE(row.name);
    expect_scim_refused(world.scim("POST", "/Groups", group(row.rest)), row.status, row.type);
  }
  EXPECT_EQ(world.scim("GET", "/Groups").integer("totalResults"), 1);
  const std::string body = group(R"("displayName":"X","members":[{"value":"1234567890123456"}])");
  EXPECT_NE(world.scim("POST", "/Groups", body).string("detail").find("1234567890123456"), std::string::npos);
}

TEST(ScimListGroups, FiltersByNameBySwitch) {
  const ScimGroupWorld world;
  world.emulator->add_group("Sales", {});
  const std::string path = R"(/Groups?filter=displayName+eq+"staff")";
  EXPECT_EQ(world.scim("GET", path).integer("totalResults"), 1);
  EXPECT_EQ(world.scim("GET", path).string("Resources.0.displayName"), "Staff");
  expect_scim_refused(world.scim("GET", R"(/Groups?filter=externalId+eq+"x")"), 400, "invalidFilter");
  expect_scim_refused(world.scim("GET", R"(/Groups?filter=displayName+co+"x")"), 400, "invalidFilter");
  world.facts([](Facts& f) { f.scim_filters_names = false; });
  EXPECT_EQ(world.scim("GET", path).integer("totalResults"), 2);
  EXPECT_EQ(world.scim("GET", R"(/Users?filter=userName+eq+"a@example.com")").integer("totalResults"), 1);
}

TEST(ScimListGroups, HasMembersBySwitch) {
  const ScimGroupWorld world;
  EXPECT_EQ(world.scim("GET", "/Groups").count("Resources.0.members"), 1U);
  world.facts([](Facts& f) { f.scim_group_list_has_members = false; });
  EXPECT_EQ(world.scim("GET", "/Groups").at("Resources.0.members"), core::Value());
  EXPECT_EQ(world.shown().count("members"), 1U);
}

TEST(ScimReplaceGroup, SetsNameAndMembers) {
  const ScimGroupWorld world;
  const Seen seen = world.scim("PUT", world.group_path(world.staff),
                               group(R"("displayName":"Crew","members":)" + members({world.id_of(world.guest)})));
  expect_done(seen);
  EXPECT_EQ(seen.count("members"), 1U);
  EXPECT_EQ(seen.string("members.0.value"), world.id_of(world.guest));
  EXPECT_EQ(world.ask("GET", path_of("groups", world.staff)).string("name"), "Crew");
  expect_done(world.scim("PUT", world.group_path(world.staff), group(R"("displayName":"CREW")")));
  EXPECT_EQ(world.shown().count("members"), 0U);
  world.emulator->add_group("Sales", {});
  expect_scim_refused(world.scim("PUT", world.group_path(world.staff), group(R"("displayName":"sales")")), 409,
                      "uniqueness");
  expect_scim_refused(world.scim("PUT", "/Groups/12", group(R"("displayName":"X")")), 404);
}

TEST(ScimPatchGroup, ChangesMembersAndName) {
  const ScimGroupWorld world;
  const std::string a = world.id_of(world.a);
  const std::string guest = world.id_of(world.guest);
  EXPECT_EQ(world.change(ScimGroupWorld::step("add", "members", members({a, guest}))).count("members"), 2U);
  const std::string off = R"(members[value eq ")" + a + "\"]";
  EXPECT_EQ(world.change(ScimGroupWorld::step("remove", off, "")).count("members"), 1U);
  EXPECT_EQ(world.change(ScimGroupWorld::step("remove", off, "")).count("members"), 1U) << "no member, no matter";
  expect_done(world.change(ScimGroupWorld::step("remove", R"(members[value eq "nobody"])", "")));
  EXPECT_EQ(world.change(ScimGroupWorld::step("replace", "members", members({a}))).string("members.0.value"), a);
  EXPECT_EQ(world.change(ScimGroupWorld::step("replace", "members", "[]")).count("members"), 0U);
  EXPECT_EQ(world.change(ScimGroupWorld::step("replace", "displayName", "\"Crew\"")).string("displayName"), "Crew");
  const Seen seen = world.change(R"({"op":"add","value":{"externalId":"g1","members":)" + members({guest}) + "}}");
  EXPECT_EQ(seen.string("externalId"), "g1");
  EXPECT_EQ(seen.count("members"), 1U);
  EXPECT_EQ(world.ask("GET", path_of("groups", world.staff)).integer("members.0.id"), world.guest);
}

TEST(ScimPatchGroup, RefusesEveryOtherForm) {
  const ScimGroupWorld world;
  world.emulator->add_group("Sales", {});
  const std::string a = world.id_of(world.a);
  const core::Value before = world.shown().body;
  const auto step = ScimGroupWorld::step;
  const struct {
    const char* name;
    std::string operations;
    int status;
    const char* type;
  } cases[] = {
      {"capitalised op", step("Add", "members", members({a})), 400, "invalidSyntax"},
      {"members as object", step("add", "members", R"({"value":"1"})"), 400, "invalidSyntax"},
      {"remove with values", step("remove", "members", members({a})), 400, "invalidPath"},
      {"remove all", step("remove", "members", ""), 400, "invalidPath"},
      {"filter on another attribute", step("remove", R"(members[display eq "x"])", ""), 400, "invalidFilter"},
      {"filter with another comparison", step("remove", R"(members[value sw "x"])", ""), 400, "invalidFilter"},
      {"add with a filter", step("add", R"(members[value eq "x"])", "{}"), 400, "invalidPath"},
      {"sub-attribute", step("remove", R"(members[value eq "x"].value)", ""), 400, "invalidPath"},
      {"unknown attribute", step("replace", "description", "\"x\""), 400, "invalidPath"},
      {"id without path", R"({"op":"replace","value":{"id":"1","displayName":"X"}})", 400, "invalidPath"},
      {"name removed", step("remove", "displayName", ""), 400, "invalidValue"},
      {"name as number", step("replace", "displayName", "1"), 400, "invalidSyntax"},
      {"name taken", step("replace", "displayName", "\"SALES\""), 409, "uniqueness"},
      {"stranger after a good step",
       step("replace", "displayName", "\"X\"") + "," + step("add", "members", members({"12"})), 400, "invalidValue"},
  };
  for (const auto& row : cases) {
    SCOPED_TRACE(row.name);
    expect_scim_refused(world.change(row.operations), row.status, row.type);
    EXPECT_EQ(world.shown().body, before);
  }
  expect_scim_refused(world.scim("PATCH", "/Groups/12", patch(step("remove", "externalId", ""))), 404);
}

TEST(ScimMembers, MayBeInactiveBySwitch) {
  const ScimGroupWorld world;
  const std::int64_t off = world.user("off@example.com", {{"status", "DEACTIVATED"}});
  const std::string add = ScimGroupWorld::step("add", "members", members({world.id_of(off)}));
  world.facts([](Facts& f) { f.inactive_members_refused = true; });
  expect_scim_refused(world.change(add), 400, "invalidValue");
  world.facts([](Facts& f) { f.inactive_members_refused = false; });
  expect_done(world.change(add));
}

TEST(ScimMembers, ComeLateBySwitch) {
  const ScimGroupWorld world;
  const std::string add = ScimGroupWorld::step("add", "members", members({world.id_of(world.guest)}));
  EXPECT_EQ(world.change(add).count("members"), 2U);
  world.facts([](Facts& f) { f.scim_late_members = true; });
  const std::string body = group(R"("displayName":"X","members":)" + members({world.id_of(world.a)}));
  EXPECT_EQ(world.change(add).at("members"), core::Value());
  EXPECT_EQ(world.scim("PUT", world.group_path(world.staff), body).at("members"), core::Value());
  EXPECT_EQ(world.scim("POST", "/Groups", group(R"("displayName":"Y")")).at("members"), core::Value());
  EXPECT_EQ(world.shown().count("members"), 1U);
}

TEST(ScimMembership, MovesLastModifiedBySwitch) {
  const ScimGroupWorld world;
  const std::string add = ScimGroupWorld::step("add", "members", members({world.id_of(world.guest)}));
  const auto modified = [&] { return world.shown().string("meta.lastModified"); };
  world.facts([](Facts& f) { f.membership_moves_modified_at = false; });
  world.emulator->advance(std::chrono::hours(1));
  expect_done(world.change(add));
  EXPECT_EQ(modified(), "2026-03-01T00:00:00.000Z");
  world.facts([](Facts& f) { f.membership_moves_modified_at = true; });
  expect_done(world.change(add));
  EXPECT_EQ(modified(), "2026-03-01T00:00:00.000Z") << "nobody was added";
  expect_done(world.change(ScimGroupWorld::step("replace", "members", "[]")));
  EXPECT_EQ(modified(), "2026-03-01T01:00:00.000Z");
  world.facts([](Facts& f) { f.scim_last_modified = false; });
  EXPECT_EQ(modified(), "");
}

TEST(ScimDeleteGroup, IsThenUnknown) {
  const ScimGroupWorld world;
  const Seen seen = world.scim("DELETE", world.group_path(world.staff));
  EXPECT_EQ(seen.status, 204);
  EXPECT_EQ(seen.text, "");
  expect_scim_refused(world.scim("DELETE", world.group_path(world.staff)), 404);
  expect_refused(world.ask("GET", path_of("groups", world.staff)), 404, 1106);
}

}  // namespace
}  // namespace bridge::emulator::test
