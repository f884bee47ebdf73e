// What rehearsed writes add up to.

#include "app/admin/rehearsal_report.hpp"

#include <string>
#include <vector>

#include "app/json_reading.hpp"
#include "unit/app/json.hpp"

namespace bridge::app {
namespace {

using test::json;

store::Rehearsal rehearsed(store::Kind kind, const std::string& name, const std::string& content) {
  store::Rehearsal rehearsal;
  rehearsal.kind = kind;
  rehearsal.name = name;
  rehearsal.client = "okta";
  rehearsal.request = "0123456789abcdef";
  rehearsal.content = json(content);
  return rehearsal;
}

/// A write with these steps, each by REST.
std::string calls(const std::string& verb, const std::vector<std::string>& purposes) {
  std::string plan;
  for (const std::string& purpose : purposes) {
    plan += (plan.empty() ? "" : ",") + (R"({"purpose":")" + purpose) + R"(","route":"rest","members":["1","2"]})";
  }
  return R"({"verb":")" + verb + R"(","id":"7","outcome":"calls","plan":[)" + plan + "]}";
}

struct Case {
  store::Kind kind;
  std::string verb;
  std::vector<std::string> purposes;
  /// Where it counts: the names that are 1, all others 0.
  std::vector<std::string> counted;
};

class CountsTest : public ::testing::TestWithParam<Case> {};

TEST_P(CountsTest, CountsAWriteWhereItBelongs) {
  const Case& given = GetParam();
  const core::Value report = rehearsal_report({rehearsed(given.kind, "x", calls(given.verb, given.purposes))});
  const bool person = given.kind == store::Kind::User;
  const core::Value& counts = value_at(report, person ? "people" : "groups");
  std::vector<std::string> found;
  for (const char* name : {"created", "changed", "deactivated", "reactivated", "deleted"}) {
    if (number_at(counts, name) == 1) found.emplace_back(name);
  }
  EXPECT_EQ(found, given.counted);
  EXPECT_EQ(number_at(value_at(report, "calls"), "rest"), static_cast<std::int64_t>(given.purposes.size()));
}

constexpr auto kUser = store::Kind::User;
constexpr auto kGroup = store::Kind::Group;
INSTANTIATE_TEST_SUITE_P(
    Writes, CountsTest,
    ::testing::Values(
        Case{kUser, "create", {"create_person", "change_person"}, {"created"}},
        Case{kUser, "create", {"remove_member", "change_person", "reactivate"}, {"changed", "reactivated"}},
        Case{kUser, "modify", {"change_person"}, {"changed"}},
        Case{kUser, "modify", {"change_person", "deactivate"}, {"changed", "deactivated"}},
        Case{kUser, "replace", {"deactivate"}, {"deactivated"}}, Case{kUser, "remove", {"deactivate"}, {"deleted"}},
        Case{kGroup, "create", {"create_group", "add_members"}, {"created"}},
        Case{kGroup, "modify", {"add_members", "remove_member"}, {"changed"}},
        Case{kGroup, "replace", {"change_group"}, {"changed"}}, Case{kGroup, "remove", {"delete_group"}, {"deleted"}}));

TEST(RehearsalReport, CountsMembersAndRoutes) {
  const core::Value report = rehearsal_report({rehearsed(kGroup, "g", R"({"verb":"modify","outcome":"calls","plan":[
           {"purpose":"add_members","route":"scim","members":["1","2","3"]},
           {"purpose":"remove_member","route":"rest","members":["4"]}]})"),
                                               rehearsed(kGroup, "h", R"({"verb":"create","outcome":"calls","plan":[
           {"purpose":"create_group","route":"scim","members":["5"]}]})")});
  EXPECT_EQ(number_at(value_at(report, "groups"), "members_added"), 4);
  EXPECT_EQ(number_at(value_at(report, "groups"), "members_removed"), 1);
  EXPECT_EQ(value_at(report, "calls"), json(R"({"rest":1,"scim":2})"));
}

TEST(RehearsalReport, GroupsRefusalsByTheirReason) {
  std::vector<store::Rehearsal> all;
  for (const char* detail : {"rare", "often", "often"}) {
    all.push_back(rehearsed(
        kUser, "x", std::string(R"({"verb":"modify","outcome":"refused","plan":[],"detail":")") + detail + "\"}"));
  }
  all.push_back(rehearsed(kUser, "y", R"({"verb":"modify","outcome":"no calls","plan":[]})"));
  all.push_back(rehearsed(kUser, "z", R"({"verb":"modify","outcome":"nothing","plan":[]})"));
  const core::Value report = rehearsal_report(all);
  EXPECT_EQ(value_at(report, "refused"),
            json(R"({"count":3,"details":[{"detail":"often","count":2},{"detail":"rare","count":1}]})"));
  EXPECT_EQ(number_at(report, "writes"), 5);
  EXPECT_EQ(number_at(report, "bridge_only"), 1);
  EXPECT_EQ(number_at(report, "nothing"), 1);
  EXPECT_EQ(value_at(report, "people"),
            json(R"({"created":0,"changed":0,"deactivated":0,"reactivated":0,"deleted":0})"));
}

TEST(RehearsalReport, TellsEachResource) {
  const core::Value report = rehearsal_report({rehearsed(kUser, "a@example.com", calls("modify", {"deactivate"}))});
  EXPECT_EQ(list_at(report, "resources")[0],
            json(R"({"kind":"user","name":"a@example.com","id":"7","verb":"modify","outcome":"calls",
                     "steps":["deactivate"],"at":"1970-01-01T00:00:00.000Z","client":"okta",
                     "request":"0123456789abcdef"})"));
}

TEST(RehearsalReport, OfNothingIsAllZero) { EXPECT_EQ(number_at(core::Value(rehearsal_report({})), "writes"), 0); }

}  // namespace
}  // namespace bridge::app
