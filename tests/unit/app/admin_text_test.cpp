// What the commands print, from the JSON that they are given.

#include "app/commands/admin_text.hpp"

#include <string>
#include <vector>

#include "app/json_reading.hpp"
#include "unit/app/json.hpp"

namespace bridge::app {
namespace {

using test::json;

TEST(PlanText, ShowsEachCallWithItsCredentialAndBody) {
  EXPECT_EQ(plan_text(json(R"({"outcome":"calls","calls":[
      {"route":"scim","credential":"ScimToken","method":"PATCH","path":"/Users/123","body":{"a":1}},
      {"route":"rest","credential":"OAuthToken","method":"POST","path":"/users/123/deactivate"}]})")),
            "1. scim  ScimToken   PATCH /Users/123\n   {\"a\":1}\n"
            "2. rest  OAuthToken  POST /users/123/deactivate\n");
}

TEST(PlanText, SaysWhyThereIsNoCall) {
  for (const auto& [outcome, reason] : std::vector<std::pair<const char*, const char*>>{
           {"read", "mirror"}, {"nothing", "as the request wants it"}, {"no calls", "the bridge's own"}}) {
    const std::string text = plan_text(core::Object{{"outcome", outcome}, {"calls", core::Array()}});
    EXPECT_EQ(text.rfind("Nothing is sent to Smartsheet: ", 0), 0U) << text;
    EXPECT_NE(text.find(reason), std::string::npos) << text;
  }
}

TEST(RefusalText, NamesStatusTypeAndDetail) {
  EXPECT_EQ(refusal_text(409, json(R"({"status":"409","scimType":"uniqueness","detail":"taken"})")),
            "Nothing is sent to Smartsheet: the identity provider would be answered 409 uniqueness\n   taken\n");
  EXPECT_EQ(refusal_text(404, json(R"({"status":"404","detail":"none"})")),
            "Nothing is sent to Smartsheet: the identity provider would be answered 404\n   none\n");
}

TEST(RouteText, TellsWhereTheRouteStands) {
  EXPECT_EQ(route_text("default", json(R"({"route":"scim","fixed":false,"lost":false,"mirror":"rest","has_rest":true,
                                     "has_scim":true})")),
            "tenant      default\nroute       scim\nmirror      rest\nREST token  yes\nSCIM token  yes\n");
  const std::string open = route_text("a", json(R"({"route":null,"mirror":"rest"})"));
  EXPECT_NE(open.find("route       not settled\n"), std::string::npos) << open;
  const std::string lost = route_text("a", json(R"({"route":"scim","fixed":true,"lost":true})"));
  EXPECT_NE(lost.find("scim (named by the configuration) (LOST"), std::string::npos) << lost;
}

core::Array names(int count) {
  std::vector<core::Value> items;
  for (int i = 1; i <= count; ++i) items.emplace_back("name" + std::to_string(i));
  return core::Array(std::move(items));
}

TEST(ComparisonText, CutsListsAtTwenty) {
  const auto text_for = [](int count) {
    return comparison_text(core::Object{
        {"rest", core::Object{{"people", 30}, {"groups", 1}, {"people_only_here", names(count)}}},
        {"scim", core::Object{{"people", 1}, {"groups", 0}, {"ambiguous", names(1)}}},
    });
  };
  const std::string whole = text_for(20);
  EXPECT_NE(whole.find("REST: 30 people, 1 group\n  people only here: 20\n    name1\n"), std::string::npos) << whole;
  EXPECT_NE(whole.find("SCIM: 1 person, 0 groups\n  names that stand more than once"), std::string::npos) << whole;
  EXPECT_NE(whole.find("    name20\n"), std::string::npos);
  EXPECT_EQ(whole.find("more\n"), std::string::npos);
  const std::string cut = text_for(23);
  EXPECT_NE(cut.find("people only here: 23\n"), std::string::npos) << cut;
  EXPECT_NE(cut.find("    name20\n    and 3 more\n"), std::string::npos) << cut;
  EXPECT_EQ(cut.find("name21"), std::string::npos);
}

TEST(ComparisonText, ListsDifferences) {
  const std::string text = comparison_text(json(R"({"rest":{},"scim":{},"ids_that_differ":7,
      "differences":[{"kind":"user","name":"a@example.com","what":"roles"}]})"));
  EXPECT_NE(text.find("Ids that differ: 7\nOther differences: 1\n  user a@example.com: roles\n"), std::string::npos)
      << text;
}

TEST(RehearsalText, SaysThatNothingWasRehearsed) {
  EXPECT_EQ(rehearsal_text(json(R"({"writes":0})")), "No write was rehearsed.\n");
}

TEST(RehearsalText, ShowsTotalsAndOneLineForEachResource) {
  const std::string text = rehearsal_text(json(R"({"writes":3,
      "people":{"created":1,"changed":2,"deactivated":3,"reactivated":4,"deleted":5},
      "groups":{"created":6,"changed":7,"deleted":8,"members_added":9,"members_removed":10},
      "calls":{"rest":11,"scim":12},"bridge_only":13,"nothing":14,
      "refused":{"count":1,"details":[{"detail":"no such role","count":1}]},
      "resources":[
        {"kind":"user","verb":"create","name":"a@example.com","outcome":"calls","steps":["create_person","add_members"]},
        {"kind":"group","verb":"remove","name":"x","outcome":"refused","detail":"no such role","steps":[]},
        {"kind":"user","verb":"modify","name":"b@example.com","outcome":"nothing","steps":[]}]})"));
  EXPECT_EQ(text,
            "3 resources rehearsed\n"
            "people   1 created, 2 changed, 3 deactivated, 4 reactivated, 5 deleted (deactivated in Smartsheet)\n"
            "groups   6 created, 7 changed, 8 deleted; 9 members added, 10 removed\n"
            "calls    11 rest, 12 scim\n"
            "others   13 kept by the bridge alone, 14 change nothing\n"
            "refused  1\n"
            "         1 x no such role\n"
            "\n"
            "user   create   a@example.com  2 calls: create_person, add_members\n"
            "group  remove   x  refused: no such role\n"
            "user   modify   b@example.com  changes nothing\n");
}

TEST(Printable, LetsNoNameSteerTheTerminal) {
  EXPECT_EQ(printable("a\x1b[2Jb\r\n\x7f"), "a?[2Jb???");
  EXPECT_EQ(printable("Zoë 東京"), "Zoë 東京");
}

}  // namespace
}  // namespace bridge::app
