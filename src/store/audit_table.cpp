#include "store/audit_table.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "bridge/json/codec.hpp"
#include "store/stored_row.hpp"

namespace bridge::store {
namespace {

constexpr const char* kAddLine = R"sql(
INSERT INTO audit (tenant, at, client, request, kind, resource, content) VALUES (?, ?, ?, ?, ?, ?, ?))sql";

// Of the line that was added last.
constexpr const char* kAddSubject = R"sql(
INSERT OR IGNORE INTO audit_subject (tenant, kind, id, at, line) VALUES (?, ?, ?, ?, last_insert_rowid()))sql";

constexpr const char* kDropSubjects = R"sql(
DELETE FROM audit_subject WHERE line IN
  (SELECT line FROM audit WHERE tenant = ? AND at < ? ORDER BY at, line LIMIT ?))sql";
constexpr const char* kDropLines = R"sql(
DELETE FROM audit WHERE line IN
  (SELECT line FROM audit WHERE tenant = ? AND at < ? ORDER BY at, line LIMIT ?))sql";

// Lines that only name them among others hold no value of theirs.
constexpr const char* kForgetValues = R"sql(
UPDATE audit SET content = json_remove(content, '$.values') WHERE line IN
  (SELECT line FROM audit_subject WHERE tenant = ?1 AND kind = ?2 AND id = ?3)
  AND kind = ?2 AND resource IN (?3, ''))sql";

std::int64_t milliseconds(core::Instant instant) { return instant.time_since_epoch().count(); }

// Keyset paging: a page costs its own length, wherever it begins. One id is read in the order of the index.
std::string text_of(const AuditQuery& query) {
  std::string text = "SELECT a.line, a.at, a.client, a.request, a.kind, a.resource, a.content FROM ";
  if (query.subjects.empty()) {
    return text + "audit a WHERE a.tenant = ? AND (a.at, a.line) > (?, ?) ORDER BY a.at, a.line LIMIT ?";
  }
  text += "audit_subject s CROSS JOIN audit a ON a.line = s.line WHERE s.tenant = ? AND (s.at, s.line) > (?, ?) AND (";
  for (std::size_t i = 0; i < query.subjects.size(); ++i) {
    text += i == 0 ? "(s.kind = ? AND s.id = ?)" : " OR (s.kind = ? AND s.id = ?)";
  }
  return text + ") GROUP BY s.at, s.line ORDER BY s.at, s.line LIMIT ?";
}

StoredAuditLine line_at(SQLite::Statement& statement) {
  StoredAuditLine stored;
  stored.line.number = number_at(statement, 0);
  AuditRecord& record = stored.line.record;
  record.at = core::Instant(std::chrono::milliseconds(number_at(statement, 1)));
  record.client = text_at(statement, 2);
  record.request = text_at(statement, 3);
  record.kind = static_cast<Kind>(number_at(statement, 4));
  record.resource = core::ResourceId(std::string(text_at(statement, 5)));
  stored.content = text_at(statement, 6);
  return stored;
}

}  // namespace

AuditTable::AuditTable(const SQLite::Database& database)
    : add_line_(database, kAddLine),
      add_subject_(database, kAddSubject),
      drop_subjects_(database, kDropSubjects),
      drop_lines_(database, kDropLines),
      forget_values_(database, kForgetValues),
      forget_rehearsal_(database, "DELETE FROM rehearsal WHERE tenant = ? AND kind = ? AND name = ?") {}

void AuditTable::add(const std::string& tenant, const AuditRecord& record) {
  const std::int64_t at = milliseconds(record.at);
  const auto kind = static_cast<std::int64_t>(record.kind);
  add_line_.run(tenant, at, record.client, record.request, kind, record.resource.text, json::write(record.content));
  if (!record.resource.text.empty()) add_subject_.run(tenant, kind, record.resource.text, at);
  for (const AuditSubject& subject : record.subjects) {
    if (!subject.id.empty()) add_subject_.run(tenant, static_cast<std::int64_t>(subject.kind), subject.id, at);
  }
}

void AuditTable::prune(const std::string& tenant, const AuditPruning& pruning) {
  const auto most = static_cast<std::int64_t>(pruning.most);
  drop_subjects_.run(tenant, milliseconds(pruning.before), most);
  drop_lines_.run(tenant, milliseconds(pruning.before), most);
}

void AuditTable::forget(const std::string& tenant, const Forgetting& forgetting) {
  const auto kind = static_cast<std::int64_t>(forgetting.kind);
  for (const std::string& subject : forgetting.subjects) forget_values_.run(tenant, kind, subject);
  for (const std::string& name : forgetting.rehearsed) forget_rehearsal_.run(tenant, kind, name);
}

std::vector<StoredAuditLine> read_audit(const SQLite::Database& database, const core::TenantName& tenant,
                                        const AuditQuery& query) {
  SQLite::Statement statement(database, text_of(query));
  int place = 0;
  statement.bind(++place, tenant.text);
  const AuditPlace behind = query.behind.value_or(AuditPlace{query.since.value_or(core::Instant::min()), 0});
  statement.bind(++place, milliseconds(behind.at));
  statement.bind(++place, behind.number);
  for (const AuditSubject& subject : query.subjects) {
    statement.bind(++place, static_cast<std::int64_t>(subject.kind));
    statement.bind(++place, subject.id);
  }
  statement.bind(++place, static_cast<std::int64_t>(std::min(query.limit, kMostAuditLines)));
  std::vector<StoredAuditLine> lines;
  while (statement.executeStep()) lines.push_back(line_at(statement));
  return lines;
}

core::Result<std::vector<AuditLine>> parsed_audit(std::vector<StoredAuditLine> stored) {
  std::vector<AuditLine> lines;
  lines.reserve(stored.size());
  for (StoredAuditLine& one : stored) {
    core::Result<core::Value> content = json::parse(one.content, kStoredLimits);
    if (!content) {
      return unreadable("a line of the audit", content.error().detail);
    }
    one.line.record.content = *std::move(content);
    lines.push_back(std::move(one.line));
  }
  return lines;
}

}  // namespace bridge::store
