#pragma once
// From an older version of the tables to the newest, with a copy of what was there before.

#include <string>

#include "bridge/core/result.hpp"
#include "bridge/store/log.hpp"

namespace SQLite {
class Database;
}

namespace bridge::store {

/// Nothing for a store of the newest version; a new one gets its tables. An older one is copied to
/// "<file>.before-v<newest>-<time>" first, and of such copies the newest three are kept. StoreFailed when the copy
/// can't be made: then nothing was changed. Throws SQLite::Exception when a step fails.
[[nodiscard]] core::Outcome upgrade(const std::string& file, SQLite::Database& database, const Log& log);

}  // namespace bridge::store
