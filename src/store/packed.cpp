#include "store/packed.hpp"

#include <chrono>
#include <map>
#include <string>

#include "store/value_bytes.hpp"

namespace bridge::store {
namespace {

std::int64_t number(core::Instant instant) { return instant.time_since_epoch().count(); }
core::Instant instant(std::int64_t number) { return core::Instant(std::chrono::milliseconds(number)); }

std::uint32_t offset(const std::string& out) { return static_cast<std::uint32_t>(sizeof(PackedHead) + out.size()); }

const std::string& text(const std::string& value) { return value; }
const std::string& text(const core::UpstreamId& value) { return value.text; }

template <class Map>
void put_pairs(std::string& out, const Map& pairs) {
  put_number(out, pairs.size());
  for (const auto& [name, value] : pairs) {
    put_text(out, name);
    put_text(out, text(value));
  }
}

template <class Map>
void read_pairs(ByteReader& reader, Map& pairs) {
  for (std::uint64_t left = reader.number(); left > 0; --left) {
    std::string name(reader.text());
    pairs.emplace_hint(pairs.end(), std::move(name), std::string(reader.text()));
  }
}

void put_leaving(std::string& out, const Leaving& leaving) {
  put_signed(out, number(leaving.since));
  put_signed(out, number(leaving.due));
  put_number(out, leaving.roles.size());
  for (const std::string& role : leaving.roles) put_text(out, role);
}

void read_leaving(ByteReader& reader, Leaving& leaving) {
  leaving.since = instant(reader.signed_number());
  leaving.due = instant(reader.signed_number());
  for (std::uint64_t left = reader.number(); left > 0; --left) leaving.roles.emplace_back(reader.text());
}

void put_texts(std::string& out, const Row& row) {
  put_text(out, row.id.text);
  put_text(out, row.name);
  put_text(out, row.name_digest);
  put_pairs(out, row.links);
  put_pairs(out, row.external_ids);
  if (row.leaving != Leaving()) put_leaving(out, row.leaving);
}

PackedHead head_without_offsets(const Row& row) {
  PackedHead head;
  head.order = row.order;
  head.version = row.version;
  head.created = number(row.created);
  head.modified = number(row.modified);
  head.seen_at = number(row.seen_at);
  head.kind = row.kind;
  head.life = row.life;
  head.origin = row.origin;
  head.departure = row.leaving.how;
  head.owed = row.leaving.owed;
  head.managed = row.managed;
  head.unanswered = row.unanswered;
  head.leaves = row.leaving != Leaving();
  head.has_removed_active = row.removed_active.has_value();
  head.removed_active = row.removed_active.value_or(false);
  return head;
}

/// Nothing where the object is written as `base` is, which stands in `out` already.
void put_unless_same(std::string& out, const core::Object& object, std::size_t base, std::size_t base_end) {
  std::string plain;
  put_members(plain, object);
  const std::string_view known = std::string_view(out).substr(base, base_end - base);
  if (plain == known) return;
  std::string shorter;
  put_members(shorter, object, known);
  out += shorter;
}

void read_head(const PackedHead& head, Row& row) {
  row.kind = head.kind;
  row.managed = head.managed;
  row.origin = head.origin;
  row.life = head.life;
  row.unanswered = head.unanswered;
  row.version = head.version;
  row.created = instant(head.created);
  row.modified = instant(head.modified);
  row.seen_at = instant(head.seen_at);
  row.order = head.order;
  row.leaving.how = head.departure;
  row.leaving.owed = head.owed;
  row.removed_active = removed_active_of(head);
}

}  // namespace

std::shared_ptr<const char[]> pack(const Entry& entry) {
  const Row& row = entry.row;
  PackedHead head = head_without_offsets(row);
  std::string out;
  out.reserve(2048);
  put_texts(out, row);
  head.asked = offset(out);
  put_members(out, row.asked);
  head.seen = offset(out);
  put_members(out, row.seen);
  head.seen_at_ask = offset(out);
  put_unless_same(out, row.seen_at_ask, head.seen - sizeof head, head.seen_at_ask - sizeof head);
  head.shown = offset(out);
  put_unless_same(out, entry.shown, head.asked - sizeof head, head.seen - sizeof head);
  head.moving = offset(out);
  put_members(out, entry.moving);
  head.end = offset(out);
  const auto block = std::make_shared_for_overwrite<char[]>(head.end);
  std::memcpy(block.get(), &head, sizeof head);
  std::memcpy(block.get() + sizeof head, out.data(), out.size());
  return block;
}

Entry unpack(const char* block) {
  const PackedHead head = head_of(block);
  Entry entry;
  Row& row = entry.row;
  read_head(head, row);
  ByteReader reader(texts_of(block));
  row.id.text = reader.text();
  row.name = reader.text();
  row.name_digest = reader.text();
  read_pairs(reader, row.links);
  read_pairs(reader, row.external_ids);
  if (head.leaves) read_leaving(reader, row.leaving);
  row.asked = members_of(part_of(block, head.asked, head.seen));
  row.seen = members_of(part_of(block, head.seen, head.seen_at_ask));
  const std::string_view seen_at_ask = part_of(block, head.seen_at_ask, head.shown);
  row.seen_at_ask = seen_at_ask.empty() ? row.seen : members_of(seen_at_ask, row.seen);
  const std::string_view shown = part_of(block, head.shown, head.moving);
  entry.shown = shown.empty() ? row.asked : members_of(shown, row.asked);
  entry.moving = members_of(part_of(block, head.moving, head.end));
  return entry;
}

}  // namespace bridge::store
