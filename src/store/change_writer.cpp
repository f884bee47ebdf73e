#include "store/change_writer.hpp"

#include <optional>

#include "bridge/json/codec.hpp"
#include "bridge/store/leaving.hpp"

namespace bridge::store {
namespace {

constexpr const char* kPutRow = R"sql(
INSERT INTO resource (tenant, kind, id, name, place, life, origin, managed, unanswered, version, created, modified,
                      seen_at, asked, seen, seen_at_ask, leaving, links, external_ids, name_digest,
                      removed_active)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (tenant, kind, id) DO UPDATE SET
  name = excluded.name, place = excluded.place, life = excluded.life, origin = excluded.origin,
  managed = excluded.managed, unanswered = excluded.unanswered, version = excluded.version,
  created = excluded.created, modified = excluded.modified, seen_at = excluded.seen_at,
  asked = excluded.asked, seen = excluded.seen, seen_at_ask = excluded.seen_at_ask,
  leaving = excluded.leaving, links = excluded.links, external_ids = excluded.external_ids,
  name_digest = excluded.name_digest, removed_active = excluded.removed_active)sql";

constexpr const char* kAddMember = R"sql(
INSERT INTO member (tenant, group_id, user_id, asked) VALUES (?, ?, ?, ?)
ON CONFLICT (tenant, group_id, user_id) DO UPDATE SET asked = max(asked, excluded.asked), seen = 1
WHERE seen = 0 OR asked < excluded.asked)sql";

// Who was asked for is missed, not forgotten.
constexpr const char* kMissMember = R"sql(
UPDATE member SET seen = 0 WHERE tenant = ? AND group_id = ? AND user_id = ? AND asked = 1)sql";
constexpr const char* kDropUnaskedMember = R"sql(
DELETE FROM member WHERE tenant = ? AND group_id = ? AND user_id = ? AND asked = 0)sql";

template <class Enum>
std::int64_t number(Enum value) {
  return static_cast<std::int64_t>(value);
}

std::int64_t milliseconds(core::Instant instant) { return instant.time_since_epoch().count(); }

std::string links_text(const Row& row) {
  core::Object links;
  for (const auto& [route, upstream] : row.links) links = links.with(route, upstream.text);
  return json::write(links);
}

// Names of tokens are case-sensitive, which with() is not.
std::string external_ids_text(const Row& row) {
  std::vector<core::Member> ids;
  for (const auto& [client, external_id] : row.external_ids) ids.push_back({client, external_id});
  return json::write(core::Object(std::move(ids)));
}

}  // namespace

ChangeWriter::ChangeWriter(const SQLite::Database& database)
    : put_row_(database, kPutRow),
      drop_row_(database, "DELETE FROM resource WHERE tenant = ? AND kind = ? AND id = ?"),
      add_member_(database, kAddMember),
      remove_member_(database, "DELETE FROM member WHERE tenant = ? AND group_id = ? AND user_id = ?"),
      miss_member_(database, kMissMember),
      drop_unasked_member_(database, kDropUnaskedMember),
      drop_group_members_(database, "DELETE FROM member WHERE tenant = ? AND group_id = ?"),
      drop_user_memberships_(database, "DELETE FROM member WHERE tenant = ? AND user_id = ?"),
      put_lost_(database, "INSERT OR REPLACE INTO lost (tenant, kind, id, at, content) VALUES (?, ?, ?, ?, ?)"),
      drop_lost_(database, "DELETE FROM lost WHERE tenant = ? AND kind = ? AND id = ?"),
      put_intent_(database, "INSERT OR REPLACE INTO intent (tenant, number, content) VALUES (?, ?, ?)"),
      close_intent_(database, "DELETE FROM intent WHERE tenant = ? AND number = ?"),
      audit_(database),
      mark_answered_(database, "UPDATE resource SET unanswered = 0 WHERE tenant = ? AND kind = ? AND id = ?"),
      put_mark_(database, "INSERT OR REPLACE INTO mark (tenant, name, value) VALUES (?, ?, ?)"),
      forget_rehearsals_(database, "DELETE FROM rehearsal WHERE tenant = ?"),
      put_rehearsal_(database,
                     "INSERT OR REPLACE INTO rehearsal (tenant, kind, name, at, client, request, content) "
                     "VALUES (?, ?, ?, ?, ?, ?, ?)") {}

void ChangeWriter::apply(const core::TenantName& tenant, const Change& change) {
  const std::string& name = tenant.text;
  for (const Row& row : change.put) put(name, row);
  for (const auto& [kind, id] : change.drop) drop(name, kind, id.text);
  for (const MembershipChange& one : change.memberships) change_members(name, one);
  for (const Lost& lost : change.lost) {
    put_lost_.run(name, number(lost.kind), lost.id.text, milliseconds(lost.at), json::write(lost.content));
  }
  for (const auto& [kind, id] : change.lost_no_more) drop_lost_.run(name, number(kind), id.text);
  for (const Intent& intent : change.intents) {
    put_intent_.run(name, to_stored(intent.number), json::write(intent.content));
  }
  for (const std::uint64_t closed : change.closed_intents) close_intent_.run(name, to_stored(closed));
  for (const AuditRecord& record : change.audit) audit_.add(name, record);
  if (change.prune_audit) audit_.prune(name, *change.prune_audit);
  for (const Forgetting& forgetting : change.forget) audit_.forget(name, forgetting);
  for (const auto& [kind, id] : change.answered) mark_answered_.run(name, number(kind), id.text);
  for (const auto& [mark, value] : change.marks) put_mark_.run(name, mark, value);
  if (change.forget_rehearsals) forget_rehearsals_.run(name);
  for (const Rehearsal& rehearsal : change.rehearsals) rehearse(name, rehearsal);
}

void ChangeWriter::put(const std::string& tenant, const Row& row) {
  const std::int64_t kind = number(row.kind);
  const std::string& id = row.id.text;
  std::optional<std::string> seen_at_ask;
  if (!(row.seen_at_ask == row.seen)) seen_at_ask = json::write(row.seen_at_ask);
  put_row_.run(tenant, kind, id, row.name, to_stored(row.order), number(row.life), number(row.origin), row.managed,
               row.unanswered, to_stored(row.version), milliseconds(row.created), milliseconds(row.modified),
               milliseconds(row.seen_at), json::write(row.asked), json::write(row.seen), seen_at_ask,
               json::write(to_value(row.leaving)), links_text(row), external_ids_text(row), row.name_digest,
               row.removed_active);
}

void ChangeWriter::drop(const std::string& tenant, Kind kind, const std::string& id) {
  drop_row_.run(tenant, number(kind), id);
  if (kind == Kind::Group) {
    drop_group_members_.run(tenant, id);
  } else {
    drop_user_memberships_.run(tenant, id);
  }
}

void ChangeWriter::change_members(const std::string& tenant, const MembershipChange& change) {
  for (const core::ResourceId& user : change.removed) remove_member(tenant, change, user.text);
  for (const core::ResourceId& user : change.added) {
    add_member_.run(tenant, change.group.text, user.text, change.asked);
  }
}

void ChangeWriter::remove_member(const std::string& tenant, const MembershipChange& change, const std::string& user) {
  if (change.asked) return remove_member_.run(tenant, change.group.text, user);
  drop_unasked_member_.run(tenant, change.group.text, user);
  miss_member_.run(tenant, change.group.text, user);
}

void ChangeWriter::rehearse(const std::string& tenant, const Rehearsal& rehearsal) {
  put_rehearsal_.run(tenant, number(rehearsal.kind), rehearsal.name, milliseconds(rehearsal.at), rehearsal.client,
                     rehearsal.request, json::write(rehearsal.content));
}

}  // namespace bridge::store
