#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <SQLiteCpp/Database.h>

#include "bridge/store/store.hpp"
#include "store/audit_table.hpp"
#include "store/connection.hpp"
#include "store/contents_reader.hpp"
#include "store/files.hpp"
#include "store/open_database.hpp"

namespace bridge::store {
namespace {

/// While nobody writes, how often it is tried whether the disk works again.
constexpr std::chrono::seconds kProbeEvery{2};

class SqliteStore final : public Store {
 public:
  SqliteStore(const std::string& file, std::shared_ptr<SQLite::Database> database, Log log)
      : file_(file),
        health_(file, std::move(log)),
        connection_(std::move(database), health_),
        writer_([this] { write_until_stopped(); }) {}

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
    return connection_.read(read_whole_contents, tenant);
  }

  core::Result<Contents> load_in_parts(const core::TenantName& tenant, const Taking& taking) override {
    auto contents =
        connection_.look([&](const SQLite::Database& database) { return read_contents(database, tenant, taking); });
    return contents ? *std::move(contents) : contents.passed_on();
  }

  core::Result<std::vector<Rehearsal>> rehearsals(const core::TenantName& tenant) override {
    return connection_.read(read_rehearsals, tenant);
  }

  core::Result<std::vector<AuditLine>> audit(const core::TenantName& tenant, const AuditQuery& query) override {
    auto stored =
        connection_.look([&](const SQLite::Database& database) { return read_audit(database, tenant, query); });
    return stored ? parsed_audit(*std::move(stored)) : stored.passed_on();
  }

  void commit(core::TenantName tenant, Change change, Done done) override {
    {
      const std::lock_guard lock(mutex_);
      queue_.push_back({std::move(tenant), std::move(change), std::move(done)});
      ++accepted_;
    }
    arrived_.notify_one();
  }

  core::Result<std::uint64_t> backup(const std::string& target) override { return connection_.back_up(target); }

  core::Result<CheckReport> check() override {
    auto report = connection_.look_whole(copy_for_check(file_));
    if (report) report->bytes = size_with_log(file_);
    return report;
  }

  StoreHealth health() const override { return health_.health(); }

  void flush() override {
    std::unique_lock lock(mutex_);
    finished_.wait(lock, [this, until = accepted_] { return told_ >= until; });
  }

 private:
  void write_until_stopped() {
    while (const std::optional<std::vector<Waiting>> batch = take()) {
      batch->empty() ? connection_.probe() : write(*batch);
      connection_.carry_over_when_due();
    }
  }

  void write(const std::vector<Waiting>& batch) {
    std::vector<core::Outcome> outcomes = connection_.write(batch);
    for (std::size_t i = 0; i < batch.size(); ++i) batch[i].done(std::move(outcomes[i]));
    {
      const std::lock_guard lock(mutex_);
      told_ += batch.size();
    }
    finished_.notify_all();
  }

  // Everything that waits; nothing when there will never be more. An empty batch asks for a probe.
  std::optional<std::vector<Waiting>> take() {
    std::unique_lock lock(mutex_);
    const auto something = [this] { return stopping_ || !queue_.empty(); };
    if (health_.ailing()) {
      arrived_.wait_for(lock, kProbeEvery, something);
    } else {
      arrived_.wait(lock, something);
    }
    if (queue_.empty() && stopping_) return std::nullopt;
    return std::exchange(queue_, {});
  }

  const std::string file_;
  HealthWatch health_;
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

core::Result<std::unique_ptr<Store>> Store::open(const std::string& file, Log log) {
  core::Result<std::shared_ptr<SQLite::Database>> database = open_database(file, log);
  if (!database) return database.passed_on();
  try {
    return std::unique_ptr<Store>(std::make_unique<SqliteStore>(file, *std::move(database), std::move(log)));
  } catch (const std::exception& error) {
    return core::Failure{{core::FaultKind::StoreFailed,
                          "the store " + file + " can't be used, its tables aren't as expected",
                          {error.what()},
                          {}}};
  }
}

}  // namespace bridge::store
