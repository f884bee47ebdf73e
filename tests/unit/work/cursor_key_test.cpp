#include "work/cursor_key.hpp"

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

TEST(CursorKey, OutlivesARestart) {
  Bench bench;
  bench.start();
  ASSERT_NE(bench.tenant->cursor_key(), nullptr);
  const std::string sealed = bench.tenant->cursor_key()->seal("row 7");
  bench.restart();
  ASSERT_NE(bench.tenant->cursor_key(), nullptr);
  EXPECT_EQ(bench.tenant->cursor_key()->open(sealed), "row 7");
}

TEST(CursorKey, IsKeptOnceAndNotAgain) {
  Bench bench;
  bench.make();
  EXPECT_EQ(bench.tenant->cursor_key(), nullptr);
  bench.tenant->start();
  bench.loop->run();
  bench.forget();
  const std::string kept = bench.store.contents.marks.at(kCursorKeyMark);
  bench.restart();
  EXPECT_EQ(bench.store.contents.marks.at(kCursorKeyMark), kept);
  for (const store::Change& change : bench.store.changes) EXPECT_FALSE(change.marks.contains(kCursorKeyMark));
}

TEST(CursorKey, IsUsedWhenTheStoreHasIt) {
  Bench bench;
  bool full = true;
  bench.store.fails = [&full](const store::Change& change) { return full && change.marks.contains(kCursorKeyMark); };
  bench.start();
  EXPECT_EQ(bench.tenant->cursor_key(), nullptr);
  EXPECT_GT(bench.logged(LogLevel::Warning, "key of cursors"), 0U);
  full = false;
  bench.loop->advance(std::chrono::seconds(20));
  EXPECT_NE(bench.tenant->cursor_key(), nullptr);
}

TEST(CursorKey, TakesAnUnreadableOneForNone) {
  Bench bench;
  bench.store.contents.marks[kCursorKeyMark] = "no key";
  bench.start();
  ASSERT_NE(bench.tenant->cursor_key(), nullptr);
  EXPECT_EQ(bench.store.contents.marks.at(kCursorKeyMark), bench.tenant->cursor_key()->to_text());
}

}  // namespace
}  // namespace bridge::work::test
