// Length and depth are bounded, and what is within the bounds is cheap.

#include <gtest/gtest.h>

#include "bridge/scim/filter.hpp"

namespace bridge::scim {
namespace {

std::string nested(std::size_t depth, const std::string& open = "(") {
  std::string text;
  for (std::size_t i = 0; i < depth; ++i) text.append(open);
  return text + "a pr" + std::string(depth, ')');
}

TEST(FilterLimits, AcceptsTheDepthAndRefusesOneMore) {
  EXPECT_TRUE(parse_filter(nested(50)));
  EXPECT_TRUE(parse_filter(nested(50, "not (")));
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
  EXPECT_EQ(lengthy.error().detail, "invalid filter: expected at most 10 bytes, found 11");
}

TEST(FilterLimits, TakesManyTermsWithoutDepth) {
  std::string text = "a pr";
  for (int i = 0; i < 10'000; ++i) text.append(" or a pr");
  EXPECT_FALSE(parse_filter(text));
  const auto filter = parse_filter(text, FilterLimits{text.size(), 1});
  ASSERT_TRUE(filter);
  EXPECT_EQ(std::get<Or>(filter->node).terms.size(), 10'001U);
}

TEST(FilterLimits, RefusesBytesThatAreNotUtf8) {
  EXPECT_FALSE(parse_filter("a eq \"\xFF\""));
  EXPECT_FALSE(parse_filter("a eq \"\xC3\""));
  EXPECT_FALSE(parse_filter(std::string("a eq \"\0\"", 8)));
  EXPECT_TRUE(parse_filter("a eq \"\xC3\xA4\""));
}

}  // namespace
}  // namespace bridge::scim
