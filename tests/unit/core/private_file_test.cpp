#include "bridge/core/private_file.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>
#include <unistd.h>

namespace bridge::core {
namespace {

class PrivateFile : public ::testing::Test {
 protected:
  PrivateFile() { std::filesystem::create_directories(directory_); }
  ~PrivateFile() override { std::filesystem::remove_all(directory_); }
  [[nodiscard]] std::string text() const {
    std::ifstream file(path_);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  const std::filesystem::path directory_ =
      std::filesystem::path(::testing::TempDir()) / ("private-file-" + std::to_string(::getpid()));
  const std::string path_ = (directory_ / "secret.json").string();
};

TEST_F(PrivateFile, IsItsOwnersAlone) {
  ASSERT_TRUE(replace_private_file(path_, "one"));
  EXPECT_EQ(text(), "one");
  using std::filesystem::perms;
  EXPECT_EQ(std::filesystem::status(path_).permissions(), perms::owner_read | perms::owner_write);
}

TEST_F(PrivateFile, IsReplacedWholeAndLeavesNoDraft) {
  ASSERT_TRUE(replace_private_file(path_, "a longer one"));
  std::ofstream(path_ + ".new") << "of a run that did not end";
  ASSERT_TRUE(replace_private_file(path_, "two"));
  EXPECT_EQ(text(), "two");
  EXPECT_FALSE(std::filesystem::exists(path_ + ".new"));
}

TEST_F(PrivateFile, IsNotWrittenThroughALink) {
  std::ofstream(directory_ / "elsewhere") << "untouched";
  std::filesystem::create_symlink(directory_ / "elsewhere", path_ + ".new");
  ASSERT_TRUE(replace_private_file(path_, "secret"));
  std::ifstream elsewhere(directory_ / "elsewhere");
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(elsewhere), {}), "untouched");
}

TEST_F(PrivateFile, SaysWhatStandsInTheWay) {
  const Outcome outcome = replace_private_file((directory_ / "missing" / "secret.json").string(), "x");
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().kind, FaultKind::StoreFailed);
  EXPECT_NE(outcome.error().detail.find("secret.json: can't be written: No such file"), std::string::npos)
      << outcome.error().detail;
}

}  // namespace
}  // namespace bridge::core
