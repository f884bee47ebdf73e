-- A store of schema version 1 as scimbridge left it on disk: two tenants, one change under way.
PRAGMA journal_mode = WAL;
PRAGMA application_id = 0x73636272;
PRAGMA user_version = 1;

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

INSERT INTO resource VALUES
  ('default', 0, '1', 'ada@example.com', 1, 0, 0, 1, 1, 5, 10, 20, 30, '{"userName":"ada@example.com"}', '{"id":1}', NULL),
  ('default', 1, '100', 'Sales', 2, 0, 1, 0, 0, 1, 0, 0, 0, '{}', '{"id":100}', '{}'),
  ('other', 0, '1', 'bob@example.com', 1, 0, 1, 0, 0, 1, 0, 0, 0, '{}', '{}', NULL);
INSERT INTO link VALUES ('default', 0, '1', 'rest', '901');
INSERT INTO external_id VALUES ('default', 0, '1', 'okta', '00u1');
INSERT INTO member VALUES ('default', '100', '1', 1);
INSERT INTO intent VALUES ('default', 7, '{"plan":[1,2]}');
INSERT INTO audit VALUES (1, 'default', 5, 'okta', 'req-1', 0, '1', '{"did":"create"}');
INSERT INTO mark VALUES ('default', 'refreshed', '30');
