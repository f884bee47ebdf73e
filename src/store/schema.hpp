#pragma once
// The tables of the store and the way there from older versions.

namespace SQLite {
class Database;
}

namespace bridge::store {

/// PRAGMA application_id of our files: "scbr".
inline constexpr int kApplicationId = 0x73636272;

/// The version that this program writes.
[[nodiscard]] int newest_schema_version();

/// Brings the schema from `version` to the newest, each step in a transaction of its own. Throws
/// SQLite::Exception.
void migrate(SQLite::Database& database, int version);

}  // namespace bridge::store
