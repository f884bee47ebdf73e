#pragma once
// From a path to an open database that is ours alone.

#include <memory>
#include <string>

#include "bridge/core/result.hpp"
#include "bridge/store/log.hpp"

namespace SQLite {
class Database;
}

namespace bridge::store {

/// Makes the directory (one level) and the file where they are missing, takes the file for this
/// process alone, and brings it to the newest schema. StoreFailed with one sentence that names the file.
[[nodiscard]] core::Result<std::shared_ptr<SQLite::Database>> open_database(const std::string& file, const Log& log);

/// A file that is there, of any version up to ours, for this process alone; nothing in it is changed, not even by
/// closing it. StoreFailed as above.
[[nodiscard]] core::Result<std::shared_ptr<SQLite::Database>> open_as_is(const std::string& file);

}  // namespace bridge::store
