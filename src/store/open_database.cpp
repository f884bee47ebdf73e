#include "store/open_database.hpp"

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/files.hpp"
#include "store/schema.hpp"
#include "store/upgrade.hpp"

namespace bridge::store {
namespace {

namespace fs = std::filesystem;

core::Failure refused(const std::string& sentence, std::string context = {}) {
  return core::Failure{{core::FaultKind::StoreFailed, sentence, {std::move(context)}, {}}};
}

std::string reason(int error) { return std::generic_category().message(error); }

// Without it a name that was just made may be gone after the power was.
void sync_directory(const fs::path& path) {
  const int directory = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory < 0) return;
  ::fsync(directory);
  ::close(directory);
}

core::Outcome make_directory(const std::string& file, const fs::path& directory) {
  const std::string of_store = "the directory " + directory.string() + " of the store " + file;
  if (::mkdir(directory.c_str(), S_IRWXU) == 0) {
    sync_directory(directory.parent_path());
    return core::ok();
  }
  const int error = errno;
  std::error_code ignored;
  if (error == EEXIST && fs::is_directory(directory, ignored)) {
    if (::access(directory.c_str(), W_OK | X_OK) == 0) return core::ok();
    return refused(of_store + " isn't writable", reason(errno));
  }
  if (error == EEXIST || error == ENOTDIR) return refused(of_store + " is no directory", reason(error));
  if (error == ENOENT) return refused(of_store + " can't be made: the directory above it is missing", reason(error));
  return refused(of_store + " can't be made: expected a writable directory above it", reason(error));
}

// SQLite gives the files that it makes beside a database the mode of the database. A file that is
// there already must not be opened here: closing it would take away the locks that SQLite may hold on
// it in this process.
core::Outcome make_file(const std::string& file, const fs::path& path) {
  const int made = ::open(path.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (made < 0) {
    if (errno == EEXIST) return core::ok();
    return refused("the store " + file + " can't be made: expected a writable directory", reason(errno));
  }
  ::close(made);
  sync_directory(path.parent_path());
  return core::ok();
}

int read_number(SQLite::Database& database, const std::string& query) { return database.execAndGet(query).getInt(); }

core::Outcome check_ours(const std::string& file, SQLite::Database& database) {
  const int application = read_number(database, "PRAGMA application_id");
  const bool has_tables = read_number(database, "SELECT count(*) FROM sqlite_schema") > 0;
  if (application != kApplicationId && (application != 0 || has_tables)) {
    return refused("the store " + file + " is the database of another program, expected one that scimbridge made");
  }
  const int version = read_number(database, "PRAGMA user_version");
  if (version <= newest_schema_version()) return core::ok();
  return refused("the store " + file + " has schema version " + std::to_string(version) +
                 " of a newer scimbridge, expected at most version " + std::to_string(newest_schema_version()));
}

// In exclusive mode the lock is taken with the first access and held until the connection is closed.
// It is the kernel's, on the file itself: it ends with the process however that ends.
core::Outcome prepare(const std::string& file, SQLite::Database& database, const Log& log) {
  database.exec("PRAGMA locking_mode = EXCLUSIVE");
  core::Outcome ours = check_ours(file, database);
  if (!ours) return ours;
  const std::string mode = database.execAndGet("PRAGMA journal_mode = WAL").getString();
  if (mode != "wal") {
    return refused("the store " + file + " is on a file system that can't keep a write-ahead log", "mode " + mode);
  }
  database.exec("PRAGMA synchronous = FULL");
  // What was forgotten is not to be left in pages that are free.
  database.exec("PRAGMA secure_delete = ON");
  database.exec("PRAGMA journal_size_limit = 67108864");
  database.exec("BEGIN IMMEDIATE; COMMIT");
  return upgrade(file, database, log);
}

// The copy that a check had made when the process died: people who were forgotten since are still in it.
void drop_copy_of_check(const std::string& file) {
  for (const char* part : {"", "-wal", "-journal", "-shm"}) ::unlink((copy_for_check(file) + part).c_str());
}

core::Failure explained(const std::string& file, const SQLite::Exception& error) {
  const std::string context = std::string(error.what()) + " (" + std::to_string(error.getExtendedErrorCode()) + ")";
  const std::string store = "the store " + file;
  switch (error.getErrorCode()) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return refused(store + " is in use by another process", context);
    case SQLITE_NOTADB: return refused(store + " is no SQLite database", context);
    case SQLITE_CORRUPT: return refused(store + " is damaged", context);
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN: return refused(store + " isn't a file that can be read and written", context);
    case SQLITE_FULL: return refused(store + " can't be written: the disk is full", context);
    default: return refused(store + " can't be opened", context);
  }
}

}  // namespace

core::Result<std::shared_ptr<SQLite::Database>> open_database(const std::string& file, const Log& log) {
  if (file.empty()) return refused("the store has no file name, expected a path");
  std::error_code failed;
  const fs::path path = fs::absolute(file, failed);
  if (failed) return refused("the store " + file + " can't be found", failed.message());
  if (fs::is_directory(path, failed)) return refused("the store " + file + " is a directory, expected a file");
  if (const core::Outcome made = make_directory(file, path.parent_path()); !made) return made.passed_on();
  if (const core::Outcome made = make_file(file, path); !made) return made.passed_on();
  try {
    auto database = std::make_shared<SQLite::Database>(path.string(), SQLite::OPEN_READWRITE);
    if (const core::Outcome ready = prepare(file, *database, log); !ready) return ready.passed_on();
    if (::chmod(path.c_str(), S_IRUSR | S_IWUSR) != 0) {
      return refused("the store " + file + " belongs to somebody else, expected the user of this process",
                     reason(errno));
    }
    drop_copy_of_check(path.string());
    return database;
  } catch (const SQLite::Exception& error) {
    return explained(file, error);
  }
}

core::Result<std::shared_ptr<SQLite::Database>> open_as_is(const std::string& file) {
  std::error_code ignored;
  if (!fs::is_regular_file(file, ignored)) return refused("the store " + file + " is not there, expected a file");
  const bool logged = fs::exists(file + "-wal", ignored);
  try {
    auto database = std::make_shared<SQLite::Database>(file, SQLite::OPEN_READWRITE);
    if (logged) sqlite3_db_config(database->getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    database->exec("PRAGMA locking_mode = EXCLUSIVE");
    if (const core::Outcome ours = check_ours(file, *database); !ours) return ours.passed_on();
    if (sqlite3_db_readonly(database->getHandle(), "main") == 0) database->exec("BEGIN EXCLUSIVE; COMMIT");
    return database;
  } catch (const SQLite::Exception& error) {
    return explained(file, error);
  }
}

}  // namespace bridge::store
