#include "store/health_watch.hpp"

#include <cerrno>
#include <system_error>
#include <utility>

#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include "bridge/core/clock.hpp"

namespace bridge::store {
namespace {

Blame blame_of(int code) {
  switch (code) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return Blame::Damage;
    case SQLITE_ERROR:
    case SQLITE_CONSTRAINT:
    case SQLITE_TOOBIG:
    case SQLITE_MISMATCH:
    case SQLITE_RANGE: return Blame::Change;
    default: return Blame::Disk;
  }
}

std::string kind_of(int code, int system_error) {
  if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB) return "it is damaged";
  if (code == SQLITE_FULL || system_error == ENOSPC || system_error == EDQUOT) return "the disk is full";
  if (code == SQLITE_READONLY || system_error == EROFS) return "it is read-only";
  if (code == SQLITE_NOMEM) return "there is no memory";
  return "the disk fails";
}

const char* way_out(bool damaged) {
  return damaged ? "; no change is taken until the next start: stop the server, run \"scimbridge store check\", and "
                   "\"scimbridge store restore\" with a backup"
                 : "; changes are refused with 503 until it can be, which is tried again by itself";
}

}  // namespace

Failing judged(int code, sqlite3* connection) {
  const int primary = code & 0xff;
  const int extended = sqlite3_extended_errcode(connection);
  const int system_error = sqlite3_system_errno(connection);
  const bool of_file = primary == SQLITE_IOERR || primary == SQLITE_FULL || primary == SQLITE_CANTOPEN;
  std::string what = kind_of(primary, of_file ? system_error : 0) + " (SQLite " +
                     std::to_string((extended & 0xff) == primary ? extended : code) + ", " + sqlite3_errstr(primary);
  if (of_file && system_error != 0) what += "; " + std::generic_category().message(system_error);
  return {blame_of(primary), what + ")"};
}

Failing judged(const SQLite::Exception& error, sqlite3* connection) {
  Failing failing = judged(error.getErrorCode(), connection);
  if (failing.blame == Blame::Change) failing.what = error.what();
  return failing;
}

HealthWatch::HealthWatch(std::string file, Log log) : file_(std::move(file)), log_(std::move(log)) {}

void HealthWatch::failed(const Failing& failing) {
  const bool damage = failing.blame == Blame::Damage;
  {
    const std::lock_guard lock(mutex_);
    if (damaged_ || (!health_.writable && !damage)) return;
    if (health_.writable) health_.since = core::SystemClock().now();
    damaged_ = damage;
    health_.writable = false;
    health_.trouble = "the store can't be written: " + failing.what;
  }
  tell(LogLevel::Alarm, "the store " + file_ + " can't be written: " + failing.what + way_out(damage));
}

void HealthWatch::worked() {
  {
    const std::lock_guard lock(mutex_);
    if (health_.writable || damaged_) return;
    health_ = {};
  }
  tell(LogLevel::Info, "the store " + file_ + " can be written again");
}

void HealthWatch::cannot_carry_over(const std::string& what) {
  {
    const std::lock_guard lock(mutex_);
    if (carries_over_ == what.empty()) return;
    carries_over_ = what.empty();
  }
  if (what.empty()) return tell(LogLevel::Info, "the store " + file_ + " takes changes from its log again");
  tell(LogLevel::Warning, "the store " + file_ + " can't take changes from its log (" + file_ + "-wal): " + what +
                              "; they are safe in the log, which grows until it can");
}

StoreHealth HealthWatch::health() const {
  const std::lock_guard lock(mutex_);
  return health_;
}

bool HealthWatch::damaged() const {
  const std::lock_guard lock(mutex_);
  return damaged_;
}

bool HealthWatch::ailing() const {
  const std::lock_guard lock(mutex_);
  return !health_.writable && !damaged_;
}

void HealthWatch::tell(LogLevel level, const std::string& text) const {
  if (log_) log_(level, text);
}

}  // namespace bridge::store
