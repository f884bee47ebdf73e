// What text becomes which tree.

#include <tuple>

#include <gtest/gtest.h>

#include "bridge/scim/filter.hpp"
#include "bridge/scim/patch.hpp"
#include "unit/scim/filter_factories.hpp"
#include "unit/scim/scim_fixture.hpp"

namespace bridge::scim {
namespace {

using test::all, test::any, test::compare, test::eq, test::in, test::none, test::pr;
using std::string_literals::operator""s;

struct Row {
  std::string text;
  Filter expected;
};

void expect_rows(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    const auto filter = parse_filter(row.text);
    ASSERT_TRUE(filter) << row.text << ": " << filter.error().detail;
    EXPECT_EQ(*filter, row.expected) << row.text << "\n was read as " << to_string(*filter);
    const auto again = parse_filter(to_string(*filter));
    ASSERT_TRUE(again) << to_string(*filter) << ": " << again.error().detail;
    EXPECT_EQ(*again, *filter) << to_string(*filter);
  }
}

TEST(FilterParser, ReadsEveryOperatorInAnyCase) {
  expect_rows({
      {"a eq 1", compare("a", CompareOp::Eq, std::int64_t{1})},
      {"a Ne 1", compare("a", CompareOp::Ne, std::int64_t{1})},
      {"a CO 1", compare("a", CompareOp::Co, std::int64_t{1})},
      {"a sW 1", compare("a", CompareOp::Sw, std::int64_t{1})},
      {"a ew 1", compare("a", CompareOp::Ew, std::int64_t{1})},
      {"a gt 1", compare("a", CompareOp::Gt, std::int64_t{1})},
      {"a ge 1", compare("a", CompareOp::Ge, std::int64_t{1})},
      {"a lt 1", compare("a", CompareOp::Lt, std::int64_t{1})},
      {"a le 1", compare("a", CompareOp::Le, std::int64_t{1})},
      {"a PR", pr("a")},
  });
}

TEST(FilterParser, ReadsEveryKindOfValue) {
  expect_rows({
      {R"(a eq "x")", eq("a", "x"s)},
      {R"(a eq "")", eq("a", ""s)},
      {"a eq true", eq("a", true)},
      {"a eq false", eq("a", false)},
      {"a eq null", eq("a", nullptr)},
      {"a eq -7", eq("a", std::int64_t{-7})},
      {"a eq 9223372036854775807", eq("a", std::int64_t{9223372036854775807})},
      {"a eq 9223372036854775808", eq("a", 9223372036854775808.0)},
      {"a eq 1.0", eq("a", 1.0)},
      {"a eq 1e2", eq("a", 100.0)},
      {"a eq -0.125", eq("a", -0.125)},
      {"a eq 1.7976931348623157e308", eq("a", 1.7976931348623157e308)},
  });
}

TEST(FilterParser, ResolvesTheEscapesOfJson) {
  expect_rows({
      {R"(a eq "a\"b\\cA")", eq("a", R"(a"b\cA)"s)},
      {R"(a eq "\/\b\f\n\r\t")", eq("a", "/\b\f\n\r\t"s)},
      {R"(a eq "\u0041\u00e9\u20AC")", eq("a", "A\xC3\xA9\xE2\x82\xAC"s)},
      {R"(a eq "\uD83D\uDE00!")", eq("a", "\xF0\x9F\x98\x80!"s)},
      {R"(a eq "\u0000\u001f")", eq("a", "\0\x1F"s)},
      {R"(a eq ") and (b pr")", eq("a", ") and (b pr"s)},
  });
}

TEST(FilterParser, BindsNotThenAndThenOr) {
  expect_rows({
      {R"(a eq "1" or b eq "2" and c eq "3")", any(eq("a", "1"s), all(eq("b", "2"s), eq("c", "3"s)))},
      {"a pr and b pr or c pr and d pr", any(all(pr("a"), pr("b")), all(pr("c"), pr("d")))},
      {R"(not (a eq "1") and b pr)", all(none(eq("a", "1"s)), pr("b"))},
      {"not (a pr and b pr) or c pr", any(none(all(pr("a"), pr("b"))), pr("c"))},
      {"(a pr or b pr) and c pr", all(any(pr("a"), pr("b")), pr("c"))},
      {"not (not (a pr))", none(none(pr("a")))},
      {"a pr AND b pr Or c pr", any(all(pr("a"), pr("b")), pr("c"))},
  });
}

TEST(FilterParser, FlattensWhatGroupingDoesNotChange) {
  expect_rows({
      {"((a pr))", pr("a")},
      {"a pr and b pr and c pr", all(pr("a"), pr("b"), pr("c"))},
      {"a pr and (b pr and c pr)", all(pr("a"), pr("b"), pr("c"))},
      {"(a pr or b pr) or (c pr or d pr)", any(pr("a"), pr("b"), pr("c"), pr("d"))},
      {"a[(b pr and c pr) and d pr]", in("a", all(pr("b"), pr("c"), pr("d")))},
  });
}

TEST(FilterParser, TakesWordsOfTheGrammarAsPartsOfNames) {
  expect_rows({
      {"notes pr", pr("notes")},
      {"present pr", pr("present")},
      {"order pr or android pr", any(pr("order"), pr("android"))},
      {"eq eq true", eq("eq", true)},
      {"pr pr", pr("pr")},
      {"not pr", pr("not")},
      {"NOT  eq 1 and not (not eq 2)", all(eq("NOT", std::int64_t{1}), none(eq("not", std::int64_t{2})))},
  });
}

TEST(FilterParser, ReadsSpacesBetweenTokensAsOne) {
  expect_rows({
      {"  a   eq   1  ", eq("a", std::int64_t{1})},
      {"( a pr )  and  not  ( b pr )", all(pr("a"), none(pr("b")))},
      {"not(a pr)", none(pr("a"))},
      {"a[ b pr ]", in("a", pr("b"))},
  });
}

TEST(FilterParser, ReadsValuePaths) {
  expect_rows({
      {R"(emails[type eq "work" and value co "@x"])",
       in("emails", all(eq("type", "work"s), compare("value", CompareOp::Co, "@x"s)))},
      {"a[b pr or c pr] and d pr", all(in("a", any(pr("b"), pr("c"))), pr("d"))},
      {"a[not (b pr)]", in("a", none(pr("b")))},
      {"not (a[b pr])", none(in("a", pr("b")))},
      {"a[b pr] or c[d pr] and e pr", any(in("a", pr("b")), all(in("c", pr("d")), pr("e")))},
      {"urn:x:2.0:U:a[b pr]", in("urn:x:2.0:U:a", pr("b"))},
  });
}

TEST(FilterParser, MovesASelectedSubAttributeIntoItsBrackets) {
  expect_rows({
      {R"(emails[type eq "work"].value eq "a@x")", in("emails", all(eq("type", "work"s), eq("value", "a@x"s)))},
      {"a[b pr and c pr].d pr", in("a", all(pr("b"), pr("c"), pr("d")))},
      {"a[b pr or c pr].d pr", in("a", all(any(pr("b"), pr("c")), pr("d")))},
      {"x pr and a[b pr].c pr or y pr", any(all(pr("x"), in("a", all(pr("b"), pr("c")))), pr("y"))},
      {"a[b pr].c pr and d pr", all(in("a", all(pr("b"), pr("c"))), pr("d"))},
  });
}

TEST(FilterParser, KeepsUrnsApartFromNames) {
  const std::string urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
  const auto filter = parse_filter(urn + ":manager.displayName co \"B\"");
  ASSERT_TRUE(filter);
  const auto& path = std::get<Compare>(filter->node).path;
  EXPECT_EQ(path.urn, urn);
  EXPECT_EQ(path.name, "manager");
  EXPECT_EQ(path.sub, "displayName");
}

TEST(FilterText, ParenthesisesOnlyWhatNeedsIt) {
  EXPECT_EQ(to_string(any(all(pr("a"), pr("b")), none(any(pr("c"), pr("d"))))), "a pr and b pr or not (c pr or d pr)");
  EXPECT_EQ(to_string(all(any(pr("a"), pr("b")), pr("c"))), "(a pr or b pr) and c pr");
  EXPECT_EQ(to_string(in("a", any(pr("b"), eq("c", 1.0)))), "a[b pr or c eq 1.0]");
  EXPECT_EQ(to_string(eq("a", "\"\\\x01\n/"s)), R"(a eq "\"\\\u0001\n/")");
}

TEST(FilterEquality, IgnoresCaseInNamesOnly) {
  EXPECT_EQ(*parse_filter(R"(userName eq "x")"), *parse_filter(R"(USERNAME EQ "x")"));
  EXPECT_FALSE(*parse_filter(R"(userName eq "x")") == *parse_filter(R"(userName eq "X")"));
  EXPECT_FALSE(*parse_filter("a eq 1") == *parse_filter("a eq 1.0"));
}

TEST(FilterColumns, CountCharactersFromOne) {
  const auto filter = parse_filter(R"(a eq "ß😀" and b[ c  ne  "x"].d pr or not ( e pr ))");
  ASSERT_TRUE(filter);
  const auto& either = std::get<Or>(filter->node).terms;
  const auto& both = std::get<And>(either[0].node).terms;
  const Columns first = std::get<Compare>(both[0].node).columns;
  EXPECT_EQ(std::tie(first.path, first.op, first.value), std::make_tuple(1U, 3U, 6U));
  const auto& selection = std::get<ValuePath>(both[1].node);
  EXPECT_EQ(std::tie(selection.columns.path, selection.columns.op), std::make_tuple(15U, 16U));
  const auto& selected = std::get<And>(selection.filter->node).terms;
  const Columns inner = std::get<Compare>(selected[0].node).columns;
  EXPECT_EQ(std::tie(inner.path, inner.op, inner.value), std::make_tuple(18U, 21U, 25U));
  EXPECT_EQ(std::get<Present>(selected[1].node).columns.path, 30U);
  EXPECT_EQ(std::get<Present>(std::get<Not>(either[1].node).term->node).columns.path, 44U);
}

TEST(FilterColumns, CountFromTheStartOfAPatchPath) {
  const auto path = parse_patch_path(R"(emails[type eq "ö" and primary gt true].value)");
  ASSERT_TRUE(path);
  EXPECT_TRUE(test::fails_with(ElementMatcher::make(*path->filter, *test::user_type().core_attribute("emails")),
                               core::FaultKind::InvalidFilter,
                               "at column 32: expected eq, ne or pr for a boolean (primary), found gt"));
}

TEST(FilterColumns, AreNoMatterForEquality) {
  EXPECT_EQ(*parse_filter("a pr or b eq 1"), *parse_filter("((a  pr) or (b  eq  1))"));
}

}  // namespace
}  // namespace bridge::scim
