#pragma once
// The tables of tests/data/filter: rows of cells between tabs, in sections.

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <ostream>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "unit/scim/scim_fixture.hpp"

namespace bridge::scim::test {

struct FilterRow {
  std::string table;
  std::size_t line = 0;
  std::string section;
  std::size_t number = 0;  ///< within its section, from 1
  std::vector<std::string> cells;

  [[nodiscard]] std::string where() const { return "tests/data/filter/" + table + ":" + std::to_string(line); }
};

inline std::ostream& operator<<(std::ostream& out, const FilterRow& row) {
  return out << row.where() << ": " << (row.cells.empty() ? "" : row.cells.front());
}

inline std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  for (std::size_t start = 0; start <= line.size();) {
    const std::size_t end = std::min(line.find('\t', start), line.size());
    cells.push_back(line.substr(start, end - start));
    start = end + 1;
  }
  return cells;
}

/// Every line but those that begin with '#'; "## " begins a section.
inline std::vector<FilterRow> filter_rows(const std::string& table) {
  std::vector<FilterRow> rows;
  std::istringstream lines(read_text(std::filesystem::path(BRIDGE_SOURCE_DIR) / "tests/data/filter" / table));
  FilterRow next{table, 0, "rows", 0, {}};
  for (std::string line; std::getline(lines, line);) {
    ++next.line;
    if (line.rfind("## ", 0) == 0) {
      next.section = line.substr(3);
      next.number = 0;
    }
    if (!line.empty() && line.front() == '#') continue;
    ++next.number;
    next.cells = cells_of(line);
    rows.push_back(next);
  }
  return rows;
}

/// The section and the number within it, as a part of a test's name: "points_in_time_3".
inline std::string name_of(const testing::TestParamInfo<FilterRow>& row) {
  std::string name = row.param.section;
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name + "_" + std::to_string(row.param.number);
}

/// "invalid filter at column N: ", from the cells of a row.
inline std::string fault_text(const std::string& column, const std::string& rest) {
  return "invalid filter at column " + column + ": " + rest;
}

inline core::Value filter_data(const std::string& name) {
  return parse(read_text(std::filesystem::path(BRIDGE_SOURCE_DIR) / "tests/data/filter" / name));
}

/// The type of samples_schema.json: every kind of attribute, and extensions whose URNs begin alike.
inline const ResourceType& sample_type() {
  static const ResourceType type = [] {
    const core::Value document = filter_data("samples_schema.json");
    const core::Object& parts = *document.if_object();
    const auto schema = [](const core::Value& value) {
      auto read = Schema::from_value(value);
      EXPECT_TRUE(read) << (read ? "" : read.error().detail);
      return std::make_shared<const Schema>(read ? *std::move(read) : Schema());
    };
    std::vector<ResourceType::Extension> extensions;
    for (const core::Value& extension : *parts.find("extensions")->if_array()) {
      extensions.push_back({schema(extension), false});
    }
    return ResourceType("Sample", "/Samples", "", schema(*parts.find("base")), std::move(extensions));
  }();
  return type;
}

}  // namespace bridge::scim::test
