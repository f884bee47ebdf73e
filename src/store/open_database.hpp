#pragma once
// From a path to an open database that is ours alone.

#include <memory>
#include <string>

#include "bridge/core/result.hpp"

namespace SQLite {
class Database;
}

namespace bridge::store {

/// Makes the directory (one level) and the file where they are missing, takes the file for this
/// process alone, and brings it to the newest schema. StoreFailed with one sentence that names the file.
[[nodiscard]] core::Result<std::shared_ptr<SQLite::Database>> open_database(const std::string& file);

}  // namespace bridge::store
