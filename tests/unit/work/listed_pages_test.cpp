// Listings that move while their pages are read.

#include "work/listed_pages.hpp"

#include <gtest/gtest.h>

namespace bridge::work {
namespace {

using From = std::optional<std::int64_t>;

route::Page page(std::vector<std::int64_t> ids, From next, From total) {
  route::Page made;
  for (const std::int64_t id : ids) made.records.push_back(core::Object{{"id", id}});
  made.next = next;
  made.total = total;
  return made;
}

TEST(ListedPages, WhereNothingMovesEachPageIsReadOnce) {
  ListedPages pages;
  EXPECT_EQ(pages.next(1, page({1, 2}, 2, 5)), From(2));
  EXPECT_EQ(pages.next(2, page({3, 4}, 3, 5)), From(3));
  EXPECT_EQ(pages.next(3, page({5}, {}, 5)), From());
}

TEST(ListedPages, AnotherTotalReadsThePageBeforeAgain) {
  ListedPages pages;
  EXPECT_EQ(pages.next(1, page({1, 2}, 2, 6)), From(2));
  EXPECT_EQ(pages.next(2, page({4, 5}, 3, 5)), From(1)) << "3 has moved to the first page";
  EXPECT_EQ(pages.next(1, page({2, 3}, 2, 5)), From(3)) << "and on from there";
  EXPECT_EQ(pages.next(3, page({6}, {}, 5)), From());
}

TEST(ListedPages, ARecordOfThePageBeforeReadsItAgain) {
  ListedPages pages;
  EXPECT_EQ(pages.next(1, page({1, 2}, 2, {})), From(2));
  EXPECT_EQ(pages.next(2, page({2, 4}, {}, {})), From(1));
  EXPECT_EQ(pages.next(1, page({1, 3}, 2, {})), From());
}

TEST(ListedPages, TheLastPageGivenOnceMoreIsNoSign) {
  ListedPages pages;
  EXPECT_EQ(pages.next(1, page({1, 2}, 2, {})), From(2));
  EXPECT_EQ(pages.next(2, page({1, 2}, {}, {})), From());
}

TEST(ListedPages, WhatMovesAgainMeanwhileIsReadOnFromTheSamePlace) {
  ListedPages pages;
  EXPECT_EQ(pages.next(1, page({1, 2}, 2, 6)), From(2));
  EXPECT_EQ(pages.next(2, page({4, 5}, 3, 5)), From(1));
  EXPECT_EQ(pages.next(1, page({2, 3}, 2, 4)), From(2)) << "the second page is another one by now";
  EXPECT_EQ(pages.next(2, page({5, 6}, {}, 4)), From());
}

TEST(ListedPages, WhatNeverStandsStillComesToAnEnd) {
  ListedPages pages;
  std::int64_t from = 1;
  int read = 0;
  for (std::int64_t total = 100; total > 0 && read < 100; --total, ++read) {
    const auto next = pages.next(from, page({total}, from < 4 ? From(from + 1) : From(), total));
    if (!next) break;
    from = *next;
  }
  EXPECT_EQ(from, 4);
  EXPECT_LE(read, 4 + 2 * 3);
}

}  // namespace
}  // namespace bridge::work
