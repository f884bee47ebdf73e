#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>

#include <SQLiteCpp/Database.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bridge/store/store.hpp"
#include "unit/store/store_fixture.hpp"

namespace bridge::store {
namespace {

using testing::Directory;
using ::testing::ElementsAre;
using testing::loaded;
using testing::opened;
using testing::putting;
using testing::saved;
using testing::user;

std::string refusal(const std::string& file) {
  const core::Result<std::unique_ptr<Store>> store = Store::open(file);
  if (store) return "opened";
  EXPECT_EQ(store.error().kind, core::FaultKind::StoreFailed);
  return store.error().detail;
}

unsigned mode_of(const std::string& file) {
  struct stat found {};
  EXPECT_EQ(::stat(file.c_str(), &found), 0) << file;
  return found.st_mode & 0777U;
}

void write_file(const std::string& file, const std::string& text) { std::ofstream(file) << text; }

void run_sql(const std::string& file, const std::string& sql) {
  SQLite::Database plain(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  plain.exec(sql);
}

TEST(Open, MakesPrivateFilesInAPrivateDirectory) {
  const Directory directory;
  const std::string file = directory.file("state") + "/bridge.db";
  const mode_t before = ::umask(0);
  const std::unique_ptr<Store> store = opened(file);
  ASSERT_TRUE(saved(*store, putting(user("1", "a"))));
  ::umask(before);

  EXPECT_EQ(mode_of(directory.file("state")), 0700U);
  for (const auto& entry : std::filesystem::directory_iterator(directory.file("state"))) {
    EXPECT_EQ(mode_of(entry.path().string()), 0600U) << entry.path();
  }
  EXPECT_TRUE(std::filesystem::exists(file + "-wal"));
}

TEST(Open, MakesAFilePrivateThatWasNot) {
  const Directory directory;
  const std::string file = directory.file("bridge.db");
  opened(file).reset();
  ASSERT_EQ(::chmod(file.c_str(), 0644), 0);
  opened(file).reset();
  EXPECT_EQ(mode_of(file), 0600U);
}

TEST(Open, LeavesTheModeOfADirectoryThatWasThere) {
  const Directory directory;
  ASSERT_EQ(::mkdir(directory.file("shared").c_str(), 0750), 0);
  const unsigned before = mode_of(directory.file("shared"));
  opened(directory.file("shared") + "/bridge.db").reset();
  EXPECT_EQ(mode_of(directory.file("shared")), before);
}

TEST(Open, TakesAnEmptyFile) {
  const Directory directory;
  write_file(directory.file("bridge.db"), "");
  EXPECT_EQ(refusal(directory.file("bridge.db")), "opened");
}

TEST(Open, IsDurableAndAtItsVersion) {
  const Directory directory;
  const std::string file = directory.file("bridge.db");
  opened(file).reset();
  SQLite::Database plain(file, SQLite::OPEN_READONLY);
  EXPECT_EQ(plain.execAndGet("PRAGMA user_version").getInt(), 6);
  EXPECT_EQ(plain.execAndGet("PRAGMA journal_mode").getString(), "wal");
}

TEST(Open, RefusesASecondStoreInThisProcess) {
  const Directory directory;
  const std::string file = directory.file("bridge.db");
  const std::unique_ptr<Store> store = opened(file);
  EXPECT_EQ(refusal(file), "the store " + file + " is in use by another process");
  EXPECT_TRUE(saved(*store, putting(user("1", "a"))));
}

TEST(Open, TheRefusedOneTakesNoLockAway) {
  const Directory directory;
  const std::string file = directory.file("bridge.db");
  const std::unique_ptr<Store> store = opened(file);
  EXPECT_NE(refusal(file), "opened");
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  // A new program, so that only the kernel's locks count.
  if (child == 0) {
    ::close(STDERR_FILENO);
    ::execlp("sqlite3", "sqlite3", "-bail", file.c_str(), "SELECT count(*) FROM resource", nullptr);
    ::_exit(127);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status));
  if (WEXITSTATUS(status) == 127) GTEST_SKIP() << "needs the sqlite3 command";
  EXPECT_NE(WEXITSTATUS(status), 0) << "another program read a store that is in use";
}

// The child opens the store, says so, and holds it until it is killed.
TEST(Open, RefusesAStoreThatAnotherProcessHoldsUntilThatIsKilled) {
  const Directory directory;
  const std::string file = directory.file("bridge.db");
  int said[2];
  ASSERT_EQ(::pipe(said), 0);
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const core::Result<std::unique_ptr<Store>> store = Store::open(file);
    const char word = store ? 'y' : 'n';
    if (::write(said[1], &word, 1) != 1) ::_exit(1);
    for (;;) ::pause();
  }
  char word = '?';
  ASSERT_EQ(::read(said[0], &word, 1), 1);
  ::close(said[0]);
  ::close(said[1]);
  EXPECT_EQ(word, 'y');
  EXPECT_EQ(refusal(file), "the store " + file + " is in use by another process");

  ASSERT_EQ(::kill(child, SIGKILL), 0);
  ASSERT_EQ(::waitpid(child, nullptr, 0), child);
  EXPECT_EQ(refusal(file), "opened");
}

TEST(Open, RefusesANewerVersionAndNamesBoth) {
  const Directory directory;
  const std::string file = directory.file("bridge.db");
  opened(file).reset();
  run_sql(file, "PRAGMA user_version = 7");
  EXPECT_EQ(refusal(file),
            "the store " + file + " has schema version 7 of a newer scimbridge, expected at most version 6");
  SQLite::Database plain(file, SQLite::OPEN_READONLY);
  EXPECT_EQ(plain.execAndGet("PRAGMA user_version").getInt(), 7);
}

TEST(Open, RefusesWhatIsNoDatabase) {
  const Directory directory;
  const std::string file = directory.file("bridge.db");
  for (const std::string& text : {std::string("hello"), std::string(100000, 'x')}) {
    write_file(file, text);
    EXPECT_EQ(refusal(file), "the store " + file + " is no SQLite database") << text.size();
    EXPECT_EQ(std::filesystem::file_size(file), text.size());
  }
}

TEST(Open, RefusesTheDatabaseOfAnotherProgramAndLeavesItAlone) {
  const Directory directory;
  const std::string file = directory.file("bridge.db");
  run_sql(file, "CREATE TABLE theirs (x)");
  const std::string expected =
      "the store " + file + " is the database of another program, expected one that scimbridge made";
  EXPECT_EQ(refusal(file), expected);
  SQLite::Database plain(file, SQLite::OPEN_READONLY);
  EXPECT_EQ(plain.execAndGet("SELECT group_concat(name) FROM sqlite_schema").getString(), "theirs");
  EXPECT_EQ(plain.execAndGet("PRAGMA journal_mode").getString(), "delete");

  const std::string marked = directory.file("marked.db");
  run_sql(marked, "PRAGMA application_id = 5");
  EXPECT_THAT(refusal(marked), ::testing::HasSubstr("is the database of another program"));
}

TEST(Open, RefusesATableThatIsNotAsExpected) {
  const Directory directory;
  const std::string file = directory.file("bridge.db");
  opened(file).reset();
  run_sql(file, "DROP TABLE mark");
  EXPECT_EQ(refusal(file), "the store " + file + " can't be used, its tables aren't as expected");
}

TEST(Open, RefusesPathsThatLeadNowhere) {
  const Directory directory;
  write_file(directory.file("plain"), "text");
  const struct {
    std::string file;
    std::string detail;
  } cases[] = {
      {"", "the store has no file name, expected a path"},
      {directory.file("."), "the store " + directory.file(".") + " is a directory, expected a file"},
      {directory.file("a/b/bridge.db"), "the directory " + directory.file("a/b") + " of the store " +
                                            directory.file("a/b/bridge.db") +
                                            " can't be made: the directory above it is missing"},
      {directory.file("plain/bridge.db"), "the directory " + directory.file("plain") + " of the store " +
                                              directory.file("plain/bridge.db") + " is no directory"},
  };
  for (const auto& one : cases) EXPECT_EQ(refusal(one.file), one.detail);
}

TEST(Open, RefusesADirectoryThatIsNotWritable) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may write everywhere";
  const Directory directory;
  ASSERT_EQ(::mkdir(directory.file("fixed").c_str(), 0500), 0);
  const std::string file = directory.file("fixed/bridge.db");
  EXPECT_EQ(refusal(file), "the directory " + directory.file("fixed") + " of the store " + file + " isn't writable");
}

TEST(Open, AFileNameIsNeverReadAsAUri) {
  const Directory directory;
  const std::filesystem::path before = std::filesystem::current_path();
  std::filesystem::current_path(directory.file("."));
  opened(":memory:").reset();
  EXPECT_TRUE(std::filesystem::exists(":memory:"));
  std::filesystem::current_path(before);
}

TEST(Open, SeesWhatWasSavedBefore) {
  const Directory directory;
  const std::string file = directory.file("bridge.db");
  ASSERT_TRUE(saved(*opened(file), putting(user("1", "a"))));
  EXPECT_THAT(loaded(*opened(file)).rows, ElementsAre(user("1", "a")));
}

}  // namespace
}  // namespace bridge::store
