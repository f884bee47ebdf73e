#include "store/page_copy.hpp"

#include <cerrno>
#include <chrono>
#include <memory>
#include <system_error>
#include <thread>
#include <utility>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bridge/store/maintenance.hpp"
#include "store/files.hpp"

namespace bridge::store {
namespace {

constexpr int kPagesAtATime = 256;
/// So that a writer who waits gets its turn.
constexpr std::chrono::milliseconds kBetween{1};

core::Failure not_copied(const std::string& target, const std::string& reason) {
  return core::failure(core::FaultKind::StoreFailed, "the store can't be copied to " + target + ": " + reason);
}

/// A file that goes away unless it was kept.
class Draft {
 public:
  explicit Draft(std::string file) : file_(std::move(file)) {}
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;
  ~Draft() {
    for (const char* part : {"", "-wal", "-journal", "-shm"}) ::unlink((file_ + part).c_str());
  }
  [[nodiscard]] const std::string& file() const { return file_; }

 private:
  std::string file_;
};

/// What SQLite needs for one copy; made, used and ended in turn with everybody else at the source.
class Copying {
 public:
  Copying(SQLite::Database& source, SQLite::Database& target)
      : backup_(sqlite3_backup_init(target.getHandle(), "main", source.getHandle(), "main")) {
    if (backup_ == nullptr) throw SQLite::Exception(target.getHandle());
  }
  Copying(const Copying&) = delete;
  Copying& operator=(const Copying&) = delete;
  ~Copying() { sqlite3_backup_finish(backup_); }

  /// Whether all is copied.
  bool step() {
    const int code = sqlite3_backup_step(backup_, kPagesAtATime);
    if (code != SQLITE_OK && code != SQLITE_DONE) throw SQLite::Exception(sqlite3_errstr(code), code);
    return code == SQLITE_DONE;
  }

 private:
  sqlite3_backup* backup_;
};

void pour(SQLite::Database& source, std::mutex& turn, SQLite::Database& target) {
  std::unique_ptr<Copying> copying;
  // Ended in turn, too, whatever happens.
  const std::shared_ptr<void> end(nullptr, [&](void*) {
    const std::lock_guard lock(turn);
    copying.reset();
  });
  for (bool done = false; !done; std::this_thread::sleep_for(kBetween)) {
    const std::lock_guard lock(turn);
    if (!copying) copying = std::make_unique<Copying>(source, target);
    done = copying->step();
  }
}

void fill(SQLite::Database& source, std::mutex& turn, const std::string& file) {
  SQLite::Database target(file, SQLite::OPEN_READWRITE);
  // It is brought to the disk as a whole, later.
  target.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF");
  pour(source, turn, target);
  target.exec("PRAGMA journal_mode = DELETE");
}

core::Outcome look_at(const std::string& file) {
  const auto found = check(file);
  if (!found) return found.passed_on();
  if (found->damage.empty()) return core::ok();
  return core::failure(core::FaultKind::StoreFailed, "the store is damaged: " + found->damage.front());
}

}  // namespace

core::Outcome copy_pages_unseen(SQLite::Database& source, std::mutex& turn, const std::string& target) {
  ::unlink(target.c_str());
  const int made = ::open(target.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (made < 0) {
    return core::failure(core::FaultKind::StoreFailed,
                         target + " can't be made: " + std::generic_category().message(errno));
  }
  ::close(made);
  try {
    fill(source, turn, target);
    return core::ok();
  } catch (const std::exception& error) {
    ::unlink(target.c_str());
    return core::failure(core::FaultKind::StoreFailed, error.what());
  }
}

core::Result<std::uint64_t> copy_pages(SQLite::Database& source, std::mutex& turn, const std::string& target) {
  if (is_there(target)) return not_copied(target, "there is a file of this name");
  const Draft draft(target + ".part");
  if (const auto filled = copy_pages_unseen(source, turn, draft.file()); !filled) {
    return not_copied(target, filled.error().detail);
  }
  Files files;
  if (const auto synced = files.sync(draft.file()); !synced) return synced.passed_on();
  if (const auto sound = look_at(draft.file()); !sound) return not_copied(target, sound.error().detail);
  // A second name is refused where another process was quicker.
  if (const auto named = files.link(draft.file(), target); !named) return not_copied(target, named.error().detail);
  if (const auto synced = files.sync_directory_of(target); !synced) {
    ::unlink(target.c_str());
    return synced.passed_on();
  }
  return size_of(target);
}

}  // namespace bridge::store
