#include "unit/emulator/scim_world.hpp"

namespace bridge::emulator::test {
namespace {

std::string op(const std::string& kind, const std::string& path, const std::string& value) {
  return R"({"op":")" + kind + R"(","path":)" + json::write(path) + (value.empty() ? "" : R"(,"value":)" + value) + "}";
}

std::string at_once(const std::string& value) { return patch(R"({"op":"replace","value":)" + value + "}"); }

struct PatchWorld : ScimWorld {
  PatchWorld()
      : a(created(R"("userName":"a@example.com","title":"T","name":{"givenName":"Ann","familyName":"A"},
                    "phoneNumbers":[{"type":"work","value":"1"}],"roles":["LICENSED_USER","JIRA_USER"])")) {}

  [[nodiscard]] Seen change(const std::string& body) const { return scim("PATCH", "/Users/" + a, body); }
  [[nodiscard]] Seen shown() const { return scim("GET", "/Users/" + a); }

  std::string a;
};

TEST(ScimPatch, TakesSimplePaths) {
  const PatchWorld boss;
  const std::string boss_id = boss.id_of(boss.owner);
  const std::string enterprise = kEnterprise;
  const struct {
    const char* name;
    std::string body;
    const char* where;
    core::Value value;
  } cases[] = {
      {"replace", patch(op("replace", "title", "\"X\"")), "title", "X"},
      {"add", patch(op("add", "externalId", "\"X\"")), "externalId", "X"},
      {"remove", patch(op("remove", "title", "")), "title", {}},
      {"null", patch(op("replace", "title", "null")), "title", {}},
      {"case of names", patch(op("replace", "TITLE", "\"X\"")), "title", "X"},
      {"sub", patch(op("replace", "name.familyName", "\"X\"")), "name",
       core::Object{{"givenName", "Ann"}, {"familyName", "X"}}},
      {"sub removed", patch(op("remove", "name.familyName", "")), "name", core::Object{{"givenName", "Ann"}}},
      {"complex merges", patch(op("replace", "name", R"({"givenName":"X"})")), "name",
       core::Object{{"givenName", "X"}, {"familyName", "A"}}},
      {"typed replaced", patch(op("replace", R"(phoneNumbers[type eq "work"].value)", "\"X\"")), "phoneNumbers.0.value",
       "X"},
      {"typed made by replace", patch(op("replace", R"(phoneNumbers[type eq "mobile"].value)", "\"X\"")),
       "phoneNumbers.1.value", "X"},
      {"typed made by add", patch(op("add", R"(phoneNumbers[type eq "fax"].value)", "\"X\"")), "phoneNumbers.1.type",
       "fax"},
      {"typed removed", patch(op("remove", R"(phoneNumbers[type eq "work"].value)", "")), "phoneNumbers", {}},
      {"array added", patch(op("add", "phoneNumbers", R"([{"type":"mobile","value":"X"}])")), "phoneNumbers.1.value",
       "X"},
      {"array replaced", patch(op("replace", "phoneNumbers", R"([{"type":"mobile","value":"X"}])")),
       "phoneNumbers.0.value", "X"},
      {"role added", patch(op("add", "roles", R"(["GROUP_ADMIN"])")), "roles.1.value", "GROUP_ADMIN"},
      {"role by type", patch(op("add", R"(roles[type eq "RESOURCE_VIEWER"].value)", "\"RESOURCE_VIEWER\"")),
       "roles.1.value", "RESOURCE_VIEWER"},
      {"role removed by type", patch(op("remove", R"(roles[type eq "LICENSED_USER"].value)", "")), "roles.0.value",
       "JIRA_USER"},
      {"roles emptied", patch(op("replace", "roles", "[]")), "roles", {}},
      {"extension", patch(op("add", enterprise + ":department", "\"X\"")), "", "X"},
      {"manager as text", patch(op("add", enterprise + ":manager", "\"" + boss_id + "\"")), "", {}},
      {"manager as object", patch(op("replace", enterprise + ":manager", R"({"value":")" + boss_id + "\"}")), "", {}},
      {"no path", at_once(R"({"title":"X","name":{"givenName":"Y"}})"), "title", "X"},
  };
  for (const auto& row : cases) {
    SCOPED_TRACE(row.name);
    const PatchWorld world;
    const Seen seen = world.change(row.body);
    expect_done(seen);
    EXPECT_EQ(world.shown().body, seen.body);
    if (*row.where != '\0') {
      EXPECT_EQ(seen.at(row.where), row.value) << seen.text;
    } else {
      EXPECT_NE(seen.body.if_object()->find(kEnterprise), nullptr) << seen.text;
    }
  }
}

TEST(ScimPatch, RefusesEveryOtherForm) {
  const PatchWorld world;
  const core::Value before = world.shown().body;
  const struct {
    const char* name;
    std::string body;
    const char* type;
  } cases[] = {
      {"capitalised op", patch(op("Replace", "title", "\"X\"")), "invalidSyntax"},
      {"unknown op", patch(op("move", "title", "\"X\"")), "invalidSyntax"},
      {"boolean as text", patch(op("replace", "active", "\"False\"")), "invalidSyntax"},
      {"no value", patch(op("replace", "title", "")), "invalidSyntax"},
      {"no operations", patch(""), "invalidSyntax"},
      {"operation as text", patch("\"x\""), "invalidSyntax"},
      {"no schemas", R"({"Operations":[{"op":"remove","path":"title"}]})", "invalidSyntax"},
      {"path as number", patch(R"({"op":"remove","path":1})"), "invalidSyntax"},
      {"remove without path", patch(R"({"op":"remove"})"), "noTarget"},
      {"no path, value as text", at_once("\"X\""), "invalidSyntax"},
      {"no path, dotted name", at_once(R"({"name.givenName":"X"})"), "invalidPath"},
      {"no path, extension's name", at_once("{\"" + kEnterprise + R"(:department":"X"})"), "invalidPath"},
      {"unknown attribute", patch(op("replace", "nickName", "\"X\"")), "invalidPath"},
      {"unknown sub-attribute", patch(op("replace", "name.formatted", "\"X\"")), "invalidPath"},
      {"sub-attribute of a plain one", patch(op("replace", "title.value", "\"X\"")), "invalidPath"},
      {"prefix of the core schema", patch(op("replace", kUser + ":title", "\"X\"")), "invalidPath"},
      {"unknown in the extension", patch(op("replace", kEnterprise + ":floor", "\"X\"")), "invalidPath"},
      {"sub-attribute in the extension", patch(op("replace", kEnterprise + ":manager.value", "\"X\"")), "invalidPath"},
      {"empty path", patch(op("replace", "", "\"X\"")), "invalidPath"},
      {"blank in a path", patch(op("replace", "ti tle", "\"X\"")), "invalidPath"},
      {"trailing dot", patch(op("replace", "name.", "\"X\"")), "invalidPath"},
      {"open bracket", patch(op("replace", R"(emails[type eq "work")", "\"X\"")), "invalidPath"},
      {"filter without value", patch(op("replace", R"(emails[type eq "work"])", "\"X\"")), "invalidPath"},
      {"filter and another part", patch(op("replace", R"(emails[type eq "work"].display)", "\"X\"")), "invalidPath"},
      {"type that isn't held", patch(op("replace", R"(emails[type eq "home"].value)", "\"X\"")), "invalidPath"},
      {"filter on a plain one", patch(op("replace", R"(title[type eq "work"].value)", "\"X\"")), "invalidPath"},
      {"filter on another attribute", patch(op("replace", R"(emails[primary eq "true"].value)", "\"X\"")),
       "invalidFilter"},
      {"filter with a boolean", patch(op("replace", "roles[primary eq true].value", "\"X\"")), "invalidFilter"},
      {"filter with and", patch(op("replace", R"(emails[type eq "work" and primary eq true].value)", "\"X\"")),
       "invalidFilter"},
      {"read-only", patch(op("replace", "id", "\"X\"")), "mutability"},
      {"name as text", patch(op("replace", "name", "\"X\"")), "invalidSyntax"},
      {"roles as text", patch(op("replace", "roles", "\"LICENSED_USER\"")), "invalidSyntax"},
      {"userName removed", patch(op("remove", "userName", "")), "invalidValue"},
      {"unknown role", patch(op("add", "roles", R"(["BOSS"])")), "invalidValue"},
      {"second step refused", patch(op("replace", "title", "\"X\"") + "," + op("replace", "nickName", "\"X\"")),
       "invalidPath"},
      {"second value refused", patch(op("replace", "title", "\"X\"") + "," + op("replace", "active", "1")),
       "invalidSyntax"},
  };
  for (const auto& row : cases) {
    SCOPED_TRACE(row.name);
    expect_scim_refused(world.change(row.body), 400, row.type);
    EXPECT_EQ(world.shown().body, before);
  }
}

TEST(ScimPatch, AnswersNothingBySwitch) {
  const PatchWorld world;
  const std::int64_t staff = world.emulator->add_group("Staff", {});
  EXPECT_EQ(world.change(set("title", "\"X\"")).string("title"), "X");
  world.facts([](Facts& f) { f.scim_patch_answers_nothing = true; });
  for (const Seen& seen : {world.change(set("title", "\"Y\"")),
                           world.scim("PATCH", world.group_path(staff), set("displayName", "\"Crew\""))}) {
    EXPECT_EQ(seen.status, 204);
    EXPECT_EQ(seen.text, "");
    EXPECT_TRUE(seen.reply.headers.empty());
  }
  EXPECT_EQ(world.shown().string("title"), "Y");
  EXPECT_EQ(world.scim("GET", world.group_path(staff)).string("displayName"), "Crew");
}

TEST(ScimPatch, KeepsNamesOfTheInvitedBySwitch) {
  const PatchWorld world;
  const std::int64_t invited = world.user("i@example.com", {{"status", "PENDING"}});
  const std::string body = at_once(R"({"title":"X","name":{"givenName":"Ina"}})");
  const Seen seen = world.scim("PATCH", world.user_path(invited), body);
  EXPECT_EQ(seen.string("title"), "X");
  EXPECT_EQ(seen.at("name"), core::Value());
  world.facts([](Facts& f) { f.pending_names_ignored = false; });
  EXPECT_EQ(world.scim("PATCH", world.user_path(invited), body).string("name.givenName"), "Ina");
}

}  // namespace
}  // namespace bridge::emulator::test
