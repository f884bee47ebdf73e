#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include <SQLiteCpp/Database.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bridge/store/store.hpp"
#include "unit/store/store_fixture.hpp"

namespace bridge::store {
namespace {

using core::Array;
using core::Instant;
using core::Object;
using std::chrono::milliseconds;
using ::testing::ElementsAre;
using testing::group;
using ::testing::IsEmpty;
using testing::loaded;
using testing::opened;
using testing::rid;
using testing::saved;
using testing::user;

class Migration : public ::testing::Test {
 protected:
  Migration() {
    std::ifstream data(std::string(BRIDGE_SOURCE_DIR) + "/tests/data/store/version_1.sql");
    std::ostringstream text;
    text << data.rdbuf();
    run_sql(text.str());
  }
  void run_sql(const std::string& sql) const {
    SQLite::Database plain(file_, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    plain.exec(sql);
  }
  [[nodiscard]] static std::string found(const std::string& file, const std::string& query) {
    SQLite::Database plain(file, SQLite::OPEN_READONLY);
    return plain.execAndGet(query).getString();
  }

  /// What lies beside the store by the name of a copy, sorted.
  [[nodiscard]] std::vector<std::string> copies() const {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(file_).parent_path())) {
      if (entry.path().string().find(".before-") != std::string::npos) found.push_back(entry.path().string());
    }
    std::sort(found.begin(), found.end());
    return found;
  }

  testing::Directory directory_;
  std::string file_ = directory_.file("bridge.db");
};

Row ada() {
  Row row = user("1", "ada@example.com", 1);
  row.asked = Object{{"userName", "ada@example.com"}};
  row.seen = Object{{"id", 1}};
  row.seen_at_ask = row.seen;
  row.seen_at = Instant(milliseconds(30));
  row.managed = true;
  row.unanswered = true;
  row.origin = Origin::Created;
  row.version = 5;
  row.created = Instant(milliseconds(10));
  row.modified = Instant(milliseconds(20));
  row.external_ids = {{"okta", "00u1"}};
  row.links = {{"rest", core::UpstreamId("901")}};
  return row;
}

TEST_F(Migration, KeepsAllThatAStoreOfVersionOneHolds) {
  Row sales = group("100", "Sales", 2);
  sales.seen = Object{{"id", 100}};
  const std::unique_ptr<Store> store = opened(file_);
  ASSERT_NE(store, nullptr);
  const Contents contents = loaded(*store);
  EXPECT_THAT(contents.rows, ElementsAre(ada(), sales));
  EXPECT_THAT(contents.members, ElementsAre(StoredMember{rid("100"), rid("1"), true}));
  EXPECT_THAT(contents.intents, ElementsAre(Intent{7, Object{{"plan", Array{1, 2}}}}));
  EXPECT_THAT(contents.marks, ElementsAre(::testing::Pair("refreshed", "30")));
  EXPECT_THAT(loaded(*store, core::TenantName("other")).rows, ElementsAre(user("1", "bob@example.com", 1)));
}

TEST_F(Migration, LeadsToTheTablesOfANewStore) {
  const std::string made = directory_.file("new.db");
  opened(file_).reset();
  opened(made).reset();
  const std::string tables = "SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_schema ORDER BY type, name)";
  EXPECT_EQ(found(file_, tables), found(made, tables));
  EXPECT_EQ(found(file_, "PRAGMA user_version"), "6");
  EXPECT_EQ(found(file_, "SELECT count(*) FROM audit"), "1");
}

TEST_F(Migration, AStoreOfVersionOneTakesRehearsals) {
  const std::unique_ptr<Store> store = opened(file_);
  ASSERT_NE(store, nullptr);
  EXPECT_THAT(testing::rehearsed(*store), IsEmpty());
  Change change;
  change.rehearsals = {{Kind::Group, "sales", Instant(milliseconds(1)), "okta", "req-1", nullptr}};
  ASSERT_TRUE(saved(*store, change));
  EXPECT_EQ(testing::rehearsed(*store), change.rehearsals);
}

TEST_F(Migration, AStepThatFailsLeavesTheStoreAsItWas) {
  run_sql("CREATE TABLE rehearsal (x)");
  const core::Result<std::unique_ptr<Store>> store = Store::open(file_);
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().kind, core::FaultKind::StoreFailed);
  EXPECT_EQ(store.error().detail, "the store " + file_ + " can't be opened");
  EXPECT_EQ(found(file_, "PRAGMA user_version"), "1");
  EXPECT_EQ(found(file_, "SELECT count(*) FROM resource"), "3");
  EXPECT_THAT(copies(), IsEmpty());
}

TEST_F(Migration, CopiesTheStoreBeforeAndTells) {
  std::vector<std::string> told;
  ASSERT_TRUE(Store::open(file_, [&told](LogLevel, const std::string& text) { told.push_back(text); }));
  ASSERT_EQ(copies().size(), 1U);
  const std::string copy = copies().front();
  EXPECT_EQ(found(copy, "PRAGMA user_version"), "1");
  EXPECT_EQ(found(copy, "SELECT count(*) FROM resource"), "3");
  EXPECT_EQ(found(copy, "PRAGMA journal_mode"), "delete");
  EXPECT_EQ(std::filesystem::status(copy).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_THAT(told.front(), ::testing::HasSubstr("went from schema version 1 to "));
  EXPECT_THAT(told.front(), ::testing::EndsWith("; as it was before it is in " + copy));
  opened(file_).reset();
  EXPECT_EQ(copies().size(), 1U) << "a store that is at its version is not copied";
}

TEST_F(Migration, KeepsTheThreeNewestCopies) {
  for (const char* old : {"v3-20250101T000000Z", "v4-20240101T000000Z", "v9-20230101T000000Z", "v4-not-a-time",
                          "restore-20200101T000000Z"}) {
    std::ofstream(file_ + ".before-" + old) << "x";
  }
  opened(file_).reset();
  const std::vector<std::string> kept = copies();
  ASSERT_EQ(kept.size(), 5U);
  EXPECT_EQ(kept[0], file_ + ".before-restore-20200101T000000Z");
  EXPECT_EQ(kept[1], file_ + ".before-v3-20250101T000000Z");
  EXPECT_EQ(kept[2], file_ + ".before-v4-20240101T000000Z");
  EXPECT_THAT(kept, ::testing::Contains(file_ + ".before-v4-not-a-time"));
}

TEST_F(Migration, StaysAsItIsWhereItCantBeCopied) {
  // A name that leaves room for the log's, and none for the copy's.
  const std::string far = directory_.file(std::string(240, 'n'));
  std::filesystem::rename(file_, far);
  const core::Result<std::unique_ptr<Store>> store = Store::open(far);
  ASSERT_FALSE(store);
  EXPECT_THAT(store.error().detail, ::testing::HasSubstr("stays so, because it can't be copied before it is changed"));
  EXPECT_EQ(found(far, "PRAGMA user_version"), "1");
}

TEST_F(Migration, ANewStoreIsNotCopied) {
  opened(directory_.file("new.db")).reset();
  EXPECT_THAT(copies(), IsEmpty());
}

}  // namespace
}  // namespace bridge::store
