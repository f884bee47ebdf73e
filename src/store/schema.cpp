#include "store/schema.hpp"

#include <array>
#include <cstddef>
#include <string>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Transaction.h>

namespace bridge::store {
namespace {

// Instants are milliseconds since 1970 UTC. Unsigned 64-bit numbers are kept as the signed number of
// the same bits. seen_at_ask is NULL where it equals seen.
constexpr const char* kVersion1 = R"sql(
CREATE TABLE resource (
  tenant TEXT NOT NULL CHECK (tenant <> ''),
  kind INTEGER NOT NULL CHECK (kind IN (0, 1)),
  id TEXT NOT NULL CHECK (id <> ''),
  name TEXT NOT NULL,
  place INTEGER NOT NULL,
  life INTEGER NOT NULL CHECK (life IN (0, 1, 2)),
  origin INTEGER NOT NULL CHECK (origin IN (0, 1)),
  managed INTEGER NOT NULL CHECK (managed IN (0, 1)),
  unanswered INTEGER NOT NULL CHECK (unanswered IN (0, 1)),
  version INTEGER NOT NULL,
  created INTEGER NOT NULL,
  modified INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  asked TEXT NOT NULL,
  seen TEXT NOT NULL,
  seen_at_ask TEXT,
  PRIMARY KEY (tenant, kind, id)
) STRICT;

CREATE TABLE link (
  tenant TEXT NOT NULL,
  kind INTEGER NOT NULL,
  id TEXT NOT NULL,
  route TEXT NOT NULL,
  upstream TEXT NOT NULL,
  PRIMARY KEY (tenant, kind, id, route)
) STRICT, WITHOUT ROWID;

CREATE TABLE external_id (
  tenant TEXT NOT NULL,
  kind INTEGER NOT NULL,
  id TEXT NOT NULL,
  client TEXT NOT NULL,
  external_id TEXT NOT NULL,
  PRIMARY KEY (tenant, kind, id, client)
) STRICT, WITHOUT ROWID;

CREATE TABLE member (
  tenant TEXT NOT NULL CHECK (tenant <> ''),
  group_id TEXT NOT NULL CHECK (group_id <> ''),
  user_id TEXT NOT NULL CHECK (user_id <> ''),
  asked INTEGER NOT NULL CHECK (asked IN (0, 1)),
  PRIMARY KEY (tenant, group_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX member_by_user ON member (tenant, user_id);

CREATE TABLE intent (
  tenant TEXT NOT NULL CHECK (tenant <> ''),
  number INTEGER NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (tenant, number)
) STRICT;

CREATE TABLE audit (
  line INTEGER PRIMARY KEY,
  tenant TEXT NOT NULL CHECK (tenant <> ''),
  at INTEGER NOT NULL,
  client TEXT NOT NULL,
  request TEXT NOT NULL,
  kind INTEGER NOT NULL CHECK (kind IN (0, 1)),
  resource TEXT NOT NULL,
  content TEXT NOT NULL
) STRICT;

CREATE TABLE mark (
  tenant TEXT NOT NULL CHECK (tenant <> ''),
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (tenant, name)
) STRICT, WITHOUT ROWID;
)sql";

constexpr const char* kVersion2 = R"sql(
CREATE TABLE rehearsal (
  tenant TEXT NOT NULL CHECK (tenant <> ''),
  kind INTEGER NOT NULL CHECK (kind IN (0, 1)),
  name TEXT NOT NULL CHECK (name <> ''),
  at INTEGER NOT NULL,
  client TEXT NOT NULL,
  request TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (tenant, kind, name)
) STRICT, WITHOUT ROWID;
)sql";

// JSON, as leaving.cpp writes it; the empty object for most.
constexpr const char* kVersion3 = R"sql(
ALTER TABLE resource ADD COLUMN leaving TEXT NOT NULL DEFAULT '{}';
)sql";

// Links and externalIds move to their rows: they are only ever read and written with them. `seen` of a member:
// 0 for one who was asked for and is no longer there.
constexpr const char* kVersion4 = R"sql(
ALTER TABLE resource ADD COLUMN links TEXT NOT NULL DEFAULT '{}';
ALTER TABLE resource ADD COLUMN external_ids TEXT NOT NULL DEFAULT '{}';
ALTER TABLE resource ADD COLUMN name_digest TEXT NOT NULL DEFAULT '';
UPDATE resource SET links = (SELECT json_group_object(route, upstream) FROM link
  WHERE link.tenant = resource.tenant AND link.kind = resource.kind AND link.id = resource.id);
UPDATE resource SET external_ids = (SELECT json_group_object(client, external_id) FROM external_id
  WHERE external_id.tenant = resource.tenant AND external_id.kind = resource.kind AND external_id.id = resource.id);
DROP TABLE link;
DROP TABLE external_id;

ALTER TABLE member ADD COLUMN seen INTEGER NOT NULL DEFAULT 1 CHECK (seen IN (0, 1));

CREATE TABLE lost (
  tenant TEXT NOT NULL CHECK (tenant <> ''),
  kind INTEGER NOT NULL CHECK (kind IN (0, 1)),
  id TEXT NOT NULL CHECK (id <> ''),
  at INTEGER NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (tenant, kind, id)
) STRICT, WITHOUT ROWID;
)sql";

// Whom a line is about: the resource, and everybody else whom it names. With the line's time, so that a page is read
// in its order.
constexpr const char* kVersion5 = R"sql(
CREATE TABLE audit_subject (
  tenant TEXT NOT NULL CHECK (tenant <> ''),
  kind INTEGER NOT NULL CHECK (kind IN (0, 1)),
  id TEXT NOT NULL CHECK (id <> ''),
  at INTEGER NOT NULL,
  line INTEGER NOT NULL,
  PRIMARY KEY (tenant, kind, id, at, line)
) STRICT, WITHOUT ROWID;
INSERT INTO audit_subject SELECT tenant, kind, resource, at, line FROM audit WHERE resource <> '';
CREATE INDEX audit_subject_by_line ON audit_subject (line);
CREATE INDEX audit_by_time ON audit (tenant, at);
)sql";

// NULL for most: Row::removed_active.
constexpr const char* kVersion6 = R"sql(
ALTER TABLE resource ADD COLUMN removed_active INTEGER CHECK (removed_active IN (0, 1));
)sql";

// Entry n leads from version n to n + 1. Entries are never changed once they were released.
constexpr std::array kMigrations = {kVersion1, kVersion2, kVersion3, kVersion4, kVersion5, kVersion6};

}  // namespace

int newest_schema_version() { return static_cast<int>(kMigrations.size()); }

void migrate(SQLite::Database& database, int version) {
  for (auto step = static_cast<std::size_t>(version); step < kMigrations.size(); ++step) {
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    database.exec(kMigrations[step]);
    database.exec("PRAGMA application_id = " + std::to_string(kApplicationId));
    database.exec("PRAGMA user_version = " + std::to_string(step + 1));
    transaction.commit();
  }
}

}  // namespace bridge::store
