#pragma once
// A store in a directory of its own.

#include <cstdlib>
#include <filesystem>
#include <future>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "bridge/store/store.hpp"
#include "unit/store/rows.hpp"

namespace bridge::store::testing {

class Directory {
 public:
  Directory() {
    std::string pattern = (std::filesystem::temp_directory_path() / "bridge_store_XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) std::abort();
    path_ = pattern;
  }
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;
  ~Directory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

inline const core::TenantName kTenant{"default"};

inline std::unique_ptr<Store> opened(const std::string& file) {
  core::Result<std::unique_ptr<Store>> store = Store::open(file);
  if (!store) {
    ADD_FAILURE() << store.error().detail << " / " << store.error().context.text;
    return nullptr;
  }
  return *std::move(store);
}

/// Commits and waits for the outcome.
inline core::Outcome saved(Store& store, Change change, const core::TenantName& tenant = kTenant) {
  std::promise<core::Outcome> promise;
  store.commit(tenant, std::move(change), [&promise](core::Outcome outcome) { promise.set_value(std::move(outcome)); });
  return promise.get_future().get();
}

inline Contents loaded(Store& store, const core::TenantName& tenant = kTenant) {
  core::Result<Contents> contents = store.load(tenant);
  if (!contents) {
    ADD_FAILURE() << contents.error().detail << " / " << contents.error().context.text;
    return {};
  }
  return *std::move(contents);
}

inline std::vector<Rehearsal> rehearsed(Store& store, const core::TenantName& tenant = kTenant) {
  core::Result<std::vector<Rehearsal>> rehearsals = store.rehearsals(tenant);
  if (!rehearsals) {
    ADD_FAILURE() << rehearsals.error().detail << " / " << rehearsals.error().context.text;
    return {};
  }
  return *std::move(rehearsals);
}

inline Change putting(Row row) {
  Change change;
  change.put.push_back(std::move(row));
  return change;
}

class StoreTest : public ::testing::Test {
 protected:
  void SetUp() override {
    store_ = opened(file_);
    ASSERT_NE(store_, nullptr);
  }
  void reopen() {
    store_.reset();
    SetUp();
  }
  void save(Change change) {
    const core::Outcome outcome = saved(*store_, std::move(change));
    EXPECT_TRUE(outcome) << (outcome ? "" : outcome.error().context.text);
  }

  Directory directory_;
  std::string file_ = directory_.file("bridge.db");
  std::unique_ptr<Store> store_;
};

}  // namespace bridge::store::testing
