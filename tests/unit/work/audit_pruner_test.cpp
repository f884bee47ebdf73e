// Lines end after [tenant.audit] keep: at the start and every five minutes, some thousand at a time.

#include <chrono>
#include <vector>

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

std::vector<store::AuditPruning> prunings(const Bench& bench) {
  std::vector<store::AuditPruning> all;
  for (const store::Change& change : bench.store.changes) {
    if (change.prune_audit) all.push_back(*change.prune_audit);
  }
  return all;
}

TEST(AuditPrunerTest, DropsInPartsAtTheStartAndEveryFiveMinutes) {
  Bench bench;
  bench.settings.audit.keep = std::chrono::hours(24 * 30);
  bench.make();
  bench.tenant->start();
  bench.loop->run();
  for (std::size_t round = 0; round < 3; ++round) {
    const auto all = prunings(bench);
    ASSERT_EQ(all.size(), round + 1);
    EXPECT_EQ(all.back().before, bench.clock.now() - bench.settings.audit.keep);
    EXPECT_GE(all.back().most, 1000U);
    EXPECT_LE(all.back().most, 10'000U) << "no transaction is long";
    bench.loop->advance(std::chrono::minutes(4));
    EXPECT_EQ(prunings(bench).size(), round + 1);
    bench.loop->advance(std::chrono::minutes(1));
  }
}

TEST(AuditPrunerTest, GoesOnAfterAFailure) {
  Bench bench;
  bench.store.fails = [](const store::Change& change) { return change.prune_audit.has_value(); };
  bench.make();
  bench.tenant->start();
  bench.loop->run();
  EXPECT_EQ(bench.logged(LogLevel::Warning, "old lines of the audit"), 1U);
  bench.store.fails = {};
  bench.loop->advance(std::chrono::minutes(5));
  EXPECT_EQ(prunings(bench).size(), 2U);
  EXPECT_EQ(bench.logged(LogLevel::Warning, "old lines of the audit"), 1U);
}

}  // namespace
}  // namespace bridge::work::test
