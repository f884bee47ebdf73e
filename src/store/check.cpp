#include <cstddef>
#include <exception>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <sqlite3.h>

#include "bridge/store/maintenance.hpp"
#include "store/files.hpp"
#include "store/open_database.hpp"
#include "store/page_copy.hpp"

namespace bridge::store {
namespace {

constexpr std::size_t kMostFindings = 20;

void note(std::vector<std::string>& findings, std::string finding) {
  if (findings.size() < kMostFindings) findings.push_back(std::move(finding));
}

std::uint64_t number_of(const SQLite::Database& database, const std::string& query) {
  SQLite::Statement statement(database, query);
  statement.executeStep();
  return static_cast<std::uint64_t>(statement.getColumn(0).getInt64());
}

// Pages, indexes, and the rules that the tables put down.
void look_at_pages(const SQLite::Database& database, CheckReport& report) {
  SQLite::Statement lines(database, "PRAGMA integrity_check(" + std::to_string(kMostFindings) + ")");
  while (lines.executeStep()) {
    std::string line = lines.getColumn(0).getString();
    if (line != "ok") note(report.damage, std::move(line));
  }
}

void count(const SQLite::Database& database, CheckReport& report) {
  report.people = number_of(database, "SELECT count(*) FROM resource WHERE kind = 0");
  report.groups = number_of(database, "SELECT count(*) FROM resource WHERE kind = 1");
  report.memberships = number_of(database, "SELECT count(*) FROM member");
  report.open_changes = number_of(database, "SELECT count(*) FROM intent");
  report.audit_lines = number_of(database, "SELECT count(*) FROM audit");
}

// Columns that hold JSON are called the same in every version.
void look_at_json(const SQLite::Database& database, CheckReport& report) {
  SQLite::Statement columns(database,
                            "SELECT m.name, c.name FROM sqlite_schema AS m, pragma_table_info(m.name) AS c "
                            "WHERE m.type = 'table' AND c.type = 'TEXT' AND c.name IN "
                            "('asked', 'seen', 'seen_at_ask', 'leaving', 'links', 'external_ids', 'content')");
  while (columns.executeStep()) {
    const std::string table = columns.getColumn(0).getString();
    const std::string column = columns.getColumn(1).getString();
    const std::string wrong =
        "FROM \"" + table + "\" WHERE \"" + column + "\" IS NOT NULL AND NOT json_valid(\"" + column + "\")";
    const std::uint64_t rows = number_of(database, "SELECT count(*) " + wrong);
    if (rows == 0) continue;
    note(report.problems, "table " + table + ": " + std::to_string(rows) + " rows whose \"" + column + "\" is no JSON");
  }
}

void look_at_members(const SQLite::Database& database, CheckReport& report) {
  const std::uint64_t orphans =
      number_of(database,
                "SELECT count(*) FROM member AS m WHERE NOT EXISTS (SELECT 1 FROM resource AS r "
                "WHERE r.tenant = m.tenant AND r.kind = 1 AND r.id = m.group_id)");
  if (orphans == 0) return;
  note(report.problems, "table member: " + std::to_string(orphans) + " members of groups that are not there");
}

}  // namespace

core::Result<CheckReport> check(const std::string& file) {
  CheckReport report;
  report.bytes = size_with_log(file);
  auto opened = open_as_is(file);
  if (!opened) return opened.passed_on();
  const SQLite::Database& database = **opened;
  try {
    report.schema_version = static_cast<int>(number_of(database, "PRAGMA user_version"));
    look_at_pages(database, report);
    if (report.schema_version == 0) return report;
    count(database, report);
    look_at_json(database, report);
    look_at_members(database, report);
  } catch (const std::exception& error) {
    note(report.damage, error.what());
  }
  return report;
}

core::Result<std::uint64_t> back_up(const std::string& file, const std::string& target) {
  auto opened = open_as_is(file);
  if (!opened) return opened.passed_on();
  std::mutex alone;
  return copy_pages(**opened, alone, target);
}

}  // namespace bridge::store
