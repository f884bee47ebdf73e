#include "store/contents_reader.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include "bridge/json/codec.hpp"
#include "store/query.hpp"
#include "store/row_line.hpp"
#include "store/stored_row.hpp"

namespace bridge::store {
namespace {

core::Instant instant_at(SQLite::Statement& statement, int column) {
  return core::Instant(std::chrono::milliseconds(number_at(statement, column)));
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

constexpr const char* kRehearsals =
    "SELECT kind, name, at, client, request, content FROM rehearsal WHERE tenant = ? ORDER BY at, kind, name";

/// Rows that are made ready together, and members that are handed on together.
constexpr std::size_t kAtOnce = 512;

class Reading {
 public:
  Reading(const SQLite::Database& database, const core::TenantName& tenant, const Taking& taking)
      : database_(database), tenant_(tenant), taking_(taking) {}

  core::Result<Contents> all() {
    for (core::Outcome (Reading::*part)() :
         {&Reading::rows, &Reading::members, &Reading::lost, &Reading::intents, &Reading::marks}) {
      if (const core::Outcome read = (this->*part)(); !read) return read.passed_on();
    }
    return std::move(contents_);
  }

 private:
  core::Outcome rows() {
    RowLine line(taking_.rows);
    std::vector<StoredRow> some;
    const core::Outcome read = each_row(database_, kRows, tenant_, [&](SQLite::Statement& statement) -> core::Outcome {
      some.push_back(stored_row(statement));
      if (some.size() < kAtOnce) return core::ok();
      return line.take(std::exchange(some, {}));
    });
    if (!read) return read;
    if (const core::Outcome taken = line.take(std::move(some)); !taken) return taken;
    return line.finish();
  }

  core::Outcome members() {
    std::vector<StoredMember> some;
    const core::Outcome read = each_row(database_, "SELECT group_id, user_id, asked, seen FROM member WHERE tenant = ?",
                                        tenant_, [&](SQLite::Statement& statement) {
                                          some.push_back({core::ResourceId(std::string(text_at(statement, 0))),
                                                          core::ResourceId(std::string(text_at(statement, 1))),
                                                          number_at(statement, 2) != 0, number_at(statement, 3) != 0});
                                          if (some.size() == kAtOnce) taking_.members(std::exchange(some, {}));
                                          return core::ok();
                                        });
    if (read && !some.empty()) taking_.members(std::move(some));
    return read;
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
  const Taking& taking_;
  Contents contents_;
};

}  // namespace

core::Result<Contents> read_contents(const SQLite::Database& database, const core::TenantName& tenant,
                                     const Taking& taking) {
  return Reading(database, tenant, taking).all();
}

core::Result<Contents> read_whole_contents(const SQLite::Database& database, const core::TenantName& tenant) {
  Contents gathered;
  const Taking taking{[&gathered](std::vector<Row> rows) {
                        auto some = std::make_shared<std::vector<Row>>(std::move(rows));
                        return [&gathered, some] {
                          for (Row& row : *some) gathered.rows.push_back(std::move(row));
                        };
                      },
                      [&gathered](std::vector<StoredMember> members) {
                        gathered.members.insert(gathered.members.end(), std::make_move_iterator(members.begin()),
                                                std::make_move_iterator(members.end()));
                      }};
  core::Result<Contents> contents = read_contents(database, tenant, taking);
  if (!contents) return contents;
  std::stable_sort(gathered.rows.begin(), gathered.rows.end(),
                   [](const Row& a, const Row& b) { return a.order < b.order; });
  contents->rows = std::move(gathered.rows);
  contents->members = std::move(gathered.members);
  return contents;
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
