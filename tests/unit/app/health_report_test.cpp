// What probes are told: ready or not, and one sentence for each reason.

#include "app/admin/health_report.hpp"

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "app/json_reading.hpp"
#include "bridge/json/codec.hpp"

namespace bridge::app {
namespace {

using std::chrono::seconds;

TenantReport healthy(std::string name = "default") {
  TenantReport report{std::move(name), {}, oauth::Standing::Fine};
  report.health.route = route::Route::Rest;
  report.health.complete = true;
  report.health.refresh = seconds(60);
  report.health.refreshed = core::Instant(seconds(1'700'000'000));
  report.health.age = seconds(12);
  return report;
}

std::vector<std::string> sentences(const Readiness& readiness, const char* name) {
  std::vector<std::string> texts;
  for (const core::Value& value : list_at(core::Value(readiness.body), name)) texts.push_back(*value.if_string());
  return texts;
}

TEST(HealthReportTest, IsReadyWhereNothingStandsInTheWay) {
  const Readiness told = readiness({}, {healthy()});
  EXPECT_TRUE(told.ready);
  EXPECT_EQ(json::write(told.body),
            R"({"ready":true,"reasons":[],"warnings":[],"store":{"writable":true},"tenants":[{"name":"default",)"
            R"("ready":true,"route":"rest","mirror":{"complete":true,"refreshed":"2023-11-14T22:13:20.000Z",)"
            R"("age_seconds":12},"waiting":0,"open_changes":0,"held_by_guard":0,"downgraded":0}]})");
}

struct Case {
  const char* name;
  std::function<void(TenantReport&)> change;
  bool ready;
  /// Of the one sentence.
  const char* says;
};

class HealthCaseTest : public ::testing::TestWithParam<Case> {};

TEST_P(HealthCaseTest, SaysWhyInOneSentence) {
  TenantReport report = healthy("acme");
  GetParam().change(report);
  const Readiness told = readiness({}, {healthy(), report});
  EXPECT_EQ(told.ready, GetParam().ready);
  const auto said = sentences(told, GetParam().ready ? "warnings" : "reasons");
  ASSERT_EQ(said.size(), 1U);
  EXPECT_EQ(said.front().rfind("tenant \"acme\": expected ", 0), 0U) << said.front();
  EXPECT_NE(said.front().find(GetParam().says), std::string::npos) << said.front();
  EXPECT_TRUE(sentences(told, GetParam().ready ? "reasons" : "warnings").empty());
}

INSTANTIATE_TEST_SUITE_P(
    All, HealthCaseTest,
    ::testing::Values(Case{"Unread", [](TenantReport& r) { r.health.complete = false; }, false, "not yet; wait"},
                      Case{"UnreadAndFailing",
                           [](TenantReport& r) {
                             r.health.complete = false;
                             r.health.last_failure = {core::Instant(), "Smartsheet does not answer"};
                           },
                           false, "the last try failed: Smartsheet does not answer"},
                      Case{"RouteOpen", [](TenantReport& r) { r.health.route.reset(); }, false,
                           "scimbridge route show --config FILE --tenant acme"},
                      Case{"RouteLost",
                           [](TenantReport& r) {
                             r.health.route = route::Route::Scim;
                             r.health.route_lost = true;
                           },
                           false, "Smartsheet's SCIM service"},
                      Case{"Overdue",
                           [](TenantReport& r) {
                             r.health.age = seconds(400);
                             r.health.overdue = true;
                           },
                           true, "every 60 s, found the last one 400 s ago"},
                      Case{"OverdueSinceTheStart",
                           [](TenantReport& r) {
                             r.health.age.reset();
                             r.health.overdue = true;
                           },
                           true, "none since the start"},
                      Case{"Down",
                           [](TenantReport& r) {
                             r.health.shut = {{route::Route::Rest, false}};
                           },
                           true, "it does not"},
                      Case{"TokenRefused",
                           [](TenantReport& r) {
                             r.health.shut = {{route::Route::Scim, true}};
                           },
                           true, "found it refused"},
                      Case{"Held", [](TenantReport& r) { r.health.held_by_guard = 7; }, true, "found 7 changes"},
                      Case{"Downgraded", [](TenantReport& r) { r.health.downgraded = 3; }, true, "found 3 people"},
                      Case{"LockedOut", [](TenantReport& r) { r.oauth = oauth::Standing::LockedOut; }, true,
                           "scimbridge login --config FILE --tenant acme"},
                      Case{"PairMissing", [](TenantReport& r) { r.oauth = oauth::Standing::PairMissing; }, true,
                           "on disk, found none"}),
    [](const auto& info) { return std::string(info.param.name); });

TEST(HealthReportTest, AFailedRefreshAloneIsNoWarning) {
  TenantReport report = healthy();
  report.health.last_failure = {core::Instant(), "busy"};
  const Readiness told = readiness({}, {report});
  EXPECT_TRUE(told.ready);
  EXPECT_TRUE(sentences(told, "warnings").empty());
  EXPECT_NE(json::write(told.body).find(R"("last_failure":{"at":"1970-01-01T00:00:00.000Z","detail":"busy"})"),
            std::string::npos);
}

TEST(HealthReportTest, AStoreThatCantBeWrittenIsAReason) {
  const Readiness told = readiness({false, "the disk is full", core::Instant()}, {healthy()});
  EXPECT_FALSE(told.ready);
  ASSERT_EQ(sentences(told, "reasons").size(), 1U);
  EXPECT_NE(sentences(told, "reasons").front().find("(the disk is full)"), std::string::npos);
}

TEST(HealthReportTest, IsNeverReadyBeforeAndAfterItServes) {
  for (const Readiness& told : {still_starting(), stopping_now()}) {
    EXPECT_FALSE(told.ready);
    EXPECT_EQ(sentences(told, "reasons").size(), 1U);
  }
}

}  // namespace
}  // namespace bridge::app
