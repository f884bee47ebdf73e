// The file of the pair: whole, private, and nobody's to overwrite unseen.

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "unit/oauth/keeper_fixture.hpp"

namespace bridge::oauth::test {
namespace {

struct FileBench {
  [[nodiscard]] core::TokenDigest digest(int n) const {
    return core::TokenDigest::of(core::OAuthToken("access-" + std::to_string(n)));
  }
  [[nodiscard]] Pair pair(int n) const { return pair_of(n, core::Instant(std::chrono::hours(480'000)), 1h); }
  void put(std::string_view text) const {
    std::ofstream(file.path()) << text;
    std::filesystem::permissions(file.path(), std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  }
  TemporaryDirectory directory;
  PairFile file{directory.path().string(), "north"};
};

TEST(PairFileTest, ReadsWhatItWrote) {
  const FileBench bench;
  EXPECT_EQ(bench.file.path().filename(), "oauth-north.json");
  ASSERT_TRUE(bench.file.read());
  EXPECT_FALSE(*bench.file.read());
  ASSERT_TRUE(bench.file.write(bench.pair(1)));
  const auto read = bench.file.read();
  ASSERT_TRUE(read && *read);
  EXPECT_EQ((*read)->access.expose(), "access-1");
  EXPECT_EQ((*read)->refresh.expose(), "refresh-1");
  EXPECT_EQ((*read)->expires - (*read)->obtained, 1h);
  EXPECT_EQ((*read)->obtained, bench.pair(1).obtained);
}

TEST(PairFileTest, IsItsOwnersAlone) {
  const FileBench bench;
  ASSERT_TRUE(bench.file.write(bench.pair(1)));
  struct stat status {};
  ASSERT_EQ(::stat(bench.file.path().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
  std::filesystem::permissions(bench.file.path(), std::filesystem::perms::group_read,
                               std::filesystem::perm_options::add);
  const auto read = bench.file.read();
  ASSERT_FALSE(read);
  EXPECT_NE(read.error().detail.find("chmod 600"), std::string::npos);
}

TEST(PairFileTest, LeavesTheOldPairWhereTheNewOneCanNotBeWritten) {
  const FileBench bench;
  ASSERT_TRUE(bench.file.write(bench.pair(1)));
  std::filesystem::create_directory(bench.file.path().string() + ".new");
  EXPECT_FALSE(bench.file.write(bench.pair(2)));
  EXPECT_FALSE(bench.file.replace(bench.digest(1), bench.pair(2)));
  EXPECT_EQ(access_in(bench.file), "access-1");
}

TEST(PairFileTest, ReplacesOnlyWhatIsKnown) {
  const FileBench bench;
  ASSERT_TRUE(bench.file.write(bench.pair(1)));
  const auto mine = bench.file.replace(bench.digest(1), bench.pair(2));
  EXPECT_TRUE(mine && *mine);
  const auto late = bench.file.replace(bench.digest(1), bench.pair(3));
  EXPECT_TRUE(late && !*late);
  EXPECT_EQ(access_in(bench.file), "access-2");
  const auto again = bench.file.replace(bench.digest(1), bench.pair(2));
  EXPECT_TRUE(again && *again) << "it is there already";
}

TEST(PairFileTest, ReplacesWhatIsGoneOrNoPair) {
  for (const char* text : {"", "{}", R"({"access_token":"a"})", "no JSON"}) {
    const FileBench bench;
    bench.put(text);
    EXPECT_FALSE(bench.file.read()) << text;
    const auto replaced = bench.file.replace(bench.digest(1), bench.pair(2));
    EXPECT_TRUE(replaced && *replaced) << text;
  }
  const FileBench bench;
  const auto replaced = bench.file.replace(bench.digest(1), bench.pair(2));
  EXPECT_TRUE(replaced && *replaced);
}

TEST(PairFileTest, SaysNothingOfWhatIsInIt) {
  const FileBench bench;
  bench.put(R"({"access_token":"access-9","refresh_token":"refresh-9"})");
  const auto read = bench.file.read();
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().detail.find("access-9"), std::string::npos);
}

}  // namespace
}  // namespace bridge::oauth::test
