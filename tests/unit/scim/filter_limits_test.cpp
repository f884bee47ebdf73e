// Length and depth are bounded, and what is within the bounds is cheap.

#include <gtest/gtest.h>

#include "bridge/scim/filter.hpp"
#include "unit/scim/scim_fixture.hpp"

namespace bridge::scim {
namespace {

std::string nested(std::size_t depth, const std::string& open = "(") {
  std::string text;
  for (std::size_t i = 0; i < depth; ++i) text.append(open);
  return text + "a pr" + std::string(depth, ')');
}

TEST(FilterLimits, AcceptsTheDepthAndRefusesOneMore) {
  EXPECT_TRUE(parse_filter(nested(50)));
  EXPECT_TRUE(parse_filter(nested(50, "not(")));
  const auto one_more = parse_filter(nested(51));
  ASSERT_FALSE(one_more);
  EXPECT_EQ(one_more.error().kind, core::FaultKind::InvalidFilter);
  EXPECT_EQ(one_more.error().detail,
            "invalid filter at column 51: expected fewer parentheses and brackets within each other, found '('");
  EXPECT_FALSE(parse_filter(nested(51, "not (")));
  EXPECT_FALSE(parse_filter("a[" + nested(50) + "]"));
  EXPECT_TRUE(parse_filter("a[" + nested(49) + "]"));
}

TEST(FilterLimits, SurvivesDepthBombs) {
  const FilterLimits generous{10'000'000, 50};
  EXPECT_FALSE(parse_filter(std::string(1'000'000, '('), generous));
  EXPECT_FALSE(parse_filter(std::string(8192, '(')));
  EXPECT_FALSE(parse_filter(nested(1'000'000, "not("), generous));
}

TEST(FilterLimits, CountsBytesOfLength) {
  const FilterLimits limits{10, 5};
  EXPECT_TRUE(parse_filter("a eq 12345", limits));
  const auto lengthy = parse_filter("a eq 123456", limits);
  ASSERT_FALSE(lengthy);
  EXPECT_EQ(lengthy.error().detail,
            "invalid filter at column 11: expected the end after at most 10 bytes, found 11 bytes");
}

TEST(FilterLimits, TakesManyTermsWithoutDepth) {
  std::string text = "a pr";
  for (int i = 0; i < 10'000; ++i) text.append(" or a pr");
  EXPECT_FALSE(parse_filter(text));
  const auto filter = parse_filter(text, FilterLimits{text.size(), 1});
  ASSERT_TRUE(filter);
  EXPECT_EQ(std::get<Or>(filter->node).terms.size(), 10'001U);
}

TEST(FilterLimits, ChecksAndEvaluatesWhatItTakes) {
  std::string wide = "userName eq \"0\"";
  for (int i = 1; i < 10'000; ++i) wide.append(" or userName eq \"" + std::to_string(i) + "\"");
  const core::Object user{{"id", "1"}, {"userName", "9999"}};
  const auto filter = parse_filter(wide, FilterLimits{wide.size(), 1});
  ASSERT_TRUE(filter);
  EXPECT_TRUE(Matcher::make(*filter, test::user_type())->matches(user));

  std::string deep = "userName eq \"9999\"";
  for (int i = 0; i < 50; ++i) deep = (i % 2 == 0 ? "not (" : "(id eq \"2\" or ") + deep + ")";
  const auto layered = parse_filter(deep);
  ASSERT_TRUE(layered);
  const Filter copy = *layered;
  EXPECT_EQ(*parse_filter(to_string(copy)), copy);
  EXPECT_FALSE(Matcher::make(copy, test::user_type())->matches(user));  // not, 25 times
}

TEST(FilterLimits, RefusesTenThousandTermsByLength) {
  std::string text = "a eq \"ä\"";
  for (int i = 0; i < 10'000; ++i) text.append(" or a pr");
  const auto filter = parse_filter(text);
  ASSERT_FALSE(filter);
  EXPECT_EQ(filter.error().kind, core::FaultKind::InvalidFilter);
  EXPECT_EQ(filter.error().detail.find("invalid filter at column 8192: expected the end after at most 8192 bytes"), 0U)
      << filter.error().detail;
}

TEST(FilterLimits, RefusesBytesThatAreNotUtf8) {
  EXPECT_FALSE(parse_filter("a eq \"\xFF\""));
  EXPECT_FALSE(parse_filter("a eq \"\xC3\""));
  EXPECT_FALSE(parse_filter(std::string("a eq \"\0\"", 8)));
  EXPECT_TRUE(parse_filter("a eq \"\xC3\xA4\""));
}

}  // namespace
}  // namespace bridge::scim
