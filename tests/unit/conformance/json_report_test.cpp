#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bridge/json/codec.hpp"
#include "unit/conformance/sample_report.hpp"

namespace bridge::conformance {
namespace {

core::Value parsed(const Report& report) {
  auto value = json::parse(json_report(report));
  EXPECT_TRUE(value);
  return value ? *value : core::Value();
}

const core::Value& member(const core::Value& value, std::string_view name) {
  static const core::Value kNothing;
  const core::Object* object = value.if_object();
  const core::Value* found = object != nullptr ? object->find(name) : nullptr;
  EXPECT_NE(found, nullptr) << name;
  return found != nullptr ? *found : kNothing;
}

TEST(JsonReport, TellsTheRun) {
  const auto sample = sample_report();
  const core::Value report = parsed(sample->report);
  EXPECT_EQ(member(report, "format"), core::Value(1));
  EXPECT_EQ(member(report, "server"), core::Value("https://scim.example.com/scim/v2"));
  EXPECT_EQ(member(report, "scimbridge"), core::Value("1.2.3"));
  EXPECT_EQ(member(report, "started"), core::Value("2026-03-01T08:15:30.000Z"));
  EXPECT_EQ(member(report, "took_ms"), core::Value(4200));
  EXPECT_EQ(member(report, "stopped"), core::Value(false));
  EXPECT_EQ(member(report, "unreachable"), core::Value(""));
  EXPECT_EQ(member(report, "declares"), core::Value(core::Array{core::Object{{"name", "PATCH"}, {"value", "yes"}},
                                                                core::Object{{"name", "Bulk"}, {"value", "no"}}}));
  EXPECT_EQ(member(report, "left_over"),
            core::Value(core::Array{core::Object{
                {"target", "/Users/1"}, {"made_by", "rfc/query/no-match"}, {"why", "DELETE was answered 500"}}}));
}

TEST(JsonReport, CountsEachVerdict) {
  const auto sample = sample_report();
  const core::Object failed{{"must", 1}, {"should", 1}, {"may", 1}};
  EXPECT_EQ(member(parsed(sample->report), "summary"),
            core::Value(core::Object{{"passed", 1}, {"failed", failed}, {"blocked", 1}, {"skipped", 1}}));
}

TEST(JsonReport, HasEachCaseWithItsExchanges) {
  const auto sample = sample_report();
  const core::Value report = parsed(sample->report);
  const core::Array& cases = *member(report, "cases").if_array();
  ASSERT_EQ(cases.size(), 6U);
  EXPECT_EQ(member(cases[0], "verdict"), core::Value("passed"));
  EXPECT_EQ(member(cases[0], "worst"), core::Value());
  EXPECT_EQ(member(cases[1], "verdict"), core::Value("failed"));
  EXPECT_EQ(member(cases[1], "worst"), core::Value("MUST"));
  EXPECT_EQ(member(cases[3], "reason"), core::Value("the server declares bulk.supported false"));
  EXPECT_EQ(member(cases[5], "verdict"), core::Value("blocked"));
  const core::Array& exchanges = *member(cases[1], "exchanges").if_array();
  ASSERT_EQ(exchanges.size(), 2U);
  EXPECT_EQ(member(member(exchanges[1], "request"), "body"), core::Value(R"({"userName":"ada@example.com"})"));
  EXPECT_EQ(member(member(exchanges[1], "response"), "status"), core::Value(500));
  EXPECT_EQ(member(member(exchanges[0], "request"), "headers"),
            core::Value(core::Array{core::Object{{"name", "Authorization"}, {"value", "Bearer ***"}}}));
}

TEST(JsonReport, SurvivesBytesThatAreNoUtf8) {
  const auto sample = sample_report();
  sample->report.results[1].exchanges[1].came.body = std::string("a\xFF\xC3(\xED\xA0\x80 z\x00", 9);
  const core::Value report = parsed(sample->report);
  const core::Array& cases = *member(report, "cases").if_array();
  const core::Value& body = member(member((*member(cases[1], "exchanges").if_array())[1], "response"), "body");
  EXPECT_EQ(body, core::Value(std::string("a\uFFFD\uFFFD(\uFFFD\uFFFD\uFFFD z")));
}

}  // namespace
}  // namespace bridge::conformance
