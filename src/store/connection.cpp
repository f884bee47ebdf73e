#include "store/connection.hpp"

#include <utility>

#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include "store/files.hpp"
#include "store/page_copy.hpp"

namespace bridge::store {
namespace {

// As many pages of 4 KiB as SQLite itself would let the log hold.
constexpr int kPagesInLog = 1000;

core::Failure not_saved(std::string context) {
  return core::Failure{{core::FaultKind::StoreFailed,
                        "the bridge can't save changes now, expected a writable store",
                        {std::move(context)},
                        {}}};
}

int note_pages(void* pages, sqlite3*, const char*, int in_log) {
  *static_cast<int*>(pages) = in_log;
  return SQLITE_OK;
}

}  // namespace

Connection::Connection(std::shared_ptr<SQLite::Database> database, HealthWatch& health)
    : database_(std::move(database)),
      health_(health),
      writer_(*database_),
      savepoint_(*database_, "SAVEPOINT one_change"),
      keep_(*database_, "RELEASE one_change"),
      undo_(*database_, "ROLLBACK TO one_change"),
      carry_over_at_(kPagesInLog) {
  sqlite3_wal_hook(database_->getHandle(), note_pages, &pages_in_log_);
  try {
    take_over_the_old_log();
  } catch (const SQLite::Exception& error) {
    static_cast<void>(failed(error));
  }
}

std::vector<core::Outcome> Connection::write(const std::vector<Waiting>& batch) {
  const std::lock_guard lock(mutex_);
  std::vector<core::Outcome> outcomes;
  if (health_.damaged()) {
    outcomes.assign(batch.size(), not_saved(health_.health().trouble));
    return outcomes;
  }
  try {
    begin();
    const auto before = sqlite3_total_changes64(database_->getHandle());
    for (const Waiting& one : batch) outcomes.push_back(write_one(one));
    database_->exec("COMMIT");
    if (sqlite3_total_changes64(database_->getHandle()) != before) health_.worked();
  } catch (const SQLite::Exception& error) {
    outcomes.assign(batch.size(), not_saved(failed(error)));
    roll_back();
  } catch (const std::exception& error) {
    outcomes.assign(batch.size(), not_saved(error.what()));
    roll_back();
  }
  return outcomes;
}

// What is wrong with a change is its own affair; what is wrong with the disk ends the transaction.
core::Outcome Connection::write_one(const Waiting& one) {
  savepoint_.run();
  std::string reason;
  try {
    writer_.apply(one.tenant, one.change);
    keep_.run();
    return core::ok();
  } catch (const SQLite::Exception& error) {
    if (!in_transaction() || judged(error, database_->getHandle()).blame != Blame::Change) throw;
    reason = error.what();
  } catch (const std::exception& error) {
    reason = error.what();
  }
  undo_.run();
  keep_.run();
  return not_saved(std::move(reason));
}

void Connection::probe() {
  const std::lock_guard lock(mutex_);
  if (health_.damaged()) return;
  try {
    begin();
    const int version = database_->execAndGet("PRAGMA user_version").getInt();
    database_->exec("PRAGMA user_version = " + std::to_string(version));
    database_->exec("COMMIT");
    health_.worked();
  } catch (const SQLite::Exception& error) {
    static_cast<void>(failed(error));
    roll_back();
  }
}

core::Result<std::uint64_t> Connection::back_up(const std::string& target) {
  return copy_pages(*database_, mutex_, target);
}

core::Result<CheckReport> Connection::look_whole(const std::string& copy) {
  if (const auto made = copy_pages_unseen(*database_, mutex_, copy); !made) {
    return core::failure(core::FaultKind::StoreFailed,
                         "the store can't be copied, which a check needs: " + made.error().detail);
  }
  auto report = store::check(copy);
  Files files;
  static_cast<void>(files.remove(copy));
  return report;
}

void Connection::carry_over_when_due() {
  const std::lock_guard lock(mutex_);
  if (pages_in_log_ < carry_over_at_ || health_.damaged()) return;
  const int code = carry_over(SQLITE_CHECKPOINT_PASSIVE);
  if (code == SQLITE_OK) {
    pages_in_log_ = 0;
    carry_over_at_ = kPagesInLog;
    return health_.cannot_carry_over({});
  }
  carry_over_at_ = pages_in_log_ + kPagesInLog;
  const Failing failing = judged(code, database_->getHandle());
  failing.blame == Blame::Damage ? health_.failed(failing) : health_.cannot_carry_over(failing.what);
}

void Connection::begin() {
  take_over_the_old_log();
  database_->exec("BEGIN IMMEDIATE");
}

// A process that died after a failed fsync may have left frames in the log that this one can read though they never
// reached the disk. Whatever is committed behind them would be lost with them, so they are written anew first, as
// pages of the file.
void Connection::take_over_the_old_log() {
  if (took_over_) return;
  if (const int code = carry_over(SQLITE_CHECKPOINT_TRUNCATE); code != SQLITE_OK) {
    throw SQLite::Exception(database_->getHandle(), code);
  }
  took_over_ = true;
}

int Connection::carry_over(int mode) {
  return sqlite3_wal_checkpoint_v2(database_->getHandle(), nullptr, mode, nullptr, nullptr);
}

bool Connection::in_transaction() const { return sqlite3_get_autocommit(database_->getHandle()) == 0; }

void Connection::roll_back() noexcept {
  if (in_transaction()) database_->tryExec("ROLLBACK");
}

// Every commit writes its frames anew from the end of the last one that was synced, and a page is taken over into
// the file again until that was synced: after a failed fsync nothing is counted on that was not written since.
std::string Connection::failed(const SQLite::Exception& error) {
  Failing failing = judged(error, database_->getHandle());
  if (failing.blame == Blame::Change) failing.blame = Blame::Disk;
  health_.failed(failing);
  return failing.what;
}

}  // namespace bridge::store
