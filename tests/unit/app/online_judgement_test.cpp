// What to make of the answers of Smartsheet's services.

#include <string>
#include <vector>

#include "app/commands/online_check.hpp"
#include "app/json_reading.hpp"
#include "unit/app/json.hpp"

namespace bridge::app {
namespace {

using config::RouteChoice;
using test::json;

OnlineAnswer done(const char* body) { return {Heard::Done, 200, {}, json(body)}; }
OnlineAnswer refused(int status) { return {Heard::Refused, status, "refused with " + std::to_string(status), {}}; }
OnlineAnswer nobody() { return {Heard::NoAnswer, 0, "the service can't be reached", {}}; }

constexpr const char* kAdmin =
    R"({"email":"admin@example.com","status":"ACTIVE","admin":true,"groupAdmin":true,"account":{"name":"Example"}})";
constexpr const char* kPlain = R"({"email":"plain@example.com","admin":false,"groupAdmin":false})";
constexpr const char* kPage = R"({"Resources":[]})";

/// Which services are configured, and what they say.
TenantAnswers asked(RouteChoice route, const OnlineAnswer& rest, const OnlineAnswer& scim) {
  TenantAnswers answers{"default", route};
  if (rest.heard != Heard::NotAsked) answers.rest_url = "https://api.smartsheet.com/2.0";
  if (scim.heard != Heard::NotAsked) answers.scim_url = "https://api.smartsheet.com/2.0/scim/v2";
  answers.rest_owner = rest;
  answers.scim_probe = scim;
  return answers;
}

struct Case {
  const char* name;
  RouteChoice choice;
  OnlineAnswer rest;
  OnlineAnswer scim;
  /// Empty: open.
  const char* route;
  /// A word of each problem, in order.
  std::vector<const char*> problems;
};

class JudgementTest : public ::testing::TestWithParam<Case> {};

TEST_P(JudgementTest, SettlesTheRouteAndNamesTheProblems) {
  const Case& given = GetParam();
  const core::Value judged = judge_online(asked(given.choice, given.rest, given.scim));
  EXPECT_EQ(text_at(judged, "route"), given.route);
  EXPECT_NE(text_at(judged, "reason"), "");
  const core::Array problems = list_at(judged, "problems");
  ASSERT_EQ(problems.size(), given.problems.size()) << online_text(judged);
  for (std::size_t i = 0; i < problems.size(); ++i) {
    EXPECT_NE(problems[i].if_string()->find(given.problems[i]), std::string::npos) << *problems[i].if_string();
  }
}

INSTANTIATE_TEST_SUITE_P(
    Answers, JudgementTest,
    ::testing::Values(
        Case{"RestAlone", RouteChoice::Auto, done(kAdmin), {}, "rest", {}},
        Case{"ScimAlone", RouteChoice::Auto, {}, done(kPage), "scim", {}},
        Case{"BothAnswer", RouteChoice::Auto, done(kAdmin), done(kPage), "scim", {}},
        Case{"FixedRest", RouteChoice::Rest, done(kAdmin), done(kPage), "rest", {}},
        Case{"FixedScim", RouteChoice::Scim, done(kAdmin), done(kPage), "scim", {}},
        Case{"ScimForbidden", RouteChoice::Auto, done(kAdmin), refused(403), "rest", {}},
        Case{"ScimNotFound", RouteChoice::Auto, done(kAdmin), refused(404), "rest", {}},
        Case{"ScimNotImplemented", RouteChoice::Auto, done(kAdmin), refused(501), "rest", {}},
        Case{"FixedScimForbidden", RouteChoice::Scim, done(kAdmin), refused(403), "scim", {"SCIM: refused with 403"}},
        Case{"ScimAloneForbidden", RouteChoice::Auto, {}, refused(403), "scim", {"SCIM: refused with 403"}},
        Case{"ScimTokenUnknown", RouteChoice::Auto, done(kAdmin), refused(401), "", {"valid token"}},
        Case{"ScimOverloaded", RouteChoice::Auto, done(kAdmin), refused(429), "", {"try again later"}},
        Case{"ScimUnreachable", RouteChoice::Auto, done(kAdmin), nobody(), "", {"tenant.scim.url"}},
        Case{"RestTokenUnknown", RouteChoice::Auto, refused(401), done(kPage), "scim", {"[tenant.rest]"}},
        Case{"RestUnreachable", RouteChoice::Auto, nobody(), {}, "rest", {"tenant.rest.url"}},
        Case{"Swapped", RouteChoice::Auto, refused(401), refused(401), "", {"REST", "SCIM", "swapped"}},
        Case{"NoAdmin", RouteChoice::Auto, done(kPlain), {}, "rest", {"System Admin", "Group Admin"}},
        Case{"NoAdminByScim", RouteChoice::Scim, done(kPlain), done(kPage), "scim", {"System Admin"}},
        Case{"OwnerBlocked",
             RouteChoice::Rest,
             done(R"({"email":"a@example.com","status":"DEACTIVATED","admin":true,"groupAdmin":true})"),
             {},
             "rest",
             {"DEACTIVATED"}}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(Judgement, NamesAnotherUrlThatIsAScimService) {
  TenantAnswers answers = asked(RouteChoice::Auto, done(kAdmin), refused(404));
  answers.others = {{"https://scim.smartsheet.com/v2", 401}, {"https://scim.smartsheet.eu/v2", 404}};
  const core::Value judged = judge_online(answers);
  const core::Array problems = list_at(judged, "problems");
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_NE(problems[0].if_string()->find("https://scim.smartsheet.com/v2"), std::string::npos);
  EXPECT_EQ(value_at(value_at(judged, "scim"), "others"),
            json(R"([{"url":"https://scim.smartsheet.com/v2","there":true},
                     {"url":"https://scim.smartsheet.eu/v2","there":false}])"));
}

TEST(Judgement, TellsOwnersAndAccount) {
  TenantAnswers answers = asked(RouteChoice::Auto, done(kAdmin), done(kPage));
  answers.scim_owner = done(R"({"userName":"scim@example.com"})");
  EXPECT_EQ(online_text(judge_online(answers)),
            "tenant default\n"
            "  REST            https://api.smartsheet.com/2.0\n"
            "    answers       yes\n"
            "    owner         admin@example.com (ACTIVE)\n"
            "    System Admin  yes\n"
            "    Group Admin   yes\n"
            "    account       Example\n"
            "  SCIM            https://api.smartsheet.com/2.0/scim/v2\n"
            "    answers       yes\n"
            "    owner         scim@example.com\n"
            "  route           scim: Smartsheet's SCIM service answers this tenant\n");
}

TEST(Judgement, SaysThatAServiceDoesNotTellItsOwner) {
  TenantAnswers answers = asked(RouteChoice::Auto, {}, done(kPage));
  answers.scim_owner = refused(501);
  const std::string text = online_text(judge_online(answers));
  EXPECT_NE(text.find("the service does not tell"), std::string::npos) << text;
  EXPECT_EQ(text.find("REST"), std::string::npos) << text;
}

}  // namespace
}  // namespace bridge::app
