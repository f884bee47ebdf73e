#pragma once
// The only connection to the file of a store: every transaction and every look goes through it, one at a time.

#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include <SQLiteCpp/Database.h>

#include "bridge/store/maintenance.hpp"
#include "bridge/store/store.hpp"
#include "store/change_writer.hpp"
#include "store/health_watch.hpp"
#include "store/query.hpp"

namespace bridge::store {

struct Waiting {
  core::TenantName tenant;
  Change change;
  Store::Done done;
};

/// Callable from any thread.
class Connection {
 public:
  /// Throws SQLite::Exception when the tables are not as expected.
  Connection(std::shared_ptr<SQLite::Database> database, HealthWatch& health);

  /// What `reader` makes of the tenant's part, between two transactions.
  template <class Found>
  core::Result<Found> read(core::Result<Found> (*reader)(const SQLite::Database&, const core::TenantName&),
                           const core::TenantName& tenant) {
    const std::lock_guard lock(mutex_);
    try {
      return reader(*database_, tenant);
    } catch (const std::exception& error) {
      return core::Failure{
          {core::FaultKind::StoreFailed, "the store can't be read, expected an undamaged file", {error.what()}, {}}};
    }
  }

  /// What `look` finds in the database, between two transactions.
  template <class Look>
  auto look(const Look& look) -> core::Result<decltype(look(std::declval<const SQLite::Database&>()))> {
    const std::lock_guard lock(mutex_);
    try {
      return look(*database_);
    } catch (const std::exception& error) {
      return core::Failure{
          {core::FaultKind::StoreFailed, "the store can't be read, expected an undamaged file", {error.what()}, {}}};
    }
  }

  /// One outcome for each change, in their order.
  std::vector<core::Outcome> write(const std::vector<Waiting>& batch);

  /// Writes one page, to learn whether changes can be saved again.
  void probe();

  /// As Store::backup().
  core::Result<std::uint64_t> back_up(const std::string& target);

  /// As Store::check(), with a copy of this name.
  core::Result<CheckReport> look_whole(const std::string& copy);

  /// Takes what the log holds into the file, once there is enough of it.
  void carry_over_when_due();

 private:
  core::Outcome write_one(const Waiting& one);
  void begin();
  void take_over_the_old_log();
  [[nodiscard]] int carry_over(int mode);
  [[nodiscard]] bool in_transaction() const;
  void roll_back() noexcept;
  [[nodiscard]] std::string failed(const SQLite::Exception& error);

  std::mutex mutex_;
  std::shared_ptr<SQLite::Database> database_;
  HealthWatch& health_;
  ChangeWriter writer_;
  Query savepoint_;
  Query keep_;
  Query undo_;
  int pages_in_log_ = 0;
  int carry_over_at_;
  bool took_over_ = false;
};

}  // namespace bridge::store
