#pragma once
// A store in memory that is quick with thousands of rows, and the way in which any store is lost in a crash.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "bridge/store/store.hpp"

namespace bridge::accelerated {

class MemoryStore final : public store::Store {
 public:
  [[nodiscard]] core::Result<store::Contents> load(const core::TenantName& tenant) override;
  [[nodiscard]] core::Result<std::vector<store::Rehearsal>> rehearsals(const core::TenantName& tenant) override;
  /// Keeps none.
  [[nodiscard]] core::Result<std::vector<store::AuditLine>> audit(const core::TenantName&,
                                                                  const store::AuditQuery&) override {
    return std::vector<store::AuditLine>{};
  }
  void commit(core::TenantName tenant, store::Change change, Done done) override;
  void flush() override {}
  [[nodiscard]] store::StoreHealth health() const override { return {}; }
  [[nodiscard]] core::Result<std::uint64_t> backup(const std::string&) override { return std::uint64_t{0}; }
  [[nodiscard]] core::Result<store::CheckReport> check() override { return store::CheckReport(); }

 private:
  using Key = std::pair<store::Kind, core::ResourceId>;
  void drop(const Key& key);

  std::map<Key, store::Row> rows_;
  struct Member {
    bool asked = false;
    bool seen = true;
  };
  std::map<core::ResourceId, std::map<core::ResourceId, Member>> members_;
  std::map<Key, store::Lost> lost_;
  std::map<std::uint64_t, store::Intent> intents_;
  std::map<std::string, std::string> marks_;
};

/// Passes everything on, until the bridge crashes: from then on nothing reaches the disk and nobody is told
/// anything, until the next start.
class FragileStore final : public store::Store {
 public:
  explicit FragileStore(std::unique_ptr<store::Store> disk) : disk_(std::move(disk)) {}

  [[nodiscard]] core::Result<store::Contents> load(const core::TenantName& tenant) override {
    return disk_->load(tenant);
  }
  [[nodiscard]] core::Result<std::vector<store::Rehearsal>> rehearsals(const core::TenantName& tenant) override {
    return disk_->rehearsals(tenant);
  }
  [[nodiscard]] core::Result<std::vector<store::AuditLine>> audit(const core::TenantName& tenant,
                                                                  const store::AuditQuery& query) override {
    return disk_->audit(tenant, query);
  }
  void commit(core::TenantName tenant, store::Change change, Done done) override;
  void flush() override { disk_->flush(); }
  [[nodiscard]] store::StoreHealth health() const override { return disk_->health(); }
  [[nodiscard]] core::Result<std::uint64_t> backup(const std::string& target) override { return disk_->backup(target); }
  [[nodiscard]] core::Result<store::CheckReport> check() override { return disk_->check(); }

  /// The bridge dies with the next commit: it reaches the disk or it does not, and nobody hears of it.
  void crash_at_next_commit(bool on_disk) { at_next_commit_ = on_disk; }
  void crash() { crashed_ = true; }
  [[nodiscard]] bool crashed() const { return crashed_; }
  void start_again() {
    crashed_ = false;
    at_next_commit_.reset();
    held_.clear();
  }

  /// While they are held, nothing reaches the disk but what release_one() lets through, in order.
  void hold(bool held) { holding_ = held; }
  [[nodiscard]] std::size_t held() const { return held_.size(); }
  void release_one();
  /// How many there were.
  [[nodiscard]] std::size_t commits() const { return commits_; }

 private:
  struct Held {
    core::TenantName tenant;
    store::Change change;
    Done done;
  };
  void pass_on(Held one);

  std::size_t commits_ = 0;
  bool holding_ = false;
  std::deque<Held> held_;
  std::unique_ptr<store::Store> disk_;
  std::optional<bool> at_next_commit_;
  bool crashed_ = false;
};

}  // namespace bridge::accelerated
