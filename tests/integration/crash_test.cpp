// The program is killed again and again while writers create, change, deactivate and delete people and groups, and
// its disk fails meanwhile. What was acknowledged must be there afterwards, and nobody twice.

#include <chrono>
#include <cstdio>
#include <ostream>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "integration/crash_ledger.hpp"
#include "integration/crash_writers.hpp"
#include "integration/file_faults.hpp"
#include "integration/running_bridge.hpp"
#include "sanitized.hpp"

namespace bridge::integration {
namespace {

constexpr int kWriters = 4;

struct Way {
  const char* name;
  bool scim;
  bool faults;
  int rounds;
};

void PrintTo(const Way& way, std::ostream* out) { *out << way.name; }

class CrashTest : public ::testing::TestWithParam<Way> {
 protected:
  CrashTest() : faults_(files_.path()), bridge_(options(faults_)) {}

  static BridgeOptions options(const FileFaults& faults) {
    BridgeOptions options;
    options.rest = !GetParam().scim;
    options.scim = GetParam().scim;
    options.emulator.rate_limit = 0;
    options.emulator.latency = std::chrono::milliseconds(2);
    options.limits = "max_wait = \"5s\"\n";
    options.rest_lines = options.scim_lines = "timeout = \"1s\"\n";
    if (GetParam().faults) options.environment = faults.environment();
    return options;
  }

  void begin() {
    bridge_.start();
    group_ = text_at(repeated(bridge_, "POST", "/Groups", group_creation("Everybody")), "id");
    ASSERT_NE(group_, "");
    bridge_.kill();
  }

  /// Until the program is killed; it has opened its store, or this throws.
  void round(int number) {
    bridge_.start_without_waiting();
    std::vector<std::thread> writers;
    for (int writer = 0; writer < kWriters; ++writer) {
      // Few get far in one round: each begins with another kind of change.
      writers.emplace_back(
          [this, first = number + writer, prefix = "r" + std::to_string(number) + "w" + std::to_string(writer)] {
            write_until_gone(bridge_, ledger_, group_, prefix, first);
          });
    }
    wait();
    if (GetParam().faults) {
      // Each alone and all at once, so often that some changes come through.
      const std::uint32_t often[] = {0, 20, 100, 400};
      faults_.set(often[random_() % 4], often[random_() % 4], often[random_() % 4], often[random_() % 4]);
      wait();
      if (number % 3 == 0) faults_.end();
      wait();
    }
    bridge_.kill();
    faults_.end();
    for (std::thread& writer : writers) writer.join();
    bridge_.forget_calls();
  }

  void wait() { std::this_thread::sleep_for(std::chrono::milliseconds(moment_(random_))); }

  TemporaryDirectory files_;
  FileFaults faults_;
  RunningBridge bridge_;
  Ledger ledger_;
  std::string group_;
  std::mt19937 random_{4711};
  std::uniform_int_distribution<int> moment_{10, kSanitized ? 600 : 150};
};

TEST_P(CrashTest, LosesNothingThatWasAcknowledgedAndDoublesNobody) {
  begin();
  const int rounds = kSanitized ? 5 : GetParam().rounds;
  for (int number = 0; number < rounds && !HasFailure(); ++number) round(number);
  bridge_.start();
  // What an identity provider does with a creation that failed: it tries again. Never a conflict.
  const auto unanswered = ledger_.unanswered();
  for (const std::string& name : unanswered) {
    const HttpAnswer answer = repeated(bridge_, "POST", "/Users", creation(name, "first"));
    EXPECT_EQ(answer.status, 201) << name << ": " << answer.body;
  }
  const Verdict verdict = judge(bridge_, ledger_, group_);
  EXPECT_EQ(verdict.doubled, 0U);
  EXPECT_GT(verdict.people, static_cast<std::size_t>(rounds));
  std::printf(
      "%s: rounds %d, stores that failed to open 0, acknowledged: people %zu (deactivated %zu, deleted "
      "%zu), memberships %zu, groups %zu; "
      "lost %zu, doubled %zu; unanswered and repeated %zu\n",
      GetParam().name, rounds, verdict.people, verdict.deactivated, verdict.deleted, verdict.memberships,
      verdict.groups, verdict.lost, verdict.doubled, unanswered.size());
}

INSTANTIATE_TEST_SUITE_P(Ways, CrashTest,
                         ::testing::Values(Way{"Rest", false, false, 200}, Way{"Scim", true, false, 200},
                                           Way{"RestOnAFailingDisk", false, true, 100},
                                           Way{"ScimOnAFailingDisk", true, true, 100}),
                         [](const auto& way) { return way.param.name; });

/// A creation whose answer was lost with the program is repeated and answered 201 with one person made.
TEST(Crash, RepeatsACreationWithoutAConflict) {
  BridgeOptions options;
  options.rest_lines = "timeout = \"1s\"\n";
  options.emulator.latency = std::chrono::milliseconds(200);
  RunningBridge bridge(options);
  bridge.start();
  std::thread writer([&] { (void)bridge.scim("POST", "/Users", creation("ada@example.com", "first")); });
  while (bridge.calls().empty()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  bridge.kill();
  writer.join();
  bridge.start();
  HttpAnswer answer;
  for (int i = 0; i < 100 && answer.status != 201; ++i) {
    answer = bridge.scim("POST", "/Users", creation("ada@example.com", "first"));
    ASSERT_TRUE(answer.status == 201 || answer.status == 503) << answer.body;
  }
  EXPECT_EQ(answer.status, 201) << answer.body;
  std::size_t found = 0;
  const core::Value state = bridge.smartsheet().state();
  for (const core::Value& user : *state.if_object()->find("users")->if_array()) {
    found += core::text_or_empty(*user.if_object(), "email") == "ada@example.com" ? 1 : 0;
  }
  EXPECT_EQ(found, 1U);
}

}  // namespace
}  // namespace bridge::integration
