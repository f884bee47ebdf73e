#include "store/restore.hpp"

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

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
using ::testing::HasSubstr;
using testing::loaded;
using testing::putting;
using testing::user;

/// Lets the n-th step fail; `died` as if the process had ended there: nothing works from then on.
class FailingFiles final : public Files {
 public:
  FailingFiles(int at, bool died) : at_(at), died_(died) {}
  [[nodiscard]] core::Outcome copy(const std::string& from, const std::string& to) override {
    return fails() ? refused() : Files::copy(from, to);
  }
  [[nodiscard]] core::Outcome link(const std::string& from, const std::string& to) override {
    return fails() ? refused() : Files::link(from, to);
  }
  [[nodiscard]] core::Outcome rename(const std::string& from, const std::string& to) override {
    return fails() ? refused() : Files::rename(from, to);
  }
  [[nodiscard]] core::Outcome remove(const std::string& file) override {
    return fails() ? refused() : Files::remove(file);
  }
  [[nodiscard]] core::Outcome sync(const std::string& file) override { return fails() ? refused() : Files::sync(file); }
  [[nodiscard]] core::Outcome sync_directory_of(const std::string& file) override {
    return fails() ? refused() : Files::sync_directory_of(file);
  }
  [[nodiscard]] bool failed() const { return steps_ > at_; }

 private:
  bool fails() {
    const int step = steps_++;
    return step == at_ || (died_ && step > at_);
  }
  static core::Outcome refused() { return core::failure(core::FaultKind::StoreFailed, "the test says no"); }

  int at_;
  bool died_;
  int steps_ = 0;
};

class Restore : public testing::StoreTest {
 protected:
  /// A backup with ada and an open change; bob came later.
  void SetUp() override {
    StoreTest::SetUp();
    Change change = putting(user("1", "ada@example.com"));
    change.intents = {{7, Object{{"plan", 1}}}};
    save(change);
    const auto made = store_->backup(backup_);
    ASSERT_TRUE(made) << made.error().detail;
    save(putting(user("2", "bob@example.com")));
  }
  /// As a server leaves it that was killed: the log still holds changes.
  void leave_as_killed() {
    const std::string kept = directory_.file("kept.db");
    for (const char* part : {"", "-wal"}) fs::copy_file(file_ + part, kept + part);
    store_.reset();
    for (const char* part : {"", "-wal"})
      fs::copy_file(kept + part, file_ + part, fs::copy_options::overwrite_existing);
  }
  /// Neither the file nor its log can be read any more.
  void damage_all() const {
    for (const char* part : {"", "-wal"}) {
      std::fstream(file_ + part, std::ios::in | std::ios::out) << std::string(100, 'x');
    }
  }
  [[nodiscard]] static bool is_damaged_store(const std::string& file) {
    return std::ifstream(file).peek() == 'x' && std::ifstream(file + "-wal").peek() == 'x';
  }
  [[nodiscard]] static std::vector<std::string> names_in(const std::string& file) {
    const auto store = testing::opened(file);
    std::vector<std::string> names;
    if (store) {
      for (const Row& row : loaded(*store).rows) names.push_back(row.name);
    }
    return names;
  }
  [[nodiscard]] std::vector<std::string> files_called(const std::string& part) const {
    std::vector<std::string> found;
    for (const auto& entry : fs::directory_iterator(fs::path(file_).parent_path())) {
      const std::string name = entry.path().filename().string();
      const bool log = name.size() > 4 && name.substr(name.size() - 4) == "-wal";
      if (name.find(part) != std::string::npos && !log) found.push_back(entry.path().string());
    }
    return found;
  }
  [[nodiscard]] std::string refusal() const {
    const auto restored = restore(backup_, file_);
    return restored ? "restored" : restored.error().detail;
  }

  std::string backup_ = directory_.file("backup");
};

const std::vector<std::string> kAda{"ada@example.com"};
const std::vector<std::string> kBoth{"ada@example.com", "bob@example.com"};

TEST_F(Restore, PutsTheBackupInPlaceAndKeepsTheStoreFromBefore) {
  store_.reset();
  const auto restored = restore(backup_, file_);
  ASSERT_TRUE(restored) << restored.error().detail;
  EXPECT_EQ(restored->backup.people, 1U);
  EXPECT_EQ(restored->dropped_changes, 1U);
  struct stat found {};
  ASSERT_EQ(::stat(file_.c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777U, 0600U);
  EXPECT_EQ(names_in(restored->before), kBoth);
  EXPECT_EQ(names_in(file_), kAda);
  const auto store = testing::opened(file_);
  EXPECT_THAT(loaded(*store).intents, ::testing::IsEmpty());
  EXPECT_THAT(files_called(".restoring"), ::testing::IsEmpty());
}

TEST_F(Restore, KeepsWhatTheLogOfAKilledServerHolds) {
  leave_as_killed();
  const auto restored = restore(backup_, file_);
  ASSERT_TRUE(restored) << restored.error().detail;
  EXPECT_EQ(names_in(file_), kAda);
  EXPECT_EQ(names_in(restored->before), kBoth);
}

TEST_F(Restore, TakesTheFilesOfAKilledServerAsABackup) {
  const std::string killed = directory_.file("killed.db");
  for (const char* part : {"", "-wal"}) fs::copy_file(file_ + part, killed + part);
  store_.reset();
  const auto restored = restore(killed, file_);
  ASSERT_TRUE(restored) << restored.error().detail;
  EXPECT_EQ(names_in(file_), kBoth);
}

TEST_F(Restore, ReplacesAStoreThatIsNoDatabaseAnyMore) {
  leave_as_killed();
  damage_all();
  const auto restored = restore(backup_, file_);
  ASSERT_TRUE(restored) << restored.error().detail;
  EXPECT_EQ(names_in(file_), kAda);
  EXPECT_TRUE(is_damaged_store(restored->before));
}

TEST_F(Restore, MakesAStoreWhereThereIsNone) {
  store_.reset();
  fs::remove(file_);
  const auto restored = restore(backup_, file_);
  ASSERT_TRUE(restored) << restored.error().detail;
  EXPECT_EQ(restored->before, "");
  EXPECT_EQ(names_in(file_), kAda);
}

TEST_F(Restore, RefusesAStoreInUse) { EXPECT_EQ(refusal(), "the store " + file_ + " is in use by another process"); }

TEST_F(Restore, RefusesABackupThatSomebodyWritesTo) {
  const std::string other = directory_.file("other.db");
  const auto restored = restore(file_, other);
  ASSERT_FALSE(restored);
  EXPECT_EQ(restored.error().detail, "the backup " + file_ + " is in use by another process");
  EXPECT_FALSE(fs::exists(other));
  EXPECT_THAT(files_called(".restoring"), ::testing::IsEmpty());
}

TEST_F(Restore, TakesABackupThatCanOnlyBeRead) {
  store_.reset();
  const SQLite::Database reader(backup_, SQLite::OPEN_READONLY);
  fs::permissions(backup_, fs::perms::owner_read);
  const auto restored = restore(backup_, file_);
  ASSERT_TRUE(restored) << restored.error().detail;
  EXPECT_EQ(names_in(file_), kAda);
}

TEST_F(Restore, RefusesWhatIsNoSoundBackup) {
  store_.reset();
  const auto with = [this](const std::string& sql) {
    const std::string good = directory_.file("good");
    if (!fs::exists(good)) fs::copy_file(backup_, good);
    fs::copy_file(good, backup_, fs::copy_options::overwrite_existing);
    SQLite::Database plain(backup_, SQLite::OPEN_READWRITE);
    plain.exec(sql);
  };
  with("UPDATE resource SET asked = 'x'");
  EXPECT_EQ(refusal(), "the backup " + backup_ + " isn't sound: table resource: 1 rows whose \"asked\" is no JSON");
  with("PRAGMA user_version = 4711");
  EXPECT_THAT(refusal(), HasSubstr("the backup " + backup_ + " has schema version 4711 of a newer scimbridge"));
  with("PRAGMA application_id = 1");
  EXPECT_THAT(refusal(), HasSubstr("the backup " + backup_ + " is the database of another program"));
  std::ofstream(backup_) << std::string(5000, 'x');
  EXPECT_EQ(refusal(), "the backup " + backup_ + " is no SQLite database");
  std::ofstream(backup_) << "";
  EXPECT_EQ(refusal(), "the backup " + backup_ + " is empty, expected a store");
  fs::remove(backup_);
  EXPECT_EQ(refusal(), "the backup " + backup_ + " is not there");
  backup_ = file_;
  EXPECT_EQ(refusal(), file_ + " is the store itself");
  EXPECT_EQ(names_in(file_), kBoth);
  EXPECT_THAT(files_called(".before-restore"), ::testing::IsEmpty());
}

// Every step fails once, with the process going on and with it dying there; with a store that was closed well, one
// that was killed, and one that is no database any more.
TEST_F(Restore, NeverLosesTheStoreFromBefore) {
  leave_as_killed();
  const std::string original = directory_.file("original");
  for (const char* part : {"", "-wal"}) fs::copy_file(file_ + part, original + part);
  int points = 0;
  for (const bool damaged : {false, true}) {
    for (const bool died : {false, true}) {
      for (int at = 0;; ++at) {
        for (const std::string& old : files_called("bridge.db")) {
          for (const char* part : {"", "-wal", "-shm"}) fs::remove(old + part);
        }
        for (const char* part : {"", "-wal"}) fs::copy_file(original + part, file_ + part);
        if (damaged) damage_all();
        FailingFiles files(at, died);
        const auto restored = restore_by(files, backup_, file_);
        if (!files.failed()) break;
        ++points;
        std::vector<std::string> holders = files_called(".before-restore");
        holders.push_back(file_);
        bool kept = false;
        for (const std::string& holder : holders) {
          kept = kept || (damaged ? is_damaged_store(holder) : names_in(holder) == kBoth);
        }
        EXPECT_TRUE(kept) << "step " << at << (died ? ", died" : "") << (damaged ? ", damaged" : "");
        if (!damaged) {
          const auto names = names_in(file_);
          EXPECT_TRUE(names == kBoth || names == kAda) << "step " << at;
        }
      }
    }
  }
  EXPECT_GT(points, 40);
}

}  // namespace
}  // namespace bridge::store
