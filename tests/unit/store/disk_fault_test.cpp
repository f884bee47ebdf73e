#include <array>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "bridge/store/store.hpp"
#include "sanitized.hpp"
#include "unit/store/failing_disk.hpp"
#include "unit/store/store_fixture.hpp"

namespace bridge::store {
namespace {

using testing::DiskFault;
using ::testing::ElementsAre;
using testing::FailingDisk;
using ::testing::HasSubstr;
using testing::loaded;
using testing::putting;
using testing::rid;
using testing::saved;
using testing::user;

/// How the process ends.
enum class End : std::uint8_t { Well, Killed, PowerLost };
/// Of the first process and the second: one that was killed leaves frames to the next that may not be on disk.
constexpr std::array<std::pair<End, End>, 5> kEnds{{{End::Killed, End::PowerLost},
                                                    {End::Well, End::Well},
                                                    {End::PowerLost, End::PowerLost},
                                                    {End::Killed, End::Killed},
                                                    {End::Well, End::PowerLost}}};

/// A row with a membership: kept whole or not at all.
Change pair(int number) {
  Change change =
      putting(user(std::to_string(number), std::string(static_cast<std::size_t>(number % 5) * 2000, 'x'), 1));
  change.memberships = {{rid("1"), {rid(std::to_string(number))}, {}, true}};
  return change;
}

class DiskFaults : public ::testing::Test {
 protected:
  /// A store that opens as soon as the disk lets it.
  std::unique_ptr<Store> open_in_the_end() {
    for (int i = 0; i < 100; ++i) {
      auto store = Store::open(file_);
      if (store) return std::move(*store);
      EXPECT_EQ(store.error().kind, core::FaultKind::StoreFailed);
    }
    ADD_FAILURE() << "does not open any more";
    return nullptr;
  }

  /// Saves some, ends; what was acknowledged is noted.
  void live(int first, int many, End end) {
    std::unique_ptr<Store> store = open_in_the_end();
    ASSERT_NE(store, nullptr);
    for (int number = first; number < first + many; ++number) {
      if (!saved(*store, pair(number))) continue;
      acknowledged_.insert(std::to_string(number));
      EXPECT_TRUE(store->health().writable);
    }
    if (end != End::Well) disk_.die();
    store.reset();
    if (end == End::Killed) disk_.revive();
    if (end == End::PowerLost) disk_.lose_power();
  }

  void expect_nothing_lost(const std::string& when) {
    disk_.fail(DiskFault::Full, 0, 0);
    const std::unique_ptr<Store> store = open_in_the_end();
    ASSERT_NE(store, nullptr) << when;
    const Contents contents = loaded(*store);
    std::set<std::string> rows;
    std::set<std::string> members;
    for (const Row& row : contents.rows) rows.insert(row.id.text);
    for (const StoredMember& member : contents.members) members.insert(member.user.text);
    EXPECT_EQ(rows, members) << "kept in part, " << when;
    for (const std::string& one : acknowledged_) EXPECT_TRUE(rows.contains(one)) << one << " is lost, " << when;
    EXPECT_TRUE(saved(*store, pair(99))) << when;
  }

  FailingDisk disk_;
  std::unique_ptr<testing::Directory> directory_ = std::make_unique<testing::Directory>();
  std::string file_ = directory_->file("bridge.db");
  std::set<std::string> acknowledged_;
};

class EveryOperation : public DiskFaults, public ::testing::WithParamInterface<DiskFault> {};

TEST_P(EveryOperation, MayFailAndNothingAcknowledgedIsLost) {
  int points = 0;
  for (const int many : {1, 25}) {
    for (int first = 0;; first += many == 1 && !kSanitized ? 1 : 7) {
      directory_ = std::make_unique<testing::Directory>();
      file_ = directory_->file("bridge.db");
      acknowledged_.clear();
      disk_.fail(GetParam(), first, many);
      const auto& [first_end, second_end] = kEnds[static_cast<std::size_t>(first) % kEnds.size()];
      live(10, 5, first_end);
      live(20, 4, second_end);
      if (HasFatalFailure() || !disk_.failed()) break;
      ++points;
      expect_nothing_lost("operation " + std::to_string(first) + " and " + std::to_string(many - 1) + " more");
      if (HasFailure()) return;
    }
  }
  EXPECT_GT(points, kSanitized ? 40 : 200);
  std::printf("points %d\n", points);
}

INSTANTIATE_TEST_SUITE_P(DiskFaults, EveryOperation,
                         ::testing::Values(DiskFault::Full, DiskFault::Error, DiskFault::Short, DiskFault::ReadOnly));

struct Told {
  std::vector<std::string> lines;
  Log log() {
    return [this](LogLevel level, const std::string& text) {
      lines.push_back((level == LogLevel::Info      ? "info: "
                       : level == LogLevel::Warning ? "warning: "
                                                    : "alarm: ") +
                      text);
    };
  }
};

TEST_F(DiskFaults, AreToldOnceAndOnceWhenTheyAreOver) {
  Told told;
  auto store = Store::open(file_, told.log());
  ASSERT_TRUE(store);
  disk_.fail(DiskFault::Full, 0, 1000);
  for (int i = 10; i < 15; ++i) {
    const core::Outcome outcome = saved(**store, pair(i));
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, core::FaultKind::StoreFailed);
  }
  const StoreHealth health = (*store)->health();
  EXPECT_FALSE(health.writable);
  EXPECT_THAT(health.trouble, HasSubstr("the disk is full"));
  EXPECT_GT(health.since.time_since_epoch().count(), 0);
  disk_.fail(DiskFault::Full, 0, 0);
  EXPECT_TRUE(saved(**store, pair(20)));
  EXPECT_TRUE((*store)->health().writable);
  EXPECT_EQ((*store)->health().trouble, "");
  store->reset();
  EXPECT_THAT(told.lines, ElementsAre(::testing::AllOf(::testing::StartsWith("alarm: the store " + file_ +
                                                                             " can't be written: the disk "
                                                                             "is full (SQLite 13"),
                                                       HasSubstr("changes are refused with 503")),
                                      "info: the store " + file_ + " can be written again"));
}

TEST_F(DiskFaults, AreOverWithoutAWriteToo) {
  const std::unique_ptr<Store> store = testing::opened(file_);
  disk_.fail(DiskFault::Error, 0, 1000);
  ASSERT_FALSE(saved(*store, pair(10)));
  disk_.fail(DiskFault::Full, 0, 0);
  for (int i = 0; i < 600 && !store->health().writable; ++i) ::usleep(100'000);
  EXPECT_TRUE(store->health().writable);
}

TEST_F(DiskFaults, AChangeThatIsWrongIsNoTroubleOfTheDisk) {
  Told told;
  auto store = Store::open(file_, told.log());
  ASSERT_TRUE(store);
  ASSERT_FALSE(saved(**store, putting(user("", "nobody"))));
  EXPECT_TRUE((*store)->health().writable);
  EXPECT_TRUE(told.lines.empty());
}

TEST_F(DiskFaults, ADamagedPageEndsAllWritesUntilTheNextStart) {
  {
    const std::unique_ptr<Store> store = testing::opened(file_);
    for (int i = 100; i < 400; ++i) ASSERT_TRUE(saved(*store, pair(i)));
  }
  Told told;
  auto store = Store::open(file_, told.log());
  ASSERT_TRUE(store);
  disk_.garble(true);
  ASSERT_FALSE(saved(**store, pair(250)));
  disk_.garble(false);
  ASSERT_FALSE(saved(**store, pair(500)));
  EXPECT_FALSE((*store)->health().writable);
  ASSERT_EQ(told.lines.size(), 1U);
  EXPECT_THAT(told.lines.front(), HasSubstr("it is damaged (SQLite 11"));
  EXPECT_THAT(told.lines.front(), HasSubstr("\"scimbridge store check\""));
  EXPECT_THAT(told.lines.front(), HasSubstr("\"scimbridge store restore\""));
  store->reset();
  const std::unique_ptr<Store> again = testing::opened(file_);
  EXPECT_EQ(loaded(*again).rows.size(), 300U);
  EXPECT_TRUE(saved(*again, pair(500)));
}

}  // namespace
}  // namespace bridge::store
