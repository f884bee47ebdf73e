#include "store/stored_row.hpp"

#include <chrono>
#include <utility>

#include "bridge/store/leaving.hpp"
#include "store/query.hpp"

namespace bridge::store {
namespace {

// The columns of kRows: the numbers.
constexpr std::size_t kKind = 0;
constexpr std::size_t kPlace = 1;
constexpr std::size_t kLife = 2;
constexpr std::size_t kOrigin = 3;
constexpr std::size_t kManaged = 4;
constexpr std::size_t kUnanswered = 5;
constexpr std::size_t kVersion = 6;
constexpr std::size_t kCreated = 7;
constexpr std::size_t kModified = 8;
constexpr std::size_t kSeenAt = 9;
constexpr std::size_t kRemovedActive = 10;
// The texts.
constexpr std::size_t kId = 0;
constexpr std::size_t kName = 1;
constexpr std::size_t kAsked = 2;
constexpr std::size_t kSeen = 3;
constexpr std::size_t kSeenAtAsk = 4;
constexpr std::size_t kLeaving = 5;
constexpr std::size_t kLinks = 6;
constexpr std::size_t kExternalIds = 7;
constexpr std::size_t kNameDigest = 8;
static_assert(kRemovedActive + 1 == StoredRow::kNumbers && kNameDigest + 1 == StoredRow::kTexts);

core::Instant instant(std::int64_t number) { return core::Instant(std::chrono::milliseconds(number)); }

core::Result<core::Object> object_in(std::string_view text) {
  if (text == "{}") return core::Object{};
  const core::Result<core::Value> value = json::parse(text, kStoredLimits);
  if (!value) return unreadable("a resource", value.error().detail);
  if (const core::Object* object = value->if_object()) return *object;
  return unreadable("a resource", std::string("found ") + value->kind());
}

core::Outcome read_keys(const StoredRow& stored, Row& row) {
  const core::Result<core::Object> links = object_in(stored.text(kLinks));
  if (!links) return links.passed_on();
  for (const core::Member& link : *links) {
    if (const std::string* upstream = link.value.if_string()) row.links.emplace(link.name, *upstream);
  }
  const core::Result<core::Object> external_ids = object_in(stored.text(kExternalIds));
  if (!external_ids) return external_ids.passed_on();
  for (const core::Member& one : *external_ids) {
    if (const std::string* external_id = one.value.if_string()) row.external_ids.emplace(one.name, *external_id);
  }
  return core::ok();
}

core::Outcome read_leaving(const StoredRow& stored, Row& row) {
  const core::Result<core::Object> leaving = object_in(stored.text(kLeaving));
  if (!leaving) return leaving.passed_on();
  core::Result<Leaving> read = leaving_from_value(*leaving);
  if (!read) return unreadable("how somebody left", read.error().context.text);
  row.leaving = *std::move(read);
  return core::ok();
}

core::Outcome read_records(const StoredRow& stored, Row& row) {
  core::Result<core::Object> asked = object_in(stored.text(kAsked));
  if (!asked) return asked.passed_on();
  core::Result<core::Object> seen = object_in(stored.text(kSeen));
  if (!seen) return seen.passed_on();
  row.asked = *std::move(asked);
  row.seen = *std::move(seen);
  row.seen_at_ask = row.seen;
  if (stored.text(kSeenAtAsk).empty()) return core::ok();
  core::Result<core::Object> seen_at_ask = object_in(stored.text(kSeenAtAsk));
  if (!seen_at_ask) return seen_at_ask.passed_on();
  row.seen_at_ask = *std::move(seen_at_ask);
  return core::ok();
}

}  // namespace

const char* const kRows =
    "SELECT kind, place, life, origin, managed, unanswered, version, created, modified, seen_at, "
    "coalesce(removed_active, -1), id, name, asked, seen, coalesce(seen_at_ask, ''), leaving, links, external_ids, "
    "name_digest FROM resource NOT INDEXED WHERE tenant = ?";

core::Failure unreadable(const char* what, std::string context) {
  return core::Failure{{core::FaultKind::StoreFailed,
                        std::string("the store holds ") + what + " that can't be read, expected JSON as it was written",
                        {std::move(context)},
                        {}}};
}

StoredRow stored_row(SQLite::Statement& statement) {
  StoredRow stored;
  int column = 0;
  for (std::int64_t& number : stored.numbers) number = number_at(statement, column++);
  for (std::size_t& end : stored.ends) {
    stored.texts += text_at(statement, column++);
    end = stored.texts.size();
  }
  return stored;
}

core::Result<Row> row_of(const StoredRow& stored) {
  Row row;
  row.kind = static_cast<Kind>(stored.numbers[kKind]);
  row.id.text = stored.text(kId);
  row.name = stored.text(kName);
  row.order = from_stored(stored.numbers[kPlace]);
  row.life = static_cast<Life>(stored.numbers[kLife]);
  row.origin = static_cast<Origin>(stored.numbers[kOrigin]);
  row.managed = stored.numbers[kManaged] != 0;
  row.unanswered = stored.numbers[kUnanswered] != 0;
  row.version = from_stored(stored.numbers[kVersion]);
  row.created = instant(stored.numbers[kCreated]);
  row.modified = instant(stored.numbers[kModified]);
  row.seen_at = instant(stored.numbers[kSeenAt]);
  row.name_digest = stored.text(kNameDigest);
  if (const std::int64_t removed = stored.numbers[kRemovedActive]; removed >= 0) row.removed_active = removed != 0;
  if (const core::Outcome records = read_records(stored, row); !records) return records.passed_on();
  if (const core::Outcome leaving = read_leaving(stored, row); !leaving) return leaving.passed_on();
  if (const core::Outcome keys = read_keys(stored, row); !keys) return keys.passed_on();
  return row;
}

}  // namespace bridge::store
