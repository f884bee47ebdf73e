#include <csignal>
#include <cstdint>
#include <set>
#include <string>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bridge/store/store.hpp"
#include "unit/store/store_fixture.hpp"

namespace bridge::store {
namespace {

using testing::Directory;
using testing::kTenant;
using testing::loaded;
using testing::opened;
using testing::putting;
using testing::rid;
using testing::user;

constexpr std::uint32_t kPerRound = 100000;

// Commits rows as fast as it can and writes the number of each one that is safe to `acknowledged`.
[[noreturn]] void commit_until_killed(const std::string& file, int acknowledged, std::uint32_t first) {
  core::Result<std::unique_ptr<Store>> store = Store::open(file);
  if (!store) ::_exit(1);
  for (std::uint32_t number = first; number < first + kPerRound; ++number) {
    Change change = putting(user(std::to_string(number), "x", number));
    change.memberships = {{rid("1"), {rid(std::to_string(number))}, {}, true}};
    (*store)->commit(kTenant, std::move(change), [acknowledged, number](const core::Outcome& outcome) {
      if (outcome && ::write(acknowledged, &number, sizeof number) != sizeof number) ::_exit(2);
    });
    if (number % 16 == 0) (*store)->flush();
  }
  ::_exit(3);
}

// Reads `enough` numbers, has the child killed, and reads what else it had written.
std::set<std::uint32_t> acknowledged_until_killed(pid_t child, int acknowledged, std::size_t enough) {
  std::set<std::uint32_t> numbers;
  std::uint32_t number = 0;
  while (::read(acknowledged, &number, sizeof number) == sizeof number) {
    numbers.insert(number);
    if (numbers.size() == enough) ::kill(child, SIGKILL);
  }
  return numbers;
}

TEST(Crash, KeepsAllThatWasAcknowledged) {
  const Directory directory;
  const std::string file = directory.file("bridge.db");
  std::set<std::uint32_t> acknowledged;
  for (std::uint32_t round = 0; round < 10; ++round) {
    int pipes[2];
    ASSERT_EQ(::pipe(pipes), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      ::close(pipes[0]);
      commit_until_killed(file, pipes[1], 1 + round * kPerRound);
    }
    ::close(pipes[1]);
    acknowledged.merge(acknowledged_until_killed(child, pipes[0], 20 + 17 * round));
    ::close(pipes[0]);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the child ended by itself with " << WEXITSTATUS(status);

    const std::unique_ptr<Store> store = opened(file);
    ASSERT_NE(store, nullptr);
    const Contents contents = loaded(*store);
    std::set<std::string> rows;
    std::set<std::string> members;
    for (const Row& row : contents.rows) rows.insert(row.id.text);
    for (const StoredMember& member : contents.members) members.insert(member.user.text);
    EXPECT_EQ(rows, members) << "a change was kept in part";
    for (const std::uint32_t number : acknowledged) {
      EXPECT_TRUE(rows.contains(std::to_string(number))) << number << " is lost in round " << round;
    }
  }
}

}  // namespace
}  // namespace bridge::store
