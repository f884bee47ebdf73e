#include <algorithm>
#include <atomic>
#include <csignal>
#include <future>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include "bridge/store/store.hpp"
#include "unit/store/store_fixture.hpp"

namespace bridge::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::kTenant;
using testing::loaded;
using testing::putting;
using testing::saved;
using testing::user;

class Writer : public testing::StoreTest {};

// No id is no row: SQLite refuses it.
Change impossible() {
  Change change = putting(user("9", "kept by nobody"));
  change.put.push_back(user("", "nobody"));
  return change;
}

std::string numbered(int thread, int number) { return std::to_string(1000 * (thread + 1) + number); }

TEST_F(Writer, TellsEveryThreadThatItsChangesAreSafe) {
  std::atomic<int> safe{0};
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 8; ++thread) {
    threads.emplace_back([this, thread, &safe] {
      for (int i = 0; i < 100; ++i) {
        const auto done = [&safe](const core::Outcome& outcome) { safe += outcome ? 1 : 0; };
        store_->commit(kTenant, putting(user(numbered(thread, i), "x")), done);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  store_->flush();
  EXPECT_EQ(safe, 800);
  reopen();
  EXPECT_EQ(loaded(*store_).rows.size(), 800U);
}

TEST_F(Writer, TellsInTheOrderOfTheCommits) {
  std::vector<int> told;
  for (int i = 0; i < 200; ++i) {
    Change change = i % 7 == 3 ? impossible() : putting(user(std::to_string(i + 100), "x"));
    store_->commit(kTenant, std::move(change), [&told, i](const core::Outcome&) { told.push_back(i); });
  }
  store_->flush();
  ASSERT_EQ(told.size(), 200U);
  EXPECT_TRUE(std::is_sorted(told.begin(), told.end()));
}

TEST_F(Writer, AFailingChangeFailsAlone) {
  // The first change's answer holds the writer back until the others wait together.
  std::promise<void> gate;
  store_->commit(kTenant, {}, [&gate](const core::Outcome&) { gate.get_future().wait(); });
  std::vector<core::Outcome> outcomes;
  const auto done = [&outcomes](core::Outcome outcome) { outcomes.push_back(std::move(outcome)); };
  store_->commit(kTenant, putting(user("1", "before")), done);
  store_->commit(kTenant, impossible(), done);
  store_->commit(core::TenantName(""), putting(user("5", "no tenant")), done);
  store_->commit(kTenant, putting(user("2", "after")), done);
  gate.set_value();
  store_->flush();

  ASSERT_EQ(outcomes.size(), 4U);
  EXPECT_TRUE(outcomes[0]);
  EXPECT_TRUE(outcomes[3]);
  for (const std::size_t failed : {1U, 2U}) {
    ASSERT_FALSE(outcomes[failed]);
    EXPECT_EQ(outcomes[failed].error().kind, core::FaultKind::StoreFailed);
    EXPECT_EQ(outcomes[failed].error().detail, "the bridge can't save changes now, expected a writable store");
    EXPECT_NE(outcomes[failed].error().context.text, "");
  }
  reopen();
  EXPECT_THAT(loaded(*store_).rows, ::testing::UnorderedElementsAre(user("1", "before"), user("2", "after")));
}

TEST_F(Writer, AnswersMayCommitMore) {
  std::promise<core::Outcome> second;
  store_->commit(kTenant, putting(user("1", "a")), [&](const core::Outcome&) {
    store_->commit(kTenant, putting(user("2", "b")),
                   [&second](core::Outcome outcome) { second.set_value(std::move(outcome)); });
  });
  EXPECT_TRUE(second.get_future().get());
}

TEST_F(Writer, TheEndSavesWhatStillWaits) {
  int told = 0;
  const auto count = [&told](const core::Outcome& outcome) { told += outcome ? 1 : 0; };
  for (int i = 0; i < 50; ++i) store_->commit(kTenant, putting(user(std::to_string(i + 1), "x")), count);
  Store& store = *store_;
  store_->commit(kTenant, putting(user("51", "x")), [&store, &count](const core::Outcome& outcome) {
    count(outcome);
    store.commit(kTenant, putting(user("52", "x")), count);
  });
  reopen();
  EXPECT_EQ(told, 52);
  EXPECT_EQ(loaded(*store_).rows.size(), 52U);
}

TEST_F(Writer, AnEmptyChangeIsSaved) { EXPECT_TRUE(saved(*store_, {})); }

TEST_F(Writer, FlushWithNothingWaitingReturns) {
  store_->flush();
  save(putting(user("1", "a")));
  store_->flush();
}

// A limit on the size of files stands for a disk that is full for a while.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    rlimit limited = before_;
    limited.rlim_cur = bytes;
    ::setrlimit(RLIMIT_FSIZE, &limited);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;
  ~FileSizeLimit() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }

 private:
  void (*handler_)(int);
  rlimit before_{};
};

TEST_F(Writer, GoesOnAfterADiskThatWasFull) {
  save(putting(user("1", "before")));
  {
    const FileSizeLimit full(rlim_t{256} * 1024);
    const core::Outcome outcome = saved(*store_, putting(user("2", std::string(4'000'000, 'x'))));
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, core::FaultKind::StoreFailed);
    EXPECT_EQ(outcome.error().detail, "the bridge can't save changes now, expected a writable store");
  }
  EXPECT_THAT(loaded(*store_).rows, ElementsAre(user("1", "before")));
  save(putting(user("3", "after", 1)));
  reopen();
  EXPECT_THAT(loaded(*store_).rows, ElementsAre(user("1", "before"), user("3", "after", 1)));
}

}  // namespace
}  // namespace bridge::store
