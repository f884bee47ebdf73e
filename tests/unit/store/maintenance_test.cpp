#include "bridge/store/maintenance.hpp"

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <thread>

#include <SQLiteCpp/Database.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "bridge/store/store.hpp"
#include "unit/store/store_fixture.hpp"

namespace bridge::store {
namespace {

namespace fs = std::filesystem;
using core::Object;
using ::testing::ElementsAre;
using testing::group;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::loaded;
using testing::putting;
using testing::rid;
using testing::user;

void run_sql(const std::string& file, const std::string& sql) {
  SQLite::Database plain(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  plain.exec(sql);
}

/// Overwrites a page in the middle, as a disk that fails does.
void damage(const std::string& file) {
  std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
  bytes.seekp(static_cast<std::streamoff>(fs::file_size(file)) - 4096);
  bytes << std::string(4096, '\x5a');
}

unsigned mode_of(const std::string& file) {
  struct stat found {};
  EXPECT_EQ(::stat(file.c_str(), &found), 0) << file;
  return found.st_mode & 0777U;
}

class Maintenance : public testing::StoreTest {
 protected:
  /// Two people, a group with one of them, an open change and a line of the audit.
  void fill() {
    Change change;
    change.put = {user("1", "ada@example.com"), user("2", "bob@example.com"), group("100", "Sales")};
    change.memberships = {{rid("100"), {rid("1")}, {}, true}};
    change.intents = {{7, Object{{"plan", 1}}}};
    AuditRecord line;
    line.resource = rid("1");
    line.content = Object{};
    change.audit = {line};
    save(change);
  }
  /// The file, closed, with enough in it for several pages.
  void close_filled() {
    fill();
    for (int i = 1000; i < 1200; ++i) save(putting(user(std::to_string(i), std::string(200, 'x'))));
    store_.reset();
  }
  [[nodiscard]] CheckReport checked(const std::string& file) {
    const auto report = check(file);
    EXPECT_TRUE(report) << (report ? "" : report.error().detail);
    return report ? *report : CheckReport();
  }
  [[nodiscard]] static std::string refusal_to_check(const std::string& file) {
    const auto report = check(file);
    return report ? "checked" : report.error().detail;
  }

  std::string target_ = directory_.file("copy.db");
};

TEST_F(Maintenance, CountsWhatASoundStoreHolds) {
  fill();
  store_.reset();
  const CheckReport report = checked(file_);
  EXPECT_TRUE(report.sound()) << ::testing::PrintToString(report.damage) << ::testing::PrintToString(report.problems);
  EXPECT_GE(report.schema_version, 4);
  EXPECT_EQ(report.people, 2U);
  EXPECT_EQ(report.groups, 1U);
  EXPECT_EQ(report.memberships, 1U);
  EXPECT_EQ(report.open_changes, 1U);
  EXPECT_EQ(report.audit_lines, 1U);
  EXPECT_EQ(report.bytes, fs::file_size(file_));
}

TEST_F(Maintenance, FindsAPageThatIsDamaged) {
  close_filled();
  damage(file_);
  EXPECT_THAT(checked(file_).damage, ::testing::Not(IsEmpty()));
}

TEST_F(Maintenance, FindsWhatNoStoreHolds) {
  fill();
  store_.reset();
  run_sql(file_,
          "UPDATE intent SET content = '{\"plan\"'; INSERT INTO member (tenant, group_id, user_id, asked) "
          "VALUES ('default', '999', '1', 1)");
  const CheckReport report = checked(file_);
  EXPECT_THAT(report.damage, IsEmpty());
  EXPECT_THAT(report.problems, ElementsAre("table intent: 1 rows whose \"content\" is no JSON",
                                           "table member: 1 members of groups that are not there"));
}

TEST_F(Maintenance, ChecksAStoreOfVersionOneAndLeavesItSo) {
  std::ifstream data(std::string(BRIDGE_SOURCE_DIR) + "/tests/data/store/version_1.sql");
  run_sql(target_, std::string(std::istreambuf_iterator<char>(data), {}));
  for (int i = 0; i < 2; ++i) {
    const CheckReport report = checked(target_);
    EXPECT_TRUE(report.sound());
    EXPECT_EQ(report.schema_version, 1);
    EXPECT_EQ(report.people + report.groups, 3U);
  }
}

TEST_F(Maintenance, RefusesToCheckWhatIsNoStoreOfOurs) {
  EXPECT_EQ(refusal_to_check(file_), "the store " + file_ + " is in use by another process");
  EXPECT_EQ(refusal_to_check(target_), "the store " + target_ + " is not there, expected a file");
  run_sql(target_, "CREATE TABLE theirs (x)");
  EXPECT_THAT(refusal_to_check(target_), HasSubstr("is the database of another program"));
  run_sql(target_, "PRAGMA application_id = 0x73636272; PRAGMA user_version = 4711");
  EXPECT_THAT(refusal_to_check(target_), HasSubstr("has schema version 4711 of a newer scimbridge"));
  const std::string text = directory_.file("text.db");
  std::ofstream(text) << std::string(5000, 'x');
  EXPECT_EQ(refusal_to_check(text), "the store " + text + " is no SQLite database");
}

TEST_F(Maintenance, ACheckLeavesTheLogOfAServerThatDied) {
  save(putting(user("1", "ada@example.com")));
  for (const char* part : {"", "-wal"}) fs::copy_file(file_ + part, target_ + part);
  const auto before = fs::file_size(target_ + "-wal");
  EXPECT_EQ(checked(target_).people, 1U);
  EXPECT_EQ(fs::file_size(target_ + "-wal"), before);
}

TEST_F(Maintenance, ABackupOfAStoreInUseHoldsAllThatWasCommitted) {
  fill();
  const auto size = store_->backup(target_);
  ASSERT_TRUE(size) << size.error().detail;
  EXPECT_EQ(*size, fs::file_size(target_));
  EXPECT_EQ(mode_of(target_), 0600U);
  for (const char* part : {"-wal", "-shm", "-journal", ".part"}) EXPECT_FALSE(fs::exists(target_ + part)) << part;
  const Contents original = loaded(*store_);
  const auto copy = testing::opened(target_);
  EXPECT_EQ(loaded(*copy).rows, original.rows);
  EXPECT_EQ(loaded(*copy).members, original.members);
  EXPECT_EQ(loaded(*copy).intents, original.intents);
}

TEST_F(Maintenance, AStoreInUseIsCheckedByACopyThatGoesAway) {
  fill();
  const auto report = store_->check();
  ASSERT_TRUE(report) << report.error().detail;
  EXPECT_TRUE(report->sound());
  EXPECT_EQ(report->people, 2U);
  EXPECT_EQ(report->bytes, fs::file_size(file_) + fs::file_size(file_ + "-wal"));
  EXPECT_FALSE(fs::exists(file_ + ".check"));
}

TEST_F(Maintenance, TheCopyOfACheckThatDiedGoesWithTheNextStart) {
  store_.reset();
  for (const char* part : {".check", ".check-journal"}) std::ofstream(file_ + part) << "left behind";
  store_ = testing::opened(file_);
  for (const char* part : {".check", ".check-journal"}) EXPECT_FALSE(fs::exists(file_ + part)) << part;
}

TEST_F(Maintenance, ABackupIsWholeWhileChangesAreSaved) {
  for (int i = 0; i < 40; ++i) save(putting(user(std::to_string(10 + i), std::string(60'000, 'x'))));
  std::thread writer([this] {
    for (int i = 0; i < 200; ++i) {
      Change change = putting(user(std::to_string(1000 + i), std::string(20'000, 'y')));
      change.put.push_back(user(std::to_string(5000 + i), "twin"));
      store_->commit(testing::kTenant, std::move(change), [](const core::Outcome&) {});
    }
  });
  const auto size = store_->backup(target_);
  writer.join();
  store_->flush();
  ASSERT_TRUE(size) << size.error().detail;
  const auto copy = testing::opened(target_);
  std::size_t singles = 0;
  std::size_t twins = 0;
  for (const Row& row : loaded(*copy).rows) ++(row.name == "twin" ? twins : singles);
  EXPECT_EQ(singles, twins + 40);
}

TEST_F(Maintenance, ABackupNeverTakesTheNameOfAFileThatIsThere) {
  std::ofstream(target_) << "theirs";
  const auto size = store_->backup(target_);
  ASSERT_FALSE(size);
  EXPECT_EQ(size.error().detail, "the store can't be copied to " + target_ + ": there is a file of this name");
  EXPECT_EQ(fs::file_size(target_), 6U);
}

TEST_F(Maintenance, ABackupThatCantBeMadeLeavesNothing) {
  const auto size = store_->backup(directory_.file("missing") + "/copy.db");
  ASSERT_FALSE(size);
  EXPECT_THAT(size.error().detail, HasSubstr("No such file or directory"));
  EXPECT_FALSE(fs::exists(directory_.file("missing")));
}

TEST_F(Maintenance, ADamagedStoreMakesNoBackup) {
  close_filled();
  damage(file_);
  const auto size = back_up(file_, target_);
  ASSERT_FALSE(size);
  EXPECT_THAT(size.error().detail, HasSubstr("the store is damaged"));
  EXPECT_FALSE(fs::exists(target_));
}

}  // namespace
}  // namespace bridge::store
