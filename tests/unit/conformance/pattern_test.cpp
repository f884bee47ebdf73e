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

}  // namespace
}  // namespace bridge::conformance
