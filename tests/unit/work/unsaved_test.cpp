// What the log hears while the store can't save how far a change has come.

#include <chrono>

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

using std::chrono::seconds;

class UnsavedTest : public ::testing::Test {
 protected:
  UnsavedTest() { bench.start(); }
  [[nodiscard]] std::size_t alarms() const { return bench.logged(LogLevel::Alarm, "can't "); }

  Bench bench;
};

TEST_F(UnsavedTest, AnOutcomeThatCantBeSavedIsToldOnceHoweverLongItTakes) {
  bench.store.fails = [](const store::Change& change) { return !change.closed_intents.empty(); };
  const AskedPtr asked = bench.ask(create(Kind::User, person("ann@x.example")));
  EXPECT_EQ(asked->fault(), "StoreFailed") << asked->fault();
  for (int i = 0; i < 5; ++i) bench.loop->advance(seconds(1));
  EXPECT_EQ(alarms(), 1U);
  bench.store.fails = {};
  bench.loop->advance(seconds(1));
  EXPECT_EQ(alarms(), 1U);
  EXPECT_TRUE(bench.store.contents.intents.empty());
  EXPECT_TRUE(bench.tenant->index().find_by_name(Kind::User, "ann@x.example"));
}

TEST_F(UnsavedTest, AnotherChangeIsToldOf) {
  bench.store.fails = [](const store::Change& change) { return !change.closed_intents.empty(); };
  static_cast<void>(bench.ask(create(Kind::User, person("ann@x.example"))));
  static_cast<void>(bench.ask(create(Kind::User, person("bob@x.example"))));
  bench.loop->advance(seconds(1));
  EXPECT_EQ(alarms(), 2U);
}

}  // namespace
}  // namespace bridge::work::test
