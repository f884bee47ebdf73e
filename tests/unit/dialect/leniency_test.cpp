#include <set>
#include <sstream>
#include <thread>
#include <vector>

#include "dialect_fixture.hpp"

namespace bridge::dialect {
namespace {

/// One row of the table in docs/dialects.md.
struct Row {
  std::string name;
  std::string generic;
  std::string okta;
  std::string entra;
};

std::string trimmed(const std::string& cell) {
  const auto first = cell.find_first_not_of(" `");
  const auto last = cell.find_last_not_of(" `");
  return first == std::string::npos ? "" : cell.substr(first, last - first + 1);
}

std::vector<Row> documented_rows() {
  std::vector<Row> rows;
  std::istringstream text(test::read_text("docs/dialects.md"));
  for (std::string line; std::getline(text, line);) {
    if (line.rfind("| `", 0) != 0) continue;
    std::vector<std::string> cells;
    std::istringstream stream(line.substr(1));
    for (std::string cell; std::getline(stream, cell, '|');) cells.push_back(trimmed(cell));
    EXPECT_EQ(cells.size(), 6U) << line;
    if (cells.size() == 6) rows.push_back({cells[0], cells[3], cells[4], cells[5]});
  }
  return rows;
}

std::string on_or_off(const Dialect& dialect, Leniency leniency) { return dialect.allows(leniency) ? "on" : "off"; }

TEST(Leniencies, StandInTheDocumentInTheSameOrderAndSettings) {
  const std::vector<Row> rows = documented_rows();
  ASSERT_EQ(rows.size(), kLeniencies);
  for (std::size_t i = 0; i < kLeniencies; ++i) {
    const auto leniency = static_cast<Leniency>(i);
    EXPECT_EQ(rows[i].name, to_string(leniency));
    EXPECT_EQ(rows[i].generic, on_or_off(generic(), leniency)) << rows[i].name;
    EXPECT_EQ(rows[i].okta, on_or_off(okta(), leniency)) << rows[i].name;
    EXPECT_EQ(rows[i].entra, on_or_off(entra(), leniency)) << rows[i].name;
  }
}

TEST(Leniencies, HaveDistinctNames) {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < kLeniencies; ++i) {
    const std::string_view name = to_string(static_cast<Leniency>(i));
    EXPECT_FALSE(name.empty());
    EXPECT_TRUE(names.insert(name).second) << name;
  }
}

TEST(Leniencies, AreAllOffInTheGenericDialect) { EXPECT_TRUE(generic().leniencies.none()); }

TEST(Counters, CountFromManyThreads) {
  Counters counters;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&counters] {
      for (int n = 0; n < 1000; ++n) counters.count(Leniency::EmptyRoleDropped);
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(counters.of(Leniency::EmptyRoleDropped), 4000U);
}

}  // namespace
}  // namespace bridge::dialect
