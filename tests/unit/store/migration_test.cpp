#include <chrono>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>

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
  EXPECT_EQ(found(file_, "PRAGMA user_version"), "4");
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
}

}  // namespace
}  // namespace bridge::store
