#include "store/restore.hpp"

#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>

#include "store/open_database.hpp"

namespace bridge::store {
namespace {

core::Failure refused(const std::string& sentence) { return core::failure(core::FaultKind::StoreFailed, sentence); }

class Restoring {
 public:
  Restoring(Files& files, std::string backup, std::string file)
      : files_(files),
        backup_(std::move(backup)),
        file_(std::move(file)),
        draft_(file_ + ".restoring"),
        before_(file_ + ".before-restore-" + time_in_name()) {}

  core::Result<Restored> run() {
    auto done = prepare_and_place();
    clear();
    if (!done) return done.passed_on();
    return std::move(restored_);
  }

 private:
  core::Outcome prepare_and_place() {
    if (!is_there(backup_)) return refused("the backup " + backup_ + " is not there");
    std::error_code unknown;
    if (std::filesystem::equivalent(backup_, file_, unknown)) return refused(backup_ + " is the store itself");
    if (is_there(before_)) return refused(before_ + " is there already");
    // Before the work, so that it is not done in vain; again for the moment that counts.
    if (is_there(file_)) {
      if (const auto free = FileLock::take(file_); !free) return free.passed_on();
    }
    if (const auto copied = copy_backup(); !copied) return copied;
    if (const auto sound = look_at_copy(); !sound) return sound;
    if (const auto dropped = drop_open_changes(); !dropped) return dropped;
    return is_there(file_) ? replace() : put_in_place();
  }

  core::Outcome copy_backup() {
    if (const auto room = remove_draft(); !room) return room;
    // Whoever writes to it meanwhile makes the copy of its file and the copy of its log two different stores.
    const auto unchanging = FileLock::take_to_read(backup_);
    if (!unchanging) return refused_by_backup(unchanging.error().detail, backup_);
    if (const auto copied = files_.copy(backup_, draft_); !copied) return copied;
    // A copy of the files of a server that had died: what its log holds counts.
    if (size_of(backup_ + "-wal") == 0) return core::ok();
    return files_.copy(backup_ + "-wal", draft_ + "-wal");
  }

  core::Outcome look_at_copy() {
    auto found = check(draft_);
    if (!found) return refused_by_backup(found.error().detail, draft_);
    restored_.backup = std::move(*found);
    const auto& report = restored_.backup;
    if (report.schema_version == 0) return refused("the backup " + backup_ + " is empty, expected a store");
    if (report.sound()) return core::ok();
    return refused("the backup " + backup_ +
                   " isn't sound: " + (report.damage.empty() ? report.problems : report.damage).front());
  }

  /// What was found wrong with `looked_at`, as said of the backup.
  [[nodiscard]] core::Failure refused_by_backup(std::string detail, const std::string& looked_at) const {
    const std::string store = "the store " + looked_at;
    if (const auto at = detail.find(store); at != std::string::npos) {
      detail.replace(at, store.size(), "the backup " + backup_);
    }
    return refused(detail);
  }

  core::Outcome drop_open_changes() {
    auto opened = open_as_is(draft_);
    if (!opened) return opened.passed_on();
    try {
      restored_.dropped_changes = static_cast<std::uint64_t>((*opened)->exec("DELETE FROM intent"));
      // One file, without a log beside it.
      if ((*opened)->execAndGet("PRAGMA journal_mode = DELETE").getString() != "delete") {
        return refused("the backup " + backup_ + " can't be made a single file");
      }
    } catch (const SQLite::Exception& error) {
      return refused("the backup " + backup_ + " can't be prepared in " + draft_ + ": " + error.what());
    }
    opened->reset();
    return files_.sync(draft_);
  }

  // Where another process makes a store meanwhile, that one stays.
  core::Outcome put_in_place() {
    if (const auto gone = files_.remove(file_ + "-wal"); !gone) return gone;
    if (const auto named = files_.link(draft_, file_); !named) return named;
    return on_disk();
  }

  core::Outcome on_disk() {
    const auto synced = files_.sync_directory_of(file_);
    if (synced) return synced;
    return refused("the backup is in the place of " + file_ +
                   (restored_.before.empty() ? "" : " and the store from before is " + restored_.before) +
                   ", but that is not on disk yet: " + synced.error().detail);
  }

  // The name of the store always leads to a whole store: its present file gets a second name, and the copy then
  // takes the first one in one step. A log beside it belongs to the present file, and is taken into it before;
  // where that can't be done, because the file is damaged, the log gets a second name, too.
  core::Outcome replace() {
    if (const auto opened = open_as_is(file_); opened) {
      try {
        (*opened)->exec("PRAGMA journal_mode = DELETE");
      } catch (const SQLite::Exception&) {
        // Damaged: its log is kept as it is.
      }
    }
    const auto held = FileLock::take(file_);
    if (!held) return held.passed_on();
    const bool logged = size_of(file_ + "-wal") > 0;
    if (const auto kept = keep(logged); !kept) return kept;
    const auto gone = logged || is_there(file_ + "-wal") ? files_.remove(file_ + "-wal") : core::ok();
    const auto renamed = gone ? files_.rename(draft_, file_) : gone;
    if (!renamed) return give_back(logged, renamed);
    restored_.before = before_;
    static_cast<void>(files_.remove(file_ + "-shm"));
    return on_disk();
  }

  core::Outcome keep(bool logged) {
    core::Outcome kept = files_.link(file_, before_);
    if (kept && logged) kept = files_.link(file_ + "-wal", before_ + "-wal");
    if (kept) kept = files_.sync_directory_of(file_);
    if (!kept) drop_second_names();
    return kept;
  }

  // Where the log can't be given back, it stays under its second name, with the file that it belongs to.
  core::Outcome give_back(bool logged, const core::Outcome& why) {
    const bool back = !logged || is_there(file_ + "-wal") || files_.link(before_ + "-wal", file_ + "-wal").has_value();
    if (back) {
      drop_second_names();
      return why;
    }
    return refused(why.error().detail + "; the store from before is " + before_ + " with " + before_ +
                   "-wal, put both back under their first names");
  }

  void drop_second_names() {
    static_cast<void>(files_.remove(before_ + "-wal"));
    static_cast<void>(files_.remove(before_));
  }

  core::Outcome remove_draft() {
    for (const char* part : {"-wal", "-shm", "-journal", ""}) {
      if (const auto gone = files_.remove(draft_ + part); !gone) return gone;
    }
    return core::ok();
  }

  void clear() { static_cast<void>(remove_draft()); }

  Files& files_;
  const std::string backup_;
  const std::string file_;
  const std::string draft_;
  const std::string before_;
  Restored restored_;
};

}  // namespace

core::Result<Restored> restore_by(Files& files, const std::string& backup, const std::string& file) {
  return Restoring(files, backup, file).run();
}

core::Result<Restored> restore(const std::string& backup, const std::string& file) {
  Files files;
  return restore_by(files, backup, file);
}

}  // namespace bridge::store
