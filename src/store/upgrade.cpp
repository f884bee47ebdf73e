#include "store/upgrade.hpp"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <mutex>
#include <system_error>
#include <utility>
#include <vector>

#include <SQLiteCpp/Database.h>
#include <unistd.h>

#include "store/files.hpp"
#include "store/page_copy.hpp"
#include "store/schema.hpp"

namespace bridge::store {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kKeptCopies = 3;
/// "20261122T101112Z"
constexpr std::size_t kTimeLength = 16;

int version_of(SQLite::Database& database) { return database.execAndGet("PRAGMA user_version").getInt(); }

/// The time in the name of a copy of this store; empty for any other file.
std::string time_of_copy(const std::string& prefix, const std::string& name) {
  if (name.size() < prefix.size() + kTimeLength || name.compare(0, prefix.size(), prefix) != 0) return {};
  const std::size_t dash = name.find('-', prefix.size());
  if (dash == std::string::npos || name.size() != dash + 1 + kTimeLength) return {};
  return name.find_first_not_of("0123456789", prefix.size()) == dash ? name.substr(dash + 1) : std::string();
}

void drop_old_copies(const fs::path& file) {
  std::vector<std::pair<std::string, fs::path>> copies;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(file.parent_path(), ignored)) {
    std::string time = time_of_copy(file.filename().string() + ".before-v", entry.path().filename().string());
    if (!time.empty()) copies.emplace_back(std::move(time), entry.path());
  }
  std::sort(copies.rbegin(), copies.rend());
  for (std::size_t i = kKeptCopies; i < copies.size(); ++i) fs::remove(copies[i].second, ignored);
}

core::Result<std::string> copy_before(const std::string& file, SQLite::Database& database) {
  const std::string copy = file + ".before-v" + std::to_string(newest_schema_version()) + "-" + time_in_name();
  std::mutex alone;
  const auto copied = copy_pages(database, alone, copy);
  if (copied) return copy;
  return core::failure(core::FaultKind::StoreFailed,
                       "the store " + file + " is of schema version " + std::to_string(version_of(database)) +
                           " and stays so, because it can't be copied before it is changed: " + copied.error().detail);
}

}  // namespace

core::Outcome upgrade(const std::string& file, SQLite::Database& database, const Log& log) {
  const int version = version_of(database);
  if (version == newest_schema_version()) return core::ok();
  if (version == 0) {
    migrate(database, 0);
    return core::ok();
  }
  const auto copy = copy_before(file, database);
  if (!copy) return copy.passed_on();
  try {
    migrate(database, version);
  } catch (...) {
    // Where nothing has changed a copy tells nothing; at each start it would drive out an older one.
    if (version_of(database) == version) ::unlink(copy->c_str());
    throw;
  }
  std::error_code ignored;
  drop_old_copies(fs::absolute(file, ignored));
  if (log) {
    log(LogLevel::Info, "the store " + file + " went from schema version " + std::to_string(version) + " to " +
                            std::to_string(newest_schema_version()) + "; as it was before it is in " + *copy);
  }
  return core::ok();
}

}  // namespace bridge::store
