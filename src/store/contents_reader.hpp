#pragma once
// A tenant's part of the store as values.

#include "bridge/store/store.hpp"

namespace SQLite {
class Database;
}

namespace bridge::store {

/// Throws SQLite::Exception; StoreFailed when a stored value can't be read.
/// As Store::load_in_parts().
[[nodiscard]] core::Result<Contents> read_contents(const SQLite::Database& database, const core::TenantName& tenant,
                                                   const Taking& taking);
/// As Store::load().
[[nodiscard]] core::Result<Contents> read_whole_contents(const SQLite::Database& database,
                                                         const core::TenantName& tenant);

/// In the order of Store::rehearsals(); fails as read_contents() does.
[[nodiscard]] core::Result<std::vector<Rehearsal>> read_rehearsals(const SQLite::Database& database,
                                                                   const core::TenantName& tenant);

}  // namespace bridge::store
