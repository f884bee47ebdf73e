#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include "bridge/store/store.hpp"
#include "store/change_writer.hpp"
#include "store/contents_reader.hpp"
#include "store/open_database.hpp"

namespace bridge::store {
namespace {

core::Failure not_saved(std::string context) {
  return core::Failure{{core::FaultKind::StoreFailed,
                        "the bridge can't save changes now, expected a writable store",
                        {std::move(context)},
                        {}}};
}

struct Waiting {
  core::TenantName tenant;
  Change change;
  Store::Done done;
};

// The only connection; whoever uses it holds `mutex`.
class Connection {
 public:
  explicit Connection(std::shared_ptr<SQLite::Database> database)
      : database_(std::move(database)),
        writer_(*database_),
        savepoint_(*database_, "SAVEPOINT one_change"),
        keep_(*database_, "RELEASE one_change"),
        undo_(*database_, "ROLLBACK TO one_change") {}

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

  /// One outcome for each change, in their order.
  std::vector<core::Outcome> write(const std::vector<Waiting>& batch) {
    const std::lock_guard lock(mutex_);
    std::vector<core::Outcome> outcomes;
    try {
      database_->exec("BEGIN IMMEDIATE");
      for (const Waiting& one : batch) outcomes.push_back(write_one(one));
      database_->exec("COMMIT");
    } catch (const std::exception& error) {
      outcomes.assign(batch.size(), not_saved(error.what()));
      roll_back();
    }
    return outcomes;
  }

 private:
  [[nodiscard]] bool in_transaction() const { return sqlite3_get_autocommit(database_->getHandle()) == 0; }

  // Some failures (a full disk) make SQLite give up the whole transaction; those are thrown on.
  core::Outcome write_one(const Waiting& one) {
    savepoint_.run();
    try {
      writer_.apply(one.tenant, one.change);
      keep_.run();
      return core::ok();
    } catch (const std::exception& error) {
      if (!in_transaction()) throw;
      undo_.run();
      keep_.run();
      return not_saved(error.what());
    }
  }

  void roll_back() noexcept {
    if (in_transaction()) database_->tryExec("ROLLBACK");
  }

  std::mutex mutex_;
  std::shared_ptr<SQLite::Database> database_;
  ChangeWriter writer_;
  Query savepoint_;
  Query keep_;
  Query undo_;
};

class SqliteStore final : public Store {
 public:
  explicit SqliteStore(std::shared_ptr<SQLite::Database> database)
      : connection_(std::move(database)), writer_([this] { write_until_stopped(); }) {}

  SqliteStore(const SqliteStore&) = delete;
  SqliteStore& operator=(const SqliteStore&) = delete;

  ~SqliteStore() override {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    arrived_.notify_one();
    writer_.join();
  }

  core::Result<Contents> load(const core::TenantName& tenant) override {
    return connection_.read(read_contents, tenant);
  }

  core::Result<std::vector<Rehearsal>> rehearsals(const core::TenantName& tenant) override {
    return connection_.read(read_rehearsals, tenant);
  }

  void commit(core::TenantName tenant, Change change, Done done) override {
    {
      const std::lock_guard lock(mutex_);
      queue_.push_back({std::move(tenant), std::move(change), std::move(done)});
      ++accepted_;
    }
    arrived_.notify_one();
  }

  void flush() override {
    std::unique_lock lock(mutex_);
    finished_.wait(lock, [this, until = accepted_] { return told_ >= until; });
  }

 private:
  void write_until_stopped() {
    for (std::vector<Waiting> batch = take(); !batch.empty(); batch = take()) {
      std::vector<core::Outcome> outcomes = connection_.write(batch);
      for (std::size_t i = 0; i < batch.size(); ++i) batch[i].done(std::move(outcomes[i]));
      {
        const std::lock_guard lock(mutex_);
        told_ += batch.size();
      }
      finished_.notify_all();
    }
  }

  // Everything that waits; nothing when there will never be more.
  std::vector<Waiting> take() {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    return std::exchange(queue_, {});
  }

  Connection connection_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::condition_variable finished_;
  std::vector<Waiting> queue_;
  std::uint64_t accepted_ = 0;
  std::uint64_t told_ = 0;
  bool stopping_ = false;
  // Last: it uses everything above.
  std::thread writer_;
};

}  // namespace

core::Result<std::unique_ptr<Store>> Store::open(const std::string& file) {
  core::Result<std::shared_ptr<SQLite::Database>> database = open_database(file);
  if (!database) return database.passed_on();
  try {
    return std::unique_ptr<Store>(std::make_unique<SqliteStore>(*std::move(database)));
  } catch (const std::exception& error) {
    return core::Failure{{core::FaultKind::StoreFailed,
                          "the store " + file + " can't be used, its tables aren't as expected",
                          {error.what()},
                          {}}};
  }
}

}  // namespace bridge::store
