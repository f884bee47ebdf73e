// The tables of tests/data/filter, a test a row: what matches, what breaks the grammar, what does not
// fit the schema.

#include <array>

#include <gtest/gtest.h>

#include "bridge/scim/filter.hpp"
#include "unit/scim/filter_rows.hpp"

namespace bridge::scim {
namespace {

using test::FilterRow;

/// The ids of those that match, in their order.
std::string hits(const Matcher& matcher, const core::Value& resources) {
  std::string ids;
  for (const core::Value& resource : *resources.if_array()) {
    if (!matcher.matches(*resource.if_object())) continue;
    ids.append(ids.empty() ? "" : " ").append(core::text_or_empty(*resource.if_object(), "id"));
  }
  return ids;
}

void expect_hits(const FilterRow& row, const ResourceType& type, const std::string& resources) {
  SCOPED_TRACE(row.where());
  ASSERT_EQ(row.cells.size(), 2U);
  const auto filter = parse_filter(row.cells[0]);
  ASSERT_TRUE(filter) << filter.error().detail;
  const auto matcher = Matcher::make(*filter, type);
  ASSERT_TRUE(matcher) << matcher.error().detail;
  EXPECT_EQ(hits(*matcher, test::filter_data(resources)), row.cells[1]);
}

void expect_rejection(const FilterRow& row, const ResourceType& type) {
  SCOPED_TRACE(row.where());
  ASSERT_EQ(row.cells.size(), 4U);
  const auto filter = parse_filter(row.cells[0]);
  ASSERT_TRUE(filter) << filter.error().detail;
  const auto matcher = Matcher::make(*filter, type);
  ASSERT_FALSE(matcher);
  EXPECT_EQ(core::to_string(matcher.error().kind), row.cells[1]);
  EXPECT_EQ(matcher.error().detail, test::fault_text(row.cells[2], row.cells[3]));
}

class FilterUsers : public testing::TestWithParam<FilterRow> {};
class FilterGroups : public testing::TestWithParam<FilterRow> {};
class FilterSamples : public testing::TestWithParam<FilterRow> {};
class FilterRejected : public testing::TestWithParam<FilterRow> {};
class FilterRejectedSamples : public testing::TestWithParam<FilterRow> {};
class FilterInvalid : public testing::TestWithParam<FilterRow> {};
class FilterReadBack : public testing::TestWithParam<FilterRow> {};

TEST_P(FilterUsers, AreFound) { expect_hits(GetParam(), test::user_type(), "users.json"); }
TEST_P(FilterGroups, AreFound) { expect_hits(GetParam(), test::group_type(), "groups.json"); }
TEST_P(FilterSamples, AreFound) { expect_hits(GetParam(), test::sample_type(), "samples.json"); }
TEST_P(FilterRejected, SaysAtWhichColumnWhatDoesNotFit) { expect_rejection(GetParam(), test::user_type()); }
TEST_P(FilterRejectedSamples, SaysAtWhichColumnWhatDoesNotFit) { expect_rejection(GetParam(), test::sample_type()); }

TEST_P(FilterInvalid, SaysAtWhichColumnWhatWasExpected) {
  const FilterRow& row = GetParam();
  SCOPED_TRACE(row.where());
  ASSERT_EQ(row.cells.size(), 3U);
  const auto filter = parse_filter(row.cells[0]);
  ASSERT_FALSE(filter) << "it was read as " << to_string(*filter);
  EXPECT_EQ(filter.error().kind, core::FaultKind::InvalidFilter);
  const std::string expected = test::fault_text(row.cells[1], row.cells[2]);
  EXPECT_EQ(filter.error().detail.substr(0, expected.size()), expected);
}

TEST_P(FilterReadBack, GivesAnEqualFilter) {
  const FilterRow& row = GetParam();
  SCOPED_TRACE(row.where());
  const auto filter = parse_filter(row.cells[0]);
  ASSERT_TRUE(filter) << filter.error().detail;
  const auto again = parse_filter(to_string(*filter));
  ASSERT_TRUE(again) << to_string(*filter);
  EXPECT_EQ(*again, *filter) << "it became " << to_string(*filter);
}

auto rows(const char* table) { return testing::ValuesIn(test::filter_rows(table)); }

INSTANTIATE_TEST_SUITE_P(Row, FilterUsers, rows("valid_users.tsv"), test::name_of);
INSTANTIATE_TEST_SUITE_P(Row, FilterGroups, rows("valid_groups.tsv"), test::name_of);
INSTANTIATE_TEST_SUITE_P(Row, FilterSamples, rows("valid_samples.tsv"), test::name_of);
INSTANTIATE_TEST_SUITE_P(Row, FilterRejected, rows("rejected.tsv"), test::name_of);
INSTANTIATE_TEST_SUITE_P(Row, FilterRejectedSamples, rows("rejected_samples.tsv"), test::name_of);
INSTANTIATE_TEST_SUITE_P(Row, FilterInvalid, rows("invalid.tsv"), test::name_of);
INSTANTIATE_TEST_SUITE_P(Users, FilterReadBack, rows("valid_users.tsv"), test::name_of);
INSTANTIATE_TEST_SUITE_P(Groups, FilterReadBack, rows("valid_groups.tsv"), test::name_of);
INSTANTIATE_TEST_SUITE_P(Samples, FilterReadBack, rows("valid_samples.tsv"), test::name_of);
INSTANTIATE_TEST_SUITE_P(Rejected, FilterReadBack, rows("rejected.tsv"), test::name_of);

TEST(FilterData, HasItsRows) {
  struct Table {
    const char* name;
    std::size_t least;
  };
  constexpr std::array<Table, 7> kTables = {{{"valid_users.tsv", 140},
                                             {"valid_groups.tsv", 15},
                                             {"valid_samples.tsv", 140},
                                             {"invalid.tsv", 100},
                                             {"rejected.tsv", 60},
                                             {"rejected_samples.tsv", 15},
                                             {"decisions.tsv", 30}}};
  std::size_t all = 0;
  for (const Table& table : kTables) {
    const std::size_t found = test::filter_rows(table.name).size();
    EXPECT_GE(found, table.least) << table.name;
    all += found;
  }
  EXPECT_GE(all, 500U);
}

TEST(FilterData, NeverQuotesAComparisonValue) {
  for (const char* text : {R"(userName eq Secretive)", R"(userName eq "Secretive)", R"(userName eq "x" Secretive)",
                           R"(userName eq "Secretive" "Secretive")", R"(active eq "Secretive")",
                           R"(meta.created eq "Secretive")", R"(userName Secretive)", R"(name eq "Secretive")",
                           R"(active gt "Secretive")", R"(password eq "Secretive")", R"(nosuch eq "Secretive")"}) {
    const auto filter = parse_filter(text);
    const std::string detail =
        filter ? Matcher::make(*filter, test::user_type()).error().detail : filter.error().detail;
    EXPECT_EQ(detail.find("ecretive"), std::string::npos) << detail;
  }
}

}  // namespace
}  // namespace bridge::scim
