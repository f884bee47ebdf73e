// Operators against types, on a schema made for it.

#include <gtest/gtest.h>

#include "bridge/scim/filter.hpp"

namespace bridge::scim {
namespace {

AttributeDefinition attribute(const char* name, AttributeType type, bool multi_valued = false) {
  AttributeDefinition definition;
  definition.name = name;
  definition.type = type;
  definition.multi_valued = multi_valued;
  return definition;
}

/// An attribute whose elements have one sub-attribute of each kind of number.
AttributeDefinition sample() {
  AttributeDefinition definition = attribute("sample", AttributeType::Complex, true);
  definition.sub_attributes = {attribute("whole", AttributeType::Integer), attribute("decimal", AttributeType::Decimal),
                               attribute("tags", AttributeType::String, true)};
  return definition;
}

bool matches(const std::string& text, const core::Value& element, const AttributeDefinition& definition) {
  const auto filter = parse_filter(text);
  EXPECT_TRUE(filter) << text;
  const auto matcher = ElementMatcher::make(*filter, definition);
  EXPECT_TRUE(matcher) << text << ": " << (matcher ? "" : matcher.error().detail);
  return matcher && matcher->matches(element);
}

TEST(FilterTypes, NumbersCompareAsNumbers) {
  const AttributeDefinition definition = sample();
  const core::Value element = core::Object{{"whole", 1}, {"decimal", 2.5}};
  for (const char* text : {"whole eq 1", "whole eq 1.0", "whole ne 1.5", "whole lt 1.5", "whole ge 1", "decimal gt 2",
                           "decimal le 25e-1", "decimal lt 3", "whole gt -1", "whole lt 9223372036854775807"}) {
    EXPECT_TRUE(matches(text, element, definition)) << text;
  }
  for (const char* text : {"whole eq 2", "whole ne 1.0", "whole gt 1", "decimal eq 2", "decimal ge 2.6"}) {
    EXPECT_FALSE(matches(text, element, definition)) << text;
  }
}

TEST(FilterTypes, LargeWholeNumbersCompareExactly) {
  const AttributeDefinition definition = sample();
  const core::Value element = core::Object{{"whole", std::int64_t{9007199254740993}}};
  EXPECT_TRUE(matches("whole eq 9007199254740993", element, definition));
  EXPECT_FALSE(matches("whole eq 9007199254740992", element, definition));
}

TEST(FilterTypes, NumbersRefusePartsAndTexts) {
  const AttributeDefinition definition = sample();
  for (const char* text : {"whole co 1", "decimal sw 1", "whole ew 1", "whole eq \"1\"", "decimal gt true"}) {
    const auto matcher = ElementMatcher::make(*parse_filter(text), definition);
    ASSERT_FALSE(matcher) << text;
    EXPECT_EQ(matcher.error().kind, core::FaultKind::InvalidFilter) << text;
  }
}

TEST(FilterTypes, ElementsOfSeveralTextsMatchByAnyOfThem) {
  const AttributeDefinition definition = sample();
  const core::Value element = core::Object{{"tags", core::Array{"Red", "blue"}}};
  EXPECT_TRUE(matches("tags eq \"red\" and tags eq \"BLUE\"", element, definition));
  EXPECT_FALSE(matches("tags ne \"red\"", element, definition));
}

TEST(FilterTypes, SimpleElementsCountAsValue) {
  const AttributeDefinition definition = attribute("tags", AttributeType::String, true);
  EXPECT_TRUE(matches("value eq \"A\"", core::Value("a"), definition));
  EXPECT_TRUE(matches("VALUE pr and value sw \"a\"", core::Value("a"), definition));
  EXPECT_FALSE(matches("value eq \"b\"", core::Value("a"), definition));
  EXPECT_FALSE(ElementMatcher::make(*parse_filter("type eq \"a\""), definition));
}

TEST(FilterTypes, ValuesOfAnotherKindNeverMatch) {
  const AttributeDefinition definition = sample();
  const core::Value element = core::Object{{"whole", "1"}, {"tags", 1}};
  EXPECT_FALSE(matches("whole eq 1", element, definition));
  EXPECT_FALSE(matches("tags eq \"1\"", element, definition));
}

TEST(FilterTypes, FaultsOfAFilterWithoutATextHaveNoColumn) {
  const Filter filter{Compare{{"", "whole", ""}, CompareOp::Co, std::int64_t{1}}};
  EXPECT_EQ(ElementMatcher::make(filter, sample()).error().detail,
            "invalid filter: expected eq, ne, gt, ge, lt, le or pr for a number (whole), found co");
}

}  // namespace
}  // namespace bridge::scim
