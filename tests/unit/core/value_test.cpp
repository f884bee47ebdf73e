#include "bridge/core/value.hpp"

#include <cstdint>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "bridge/core/box.hpp"

namespace bridge::core {
namespace {

TEST(Value, KnowsItsKind) {
  struct Row {
    Value value;
    std::string kind;
  };
  for (const Row& row : {Row{nullptr, "null"}, Row{true, "boolean"}, Row{1, "integer"}, Row{1.5, "number"},
                         Row{"x", "string"}, Row{Array{1}, "array"}, Row{Object{{"a", 1}}, "object"}}) {
    EXPECT_EQ(row.value.kind(), row.kind);
    EXPECT_EQ(row.value.is_null(), row.kind == "null");
    EXPECT_EQ(row.value.if_bool() != nullptr, row.kind == "boolean");
    EXPECT_EQ(row.value.if_integer() != nullptr, row.kind == "integer");
    EXPECT_EQ(row.value.if_double() != nullptr, row.kind == "number");
    EXPECT_EQ(row.value.if_string() != nullptr, row.kind == "string");
    EXPECT_EQ(row.value.if_array() != nullptr, row.kind == "array");
    EXPECT_EQ(row.value.if_object() != nullptr, row.kind == "object");
  }
}

TEST(Value, TextLiteralIsTextAndNotAFlag) {
  EXPECT_EQ(*Value("true").if_string(), "true");
  EXPECT_EQ(Value("true").if_bool(), nullptr);
}

TEST(Value, DifferentKindsAreNeverEqual) {
  const std::vector<Value> values{nullptr, false, 0, 0.0, "", Array(), Object()};
  for (std::size_t a = 0; a < values.size(); ++a) {
    for (std::size_t b = 0; b < values.size(); ++b) EXPECT_EQ(values[a] == values[b], a == b) << a << " / " << b;
  }
}

TEST(Value, NullAndEmptyContainersAreUnassigned) {
  for (const Value& value : {Value(), Value(Array()), Value(Object())}) EXPECT_TRUE(is_unassigned(value));
  for (const Value& value :
       {Value(false), Value(0), Value(0.0), Value(""), Value(Array{nullptr}), Value(Object{{"a", nullptr}})}) {
    EXPECT_FALSE(is_unassigned(value)) << value.kind();
  }
}

TEST(Array, OrderMatters) {
  EXPECT_EQ((Array{1, 2}), (Array{1, 2}));
  EXPECT_FALSE((Array{1, 2}) == (Array{2, 1}));
  EXPECT_FALSE((Array{1, 2}) == (Array{1}));
  EXPECT_EQ(Array(), Array(std::vector<Value>{}));
}

TEST(Array, ChangesLeaveTheOriginalAlone) {
  const Array before{1, 2};
  EXPECT_EQ(before.appended(3), (Array{1, 2, 3}));
  EXPECT_EQ(before.with(0, "x"), (Array{"x", 2}));
  EXPECT_EQ(before, (Array{1, 2}));
  EXPECT_EQ(Array().appended(1), Array{1});
}

TEST(Array, ThrowsPastTheEnd) {
  EXPECT_THROW(static_cast<void>(Array()[0]), std::out_of_range);
  EXPECT_THROW(static_cast<void>((Array{1})[1]), std::out_of_range);
  EXPECT_THROW(static_cast<void>(Array().with(0, 1)), std::out_of_range);
  EXPECT_EQ((Array{1, 2})[1], Value(2));
}

TEST(Object, FindsByTheRuleAskedFor) {
  const Object object{{"userName", "a"}, {"active", true}};
  EXPECT_EQ(*object.find("userName"), Value("a"));
  EXPECT_EQ(object.find("USERNAME"), nullptr);
  EXPECT_EQ(*object.find_ignoring_case("USERNAME"), Value("a"));
  EXPECT_EQ(object.find_ignoring_case("user"), nullptr);
  EXPECT_EQ(Object().find("userName"), nullptr);
}

TEST(Object, WithKeepsThePlaceAndTakesTheNewSpelling) {
  const Object before{{"a", 1}, {"b", 2}};
  const Object after = before.with("A", 3).with("c", 4);
  ASSERT_EQ(after.size(), 3U);
  EXPECT_EQ(after.begin()[0], (Member{"A", 3}));
  EXPECT_EQ(after.begin()[1], (Member{"b", 2}));
  EXPECT_EQ(after.begin()[2], (Member{"c", 4}));
  EXPECT_EQ(before, (Object{{"a", 1}, {"b", 2}}));
}

TEST(Object, WithoutDropsWhateverTheCase) {
  const Object before{{"a", 1}, {"b", 2}};
  EXPECT_EQ(before.without("A"), (Object{{"b", 2}}));
  EXPECT_EQ(before.without("c"), before);
  EXPECT_TRUE(before.without("a").without("b").empty());
}

TEST(Object, OrderDoesNotMatterAndCaseOfNamesDoes) {
  EXPECT_EQ((Object{{"a", 1}, {"b", 2}}), (Object{{"b", 2}, {"a", 1}}));
  EXPECT_FALSE((Object{{"a", 1}}) == (Object{{"A", 1}}));
  EXPECT_FALSE((Object{{"a", 1}}) == (Object{{"a", 2}}));
  EXPECT_FALSE((Object{{"a", 1}}) == (Object{{"a", 1}, {"b", 2}}));
}

TEST(Object, RecordsWithoutAFieldReadAsEmpty) {
  const Object record{{"name", "x"}, {"admin", true}, {"count", 1}};
  EXPECT_EQ(text_or_empty(record, "name"), "x");
  EXPECT_EQ(text_or_empty(record, "Name"), "");
  EXPECT_EQ(text_or_empty(record, "count"), "");
  EXPECT_TRUE(flag_or_false(record, "admin"));
  EXPECT_FALSE(flag_or_false(record, "name"));
  EXPECT_FALSE(flag_or_false(record, "other"));
}

TEST(Value, IsSharedBetweenThreads) {
  const Value shared(Object{{"list", Array{1, 2, 3}}});
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([copy = shared] {
      for (int round = 0; round < 1000; ++round) {
        const Object changed = copy.if_object()->with("round", round);
        EXPECT_EQ(changed.find("list")->if_array()->size(), 3U);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST(Box, ComparesWhatIsInside) {
  EXPECT_EQ(Box<std::string>("a"), Box<std::string>("a"));
  EXPECT_FALSE(Box<std::string>("a") == Box<std::string>("b"));
  const Box<std::string> one("a");
  const Box<std::string> copy = one;  // NOLINT(performance-unnecessary-copy-initialization): sharing is the point
  EXPECT_EQ(&*one, &*copy);
  EXPECT_EQ(copy->size(), 1U);
}

}  // namespace
}  // namespace bridge::core
