#include "work/loss_window.hpp"

#include <gtest/gtest.h>

namespace bridge::work::test {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr core::Instant kNow{std::chrono::hours(480'000)};

TEST(LossWindow, KeepsAnHourAndAtMostAMinuteMore) {
  LossWindow window;
  window.add(kNow + seconds(59), {2, 0, 0, 0});
  window.prune(kNow + minutes(60) + seconds(59));
  EXPECT_EQ(window.total().access, 2U);
  window.prune(kNow + minutes(61));
  EXPECT_EQ(window.total().total(), 0U);
}

TEST(LossWindow, CountsAsOfNowWhatLiesAhead) {
  LossWindow window;
  window.add(kNow + minutes(600), {1, 2, 3, 4});
  window.prune(kNow);
  EXPECT_EQ(window.total(), (Losses{1, 2, 3, 4}));
  window.prune(kNow + minutes(62));
  EXPECT_EQ(window.total().total(), 0U);
}

TEST(LossWindow, TellsWhenThereIsRoom) {
  LossWindow window;
  window.add(kNow, {3, 0, 0, 0});
  window.add(kNow + minutes(10), {2, 0, 0, 0});
  const core::Instant now = kNow + minutes(20);
  EXPECT_EQ(window.wait_for(now, 1, 6), seconds(0));
  EXPECT_EQ(window.wait_for(now, 1, 5), minutes(41));
  EXPECT_EQ(window.wait_for(now, 4, 5), minutes(51));
  EXPECT_EQ(window.wait_for(now, 9, 5), minutes(51)) << "which no waiting makes room for";
}

TEST(LossWindow, TakesBackNotMoreThanThereIs) {
  LossWindow window;
  const LossWindow::Minute minute = window.add(kNow, {1, 0, 5, 0});
  window.take_back(minute, {2, 0, 2, 0});
  EXPECT_EQ(window.total(), (Losses{0, 0, 3, 0}));
  window.take_back(minute + 1, {0, 0, 3, 0});
  EXPECT_EQ(window.total(), (Losses{0, 0, 3, 0}));
}

TEST(LossWindow, ReadsBackWhatItWrote) {
  LossWindow window;
  window.add(kNow, {1, 2, 3, 4});
  window.add(kNow + minutes(1), {5, 0, 0, 0});
  LossWindow copy;
  const core::Value written(window.to_value());
  copy.take(&written);
  EXPECT_EQ(copy.total(), (Losses{6, 2, 3, 4}));
  EXPECT_EQ(core::Value(copy.to_value()), written);
  LossWindow empty;
  const core::Value nonsense(core::Array{1, "x", core::Array(), core::Array{"m", 1}});
  empty.take(&nonsense);
  empty.take(nullptr);
  EXPECT_EQ(empty.total().total(), 0U);
}

}  // namespace
}  // namespace bridge::work::test
