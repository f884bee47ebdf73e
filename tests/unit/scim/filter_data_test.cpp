// The tables of tests/data/filter against the schemas that the bridge ships.

#include <fstream>
#include <iterator>
#include <sstream>

#include <gtest/gtest.h>

#include "bridge/json/codec.hpp"
#include "bridge/scim/filter.hpp"

namespace bridge::scim {
namespace {

std::string read(const std::string& path) {
  std::ifstream file(std::string(BRIDGE_SOURCE_DIR) + "/" + path);
  EXPECT_TRUE(file) << path;
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::vector<std::string>> rows_of(const std::string& name) {
  std::vector<std::vector<std::string>> rows;
  std::istringstream lines(read("tests/data/filter/" + name));
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty() && line.front() == '#') continue;
    std::vector<std::string> row;
    for (std::size_t start = 0; start <= line.size();) {
      const std::size_t end = std::min(line.find('\t', start), line.size());
      row.push_back(line.substr(start, end - start));
      start = end + 1;
    }
    rows.push_back(std::move(row));
  }
  EXPECT_FALSE(rows.empty()) << name;
  return rows;
}

const SchemaRegistry& registry() {
  static const SchemaRegistry shipped = [] {
    std::vector<core::Value> documents;
    for (const char* name : {"User", "Group", "EnterpriseUser"}) {
      documents.push_back(json::parse(read(std::string("config/schemas/") + name + ".json")).value());
    }
    return SchemaRegistry::from_documents(documents).value();
  }();
  return shipped;
}

void expect_hits(const std::string& rows, const std::string& resources, const ResourceType& type) {
  const core::Value all = json::parse(read("tests/data/filter/" + resources)).value();
  for (const auto& row : rows_of(rows)) {
    ASSERT_EQ(row.size(), 2U) << row.front();
    const auto filter = parse_filter(row[0]);
    ASSERT_TRUE(filter) << row[0] << ": " << filter.error().detail;
    const auto matcher = Matcher::make(*filter, type);
    ASSERT_TRUE(matcher) << row[0] << ": " << matcher.error().detail;
    std::string hits;
    for (const core::Value& resource : *all.if_array()) {
      if (!matcher->matches(*resource.if_object())) continue;
      hits.append(hits.empty() ? "" : " ").append(core::text_or_empty(*resource.if_object(), "id"));
    }
    EXPECT_EQ(hits, row[1]) << row[0];
  }
}

TEST(FilterData, FindsTheUsersOfEachRow) { expect_hits("valid_users.tsv", "users.json", registry().user()); }

TEST(FilterData, FindsTheGroupsOfEachRow) { expect_hits("valid_groups.tsv", "groups.json", registry().group()); }

TEST(FilterData, TextOfEveryFilterReadsBackEqual) {
  for (const char* table : {"valid_users.tsv", "valid_groups.tsv", "rejected.tsv"}) {
    for (const auto& row : rows_of(table)) {
      const auto filter = parse_filter(row[0]);
      ASSERT_TRUE(filter) << row[0];
      const auto again = parse_filter(to_string(*filter));
      ASSERT_TRUE(again) << to_string(*filter);
      EXPECT_EQ(*again, *filter) << row[0] << " became " << to_string(*filter);
    }
  }
}

TEST(FilterData, RejectsWhatDoesNotFitTheSchema) {
  for (const auto& row : rows_of("rejected.tsv")) {
    ASSERT_EQ(row.size(), 3U) << row.front();
    const auto filter = parse_filter(row[0]);
    ASSERT_TRUE(filter) << row[0] << ": " << filter.error().detail;
    const auto matcher = Matcher::make(*filter, registry().user());
    ASSERT_FALSE(matcher) << row[0];
    EXPECT_EQ(core::to_string(matcher.error().kind), row[1]) << row[0];
    EXPECT_EQ(matcher.error().detail.rfind("invalid filter: " + row[2], 0), 0U) << matcher.error().detail;
  }
}

TEST(FilterData, NamesTheColumnWhereAFilterBreaks) {
  for (const auto& row : rows_of("invalid.tsv")) {
    ASSERT_EQ(row.size(), 3U) << row.front();
    const auto filter = parse_filter(row[0]);
    ASSERT_FALSE(filter) << row[0] << " was read as " << to_string(*filter);
    EXPECT_EQ(filter.error().kind, core::FaultKind::InvalidFilter) << row[0];
    const std::string expected = "invalid filter at column " + row[1] + ": " + row[2];
    EXPECT_EQ(filter.error().detail.substr(0, expected.size()), expected) << row[0];
  }
}

TEST(FilterData, NeverQuotesAComparisonValue) {
  for (const char* text : {R"(userName eq Secretive)", R"(userName eq "Secretive)", R"(userName eq "x" Secretive)",
                           R"(userName eq "Secretive" "Secretive")", R"(active eq "Secretive")",
                           R"(meta.created eq "Secretive")", R"(userName Secretive)"}) {
    const auto filter = parse_filter(text);
    const std::string detail =
        filter ? Matcher::make(*filter, registry().user()).error().detail : filter.error().detail;
    EXPECT_EQ(detail.find("ecretive"), std::string::npos) << detail;
  }
}

}  // namespace
}  // namespace bridge::scim
