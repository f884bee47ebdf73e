#include "store/contents_reader.hpp"

#include <cstddef>
#include <string_view>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include "bridge/json/codec.hpp"
#include "bridge/store/leaving.hpp"
#include "store/query.hpp"

namespace bridge::store {
namespace {

// What was written must be readable whatever the limits on requests are.
constexpr json::Limits kStoredLimits{512, std::size_t{1} << 30U};

std::string_view text_at(SQLite::Statement& statement, int column) {
  const SQLite::Column value = statement.getColumn(column);
  const char* const text = value.getText();
  return {text, static_cast<std::size_t>(value.getBytes())};
}

std::int64_t number_at(SQLite::Statement& statement, int column) { return statement.getColumn(column).getInt64(); }

core::Instant instant_at(SQLite::Statement& statement, int column) {
  return core::Instant(std::chrono::milliseconds(number_at(statement, column)));
}

core::Failure unreadable(const char* what, std::string context) {
  return core::Failure{{core::FaultKind::StoreFailed,
                        std::string("the store holds ") + what + " that can't be read, expected JSON as it was written",
                        {std::move(context)},
                        {}}};
}

core::Result<core::Object> object_at(SQLite::Statement& statement, int column) {
  const std::string_view text = text_at(statement, column);
  if (text == "{}") return core::Object{};
  const core::Result<core::Value> value = json::parse(text, kStoredLimits);
  if (!value) return unreadable("a resource", value.error().detail);
  if (const core::Object* object = value->if_object()) return *object;
  return unreadable("a resource", std::string("found ") + value->kind());
}

// Steps through the rows that `query` finds for the tenant; `take` gives an Outcome.
template <class Take>
core::Outcome each_row(const SQLite::Database& database, const char* query, const core::TenantName& tenant,
                       const Take& take) {
  SQLite::Statement statement(database, query);
  statement.bindNoCopy(1, tenant.text);
  while (statement.executeStep()) {
    if (core::Outcome taken = take(statement); !taken) return taken;
  }
  return core::ok();
}

constexpr const char* kRows =
    "SELECT kind, id, name, place, life, origin, managed, unanswered, version, created, modified, seen_at, asked, "
    "seen, seen_at_ask, leaving, links, external_ids, name_digest FROM resource WHERE tenant = ? ORDER BY place";

core::Outcome read_keys(SQLite::Statement& statement, Row& row) {
  const core::Result<core::Object> links = object_at(statement, 16);
  if (!links) return links.passed_on();
  for (const core::Member& link : *links) {
    if (const std::string* upstream = link.value.if_string()) row.links.emplace(link.name, *upstream);
  }
  const core::Result<core::Object> external_ids = object_at(statement, 17);
  if (!external_ids) return external_ids.passed_on();
  for (const core::Member& one : *external_ids) {
    if (const std::string* external_id = one.value.if_string()) row.external_ids.emplace(one.name, *external_id);
  }
  row.name_digest = text_at(statement, 18);
  return core::ok();
}

core::Result<Row> row_at(SQLite::Statement& statement) {
  Row row;
  row.kind = static_cast<Kind>(number_at(statement, 0));
  row.id.text = text_at(statement, 1);
  row.name = text_at(statement, 2);
  row.order = from_stored(number_at(statement, 3));
  row.life = static_cast<Life>(number_at(statement, 4));
  row.origin = static_cast<Origin>(number_at(statement, 5));
  row.managed = number_at(statement, 6) != 0;
  row.unanswered = number_at(statement, 7) != 0;
  row.version = from_stored(number_at(statement, 8));
  row.created = instant_at(statement, 9);
  row.modified = instant_at(statement, 10);
  row.seen_at = instant_at(statement, 11);
  core::Result<core::Object> asked = object_at(statement, 12);
  if (!asked) return asked.passed_on();
  core::Result<core::Object> seen = object_at(statement, 13);
  if (!seen) return seen.passed_on();
  row.asked = *std::move(asked);
  row.seen = *std::move(seen);
  core::Result<core::Object> leaving = object_at(statement, 15);
  if (!leaving) return leaving.passed_on();
  core::Result<Leaving> read = leaving_from_value(*leaving);
  if (!read) return unreadable("how somebody left", read.error().context.text);
  row.leaving = *std::move(read);
  if (const core::Outcome keys = read_keys(statement, row); !keys) return keys.passed_on();
  row.seen_at_ask = row.seen;
  if (statement.getColumn(14).isNull()) return row;
  core::Result<core::Object> seen_at_ask = object_at(statement, 14);
  if (!seen_at_ask) return seen_at_ask.passed_on();
  row.seen_at_ask = *std::move(seen_at_ask);
  return row;
}

constexpr const char* kRehearsals =
    "SELECT kind, name, at, client, request, content FROM rehearsal WHERE tenant = ? ORDER BY at, kind, name";

class Reading {
 public:
  Reading(const SQLite::Database& database, const core::TenantName& tenant) : database_(database), tenant_(tenant) {}

  core::Result<Contents> all() {
    for (core::Outcome (Reading::*part)() :
         {&Reading::rows, &Reading::members, &Reading::lost, &Reading::intents, &Reading::marks}) {
      if (const core::Outcome read = (this->*part)(); !read) return read.passed_on();
    }
    return std::move(contents_);
  }

 private:
  core::Outcome rows() {
    return each_row(database_, kRows, tenant_, [this](SQLite::Statement& statement) -> core::Outcome {
      core::Result<Row> row = row_at(statement);
      if (!row) return row.passed_on();
      contents_.rows.push_back(*std::move(row));
      return core::ok();
    });
  }

  core::Outcome members() {
    return each_row(database_, "SELECT group_id, user_id, asked, seen FROM member WHERE tenant = ?", tenant_,
                    [this](SQLite::Statement& statement) {
                      contents_.members.push_back({core::ResourceId(std::string(text_at(statement, 0))),
                                                   core::ResourceId(std::string(text_at(statement, 1))),
                                                   number_at(statement, 2) != 0, number_at(statement, 3) != 0});
                      return core::ok();
                    });
  }

  core::Outcome lost() {
    return each_row(database_, "SELECT kind, id, at, content FROM lost WHERE tenant = ? ORDER BY kind, at, id", tenant_,
                    [this](SQLite::Statement& statement) -> core::Outcome {
                      core::Result<core::Value> content = json::parse(text_at(statement, 3), kStoredLimits);
                      if (!content) return unreadable("a lost resource", content.error().detail);
                      contents_.lost.push_back({static_cast<Kind>(number_at(statement, 0)),
                                                core::ResourceId(std::string(text_at(statement, 1))),
                                                instant_at(statement, 2), *std::move(content)});
                      return core::ok();
                    });
  }

  core::Outcome intents() {
    return each_row(database_, "SELECT number, content FROM intent WHERE tenant = ? ORDER BY number", tenant_,
                    [this](SQLite::Statement& statement) -> core::Outcome {
                      core::Result<core::Value> content = json::parse(text_at(statement, 1), kStoredLimits);
                      if (!content) return unreadable("an intent", content.error().detail);
                      contents_.intents.push_back({from_stored(number_at(statement, 0)), *std::move(content)});
                      return core::ok();
                    });
  }

  core::Outcome marks() {
    return each_row(database_, "SELECT name, value FROM mark WHERE tenant = ?", tenant_,
                    [this](SQLite::Statement& statement) {
                      contents_.marks.emplace(text_at(statement, 0), text_at(statement, 1));
                      return core::ok();
                    });
  }

  const SQLite::Database& database_;
  const core::TenantName& tenant_;
  Contents contents_;
};

}  // namespace

core::Result<Contents> read_contents(const SQLite::Database& database, const core::TenantName& tenant) {
  return Reading(database, tenant).all();
}

core::Result<std::vector<Rehearsal>> read_rehearsals(const SQLite::Database& database, const core::TenantName& tenant) {
  std::vector<Rehearsal> found;
  const core::Outcome read =
      each_row(database, kRehearsals, tenant, [&found](SQLite::Statement& statement) -> core::Outcome {
        core::Result<core::Value> content = json::parse(text_at(statement, 5), kStoredLimits);
        if (!content) return unreadable("a rehearsal", content.error().detail);
        found.push_back({static_cast<Kind>(number_at(statement, 0)), std::string(text_at(statement, 1)),
                         instant_at(statement, 2), std::string(text_at(statement, 3)),
                         std::string(text_at(statement, 4)), *std::move(content)});
        return core::ok();
      });
  if (!read) return read.passed_on();
  return found;
}

}  // namespace bridge::store
