#include "bridge/conformance/pattern.hpp"

#include <gtest/gtest.h>

#include "bridge/json/codec.hpp"

namespace bridge::conformance {
namespace {

core::Value parse(const char* text) {
  auto value = json::parse(text);
  EXPECT_TRUE(value) << text;
  return value ? *value : core::Value();
}

struct Case {
  const char* pattern;
  const char* fitting;
  const char* other;
};

const Case kCases[] = {
    {R"("a")", R"("a")", R"("A")"},
    {"1", "1.0", "2"},
    {"1", "1", R"("1")"},
    {"true", "true", "false"},
    {"null", "null", "0"},
    {"[1,2]", "[1,2]", "[2,1]"},
    {"[1,2]", "[1,2]", "[1,2,3]"},
    {"[]", "[]", "{}"},
    {R"({"a":1})", R"({"a":1,"b":2})", R"({"b":2})"},
    {R"({"a":{"b":[{"c":1}]}})", R"({"a":{"b":[{"c":1,"d":2}]}})", R"({"a":{"b":[{"c":2}]}})"},
    {"{}", R"({"a":1})", "[]"},
    {R"({"a":{"$any":true}})", R"({"a":null})", "{}"},
    {R"({"a":{"$absent":true}})", R"({"b":1})", R"({"a":null})"},
    {R"({"$type":"integer"})", "7", "7.5"},
    {R"({"$type":"string"})", R"("")", "null"},
    {R"({"$contains":"bc"})", R"("abcd")", R"("acbd")"},
    {R"({"$contains":"1"})", R"("1")", "1"},
    {R"({"$matches":"W/\"[0-9]+\""})", R"("W/\"12\"")", R"("xW/\"12\"")"},
    {R"({"$matches":".+"})", R"("a")", R"("")"},
    {R"({"$includes":[{"v":1},{"v":2}]})", R"([{"v":3},{"v":2},{"v":1}])", R"([{"v":1},{"v":3}])"},
    {R"({"$includes":[1,1]})", "[1,2,1]", "[1,2]"},
    {R"({"$includes":[]})", "[]", "{}"},
    {R"({"$unordered":[1,2]})", "[2,1]", "[2,1,3]"},
    {R"({"$unordered":[]})", "[]", "[1]"},
    {R"({"$size":2})", "[1,2]", "[1]"},
    {R"({"$integer":"42"})", "42", R"("42")"},
    {R"({"$not":{"a":1}})", R"({"a":2})", R"({"a":1})"},
    {R"({"a":{"$unassigned":true}})", "{}", R"({"a":0})"},
    {R"({"a":{"$unassigned":true}})", R"({"a":[]})", R"({"a":""})"},
    {R"({"a":{"$unassigned":true}})", R"({"a":null})", R"({"a":[null]})"},
    {R"({"a":{"$optional":1}})", "{}", R"({"a":2})"},
    {R"({"a":{"$optional":[1]}})", R"({"a":[]})", R"({"a":[2]})"},
    {R"({"a":{"$optional":[1]}})", R"({"a":[1]})", R"({"a":{"b":1}})"},
    {R"({"$type":"number"})", "7", R"("7")"},
    {R"({"$ignore_case":"WORK"})", R"("work")", R"("works")"},
    {R"({"$instant":"2026-01-01T00:00:00Z"})", R"("2026-01-01T01:00:00.000+01:00")", R"("2026-01-01T00:00:01Z")"},
    {R"({"$date_time":true})", R"("2026-01-01T00:00:00.1234567Z")", R"("2026-01-01")"},
    {R"({"$at_least":3})", "3", "2.9"},
    {R"({"$at_most":3})", "-1", R"("1")"},
    {R"({"$each":{"v":1}})", R"([{"v":1},{"v":1,"w":2}])", R"([{"v":1},{"v":2}])"},
    {R"({"$each":1})", "[]", "{}"},
    {R"({"$none":{"v":1}})", R"([{"v":2}])", R"([{"v":2},{"v":1}])"},
    {R"({"$none":1})", "[]", "null"},
    {R"({"$size":{"$at_least":2}})", "[1,2,3]", "[1]"},
    {R"({"$one_of":[1,"a"]})", R"("a")", R"("b")"},
    {R"({"a":{"$one_of":[{"$absent":true},1]}})", "{}", R"({"a":null})"},
    {R"({"$all_of":[{"a":1},{"b":2}]})", R"({"a":1,"b":2})", R"({"a":1})"},
    {R"({"$includes":[{"$type":"integer"},1]})", "[1,2]", R"([1,"2"])"},
    {R"({"$unordered":[{"$any":true},1]})", "[1,2]", "[2,3]"},
    {R"({"a":{"$not":1}})", R"({"a":2})", "{}"},
    {R"({"$ref":"x"})", R"({"$ref":"x"})", R"({"$ref":"y"})"},
};

class Pattern : public testing::TestWithParam<Case> {};

TEST_P(Pattern, FitsTheOneAndNotTheOther) {
  const Case& row = GetParam();
  EXPECT_EQ(differences(parse(row.fitting), parse(row.pattern)), std::vector<std::string>{}) << row.pattern;
  EXPECT_FALSE(differences(parse(row.other), parse(row.pattern)).empty()) << row.pattern;
}
INSTANTIATE_TEST_SUITE_P(All, Pattern, testing::ValuesIn(kCases));

TEST(Differences, SayWhereAndWhat) {
  const auto found =
      differences(parse(R"({"a":[{"b":1}],"d":3})"), parse(R"({"a":[{"b":2}],"c":4,"d":{"$absent":true}})"));
  EXPECT_EQ(found, (std::vector<std::string>{"/a/0/b: expected 2, found 1", "/c: expected 4, found nothing",
                                             "/d: expected nothing, found 3"}));
}

TEST(Differences, NameAnUnknownOperator) {
  const auto found = differences(parse("1"), parse(R"({"$anything":true})"));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_NE(found[0].find("$anything"), std::string::npos);
}

TEST(Differences, SayWhatWouldHaveFitted) {
  const std::pair<const char*, const char*> rows[] = {
      {R"({"$optional":"x"})", R"(the value: expected nothing, or "x", found 7)"},
      {R"({"$one_of":["x",{"$type":"integer"}]})", R"(the value: expected "x" or an integer, found true)"},
      {R"({"$unassigned":true})", "the value: expected nothing, null or an empty value, found 7"},
      {R"({"$size":{"$at_least":2}})", "the value: expected an array whose length is at least 2, found 7"},
      {R"({"$all_of":[7,{"$at_most":6}]})", "the value: expected at most 6, found 7"},
      {R"({"$matches":"a+"})", "the value: expected a text that matches /a+/, found 7"},
  };
  for (const auto& [pattern, expected] : rows) {
    const char* value = std::string_view(expected).find("true") != std::string_view::npos ? "true" : "7";
    EXPECT_EQ(differences(parse(value), parse(pattern)), std::vector<std::string>{expected});
  }
}

TEST(Differences, LookIntoOptionalObjectsAndEachElement) {
  EXPECT_EQ(differences(parse(R"({"a":{"b":1}})"), parse(R"({"a":{"$optional":{"b":2}}})")),
            std::vector<std::string>{"/a/b: expected 2, found 1"});
  EXPECT_EQ(differences(parse(R"([{"b":1},{"b":2}])"), parse(R"({"$each":{"b":1}})")),
            std::vector<std::string>{"/1/b: expected 1, found 2"});
}

TEST(Differences, CutLongValues) {
  const auto found = differences(core::Value(std::string(100'000, 'x')), parse(R"({"$matches":"x*"})"));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_LT(found[0].size(), 600U);
}

TEST(PatternProblems, NameWhatCanNotBeUsed) {
  const char* const good[] = {R"({"a":[{"$ref":"x"}]})", R"({"$matches":"[a-z]+"})", R"({"$matches":"${x}("})",
                              R"({"$at_least":"${n}"})", R"({"$size":{"$any":true}})"};
  for (const char* text : good) EXPECT_TRUE(pattern_problems(parse(text)).empty()) << text;
  const char* const bad[] = {R"({"a":[{"$anything":true}]})", R"({"$matches":"("})",   R"({"$any":false})",
                             R"({"$type":"text"})",           R"({"$instant":"now"})", R"({"$at_least":"3"})",
                             R"({"$includes":{}})",           R"({"$integer":42})",    R"({"$any":true,"a":1})",
                             R"({"$not":{"$contains":1}})",   R"({"$one_of":7})"};
  for (const char* text : bad) EXPECT_EQ(pattern_problems(parse(text)).size(), 1U) << text;
}

}  // namespace
}  // namespace bridge::conformance
