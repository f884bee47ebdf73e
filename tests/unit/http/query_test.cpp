#include "http/query.hpp"

#include <gtest/gtest.h>

#include "http/percent.hpp"

namespace bridge::http {
namespace {

struct Good {
  const char* name;
  const char* text;
  Query query;
};

Query filter(const char* text) {
  Query query;
  query.filter = text;
  return query;
}

const Good kGood[] = {
    {"Empty", "", {}},
    {"All", "filter=f&startIndex=2&count=3&attributes=a,b&excludedAttributes=c", {"f", "2", "3", "a,b", "c"}},
    {"Sorted",
     "sortBy=name.familyName&sortOrder=descending&cursor=",
     {{}, {}, {}, {}, {}, "name.familyName", "descending", ""}},
    {"NamesIgnoreCase", "STARTINDEX=1&Excludedattributes=x", {{}, "1", {}, {}, "x"}},
    {"EscapedName", "%66ilter=f", filter("f")},
    {"UnknownIsIgnored", "aadOptscim062020&sort=%zz&filter=f&x=1&x=2", filter("f")},
    {"EmptyPairs", "&&filter=f&", filter("f")},
    {"EmptyValueIsAValue", "filter=", filter("")},
    {"NoEqualsSign", "filter", filter("")},
    {"EqualsInValue", "filter=a=b", filter("a=b")},
    {"EscapedAmpersand", "filter=a%26b", filter("a&b")},
    {"Spaces", "filter=userName%20eq+%22ada%22", filter("userName eq \"ada\"")},
    {"RawPlusInRawQuotes", "filter=userName+eq+\"ada+test@example.com\"",
     filter("userName eq \"ada+test@example.com\"")},
    {"RawPlusInEscapedQuotes", "filter=userName+eq+%22ada+test%22+and+a+pr",
     filter("userName eq \"ada+test\" and a pr")},
    {"EscapedPlusIsAlwaysAPlus", "filter=a%2Bb+%22c%2Bd%22", filter("a+b \"c+d\"")},
    {"EscapedQuoteDoesNotEndTheText", "filter=%22a\\%22b+c%22+d", filter("\"a\\\"b+c\" d")},
    {"EscapedBackslashEndsNothing", "filter=%22a%5C%5C%22+b", filter("\"a\\\\\" b")},
    {"DecodedOnce", "filter=%2520", filter("%20")},
    {"Utf8", "filter=%C3%A9", filter("\xC3\xA9")},
};
class GoodQuery : public testing::TestWithParam<Good> {};

TEST_P(GoodQuery, IsDecoded) {
  const auto query = read_query(GetParam().text);
  ASSERT_TRUE(query) << query.error().detail;
  EXPECT_EQ(query->filter, GetParam().query.filter);
  EXPECT_EQ(*query, GetParam().query);
}
INSTANTIATE_TEST_SUITE_P(All, GoodQuery, testing::ValuesIn(kGood),
                         [](const auto& row) { return std::string(row.param.name); });

struct Bad {
  const char* name;
  const char* text;
  const char* detail;
};
const Bad kBad[] = {
    {"CutEscape", "filter=a%2", "\"filter\""},
    {"NoHex", "count=%g0", "\"count\""},
    {"LonePercent", "attributes=100%", "\"attributes\""},
    {"NotUtf8", "filter=%FF", "\"filter\""},
    {"Overlong", "filter=%C0%AF", "\"filter\""},
    {"Surrogate", "filter=%ED%A0%80", "\"filter\""},
    {"BadName", "%zz=1", "the name of a parameter"},
    {"Twice", "count=1&Count=1", "\"count\" once"},
};
class BadQuery : public testing::TestWithParam<Bad> {};

TEST_P(BadQuery, IsAnInvalidValue) {
  const auto query = read_query(GetParam().text);
  ASSERT_FALSE(query);
  EXPECT_EQ(query.error().kind, core::FaultKind::InvalidValue);
  EXPECT_NE(query.error().detail.find(GetParam().detail), std::string::npos) << query.error().detail;
}
INSTANTIATE_TEST_SUITE_P(All, BadQuery, testing::ValuesIn(kBad),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(ParameterNames, HoldNoValue) {
  EXPECT_EQ(parameter_names("filter=userName+eq+%22ada%22&startIndex=1"), "filter,startIndex");
  EXPECT_EQ(parameter_names("ada@example.com&a%20b=1&=x&aadOptscim062020="), "?,?,?,aadOptscim062020");
  EXPECT_EQ(parameter_names("ada"), "?");
  EXPECT_EQ(parameter_names(""), "");
}

TEST(Utf8, IsToldFromOtherBytes) {
  for (const char* good :
       {"", "a", "\xC2\x80", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    EXPECT_TRUE(is_utf8(good)) << good;
  }
  for (const char* bad : {"\x80", "\xC2", "\xC2\x41", "\xC1\x80", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
                          "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE2\x82"}) {
    EXPECT_FALSE(is_utf8(bad)) << bad;
  }
}

}  // namespace
}  // namespace bridge::http
