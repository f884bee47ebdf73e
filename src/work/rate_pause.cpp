#include "bridge/work/rate_pause.hpp"

#include <algorithm>

namespace bridge::work {

namespace {

using std::chrono::duration;
using std::chrono::duration_cast;
using std::chrono::seconds;

constexpr seconds kLeast{60};
constexpr seconds kMost{600};
/// Leaves the longest wait a quarter for chance.
constexpr seconds kMostWithoutChance{480};

/// `first`, doubled with each repeat.
seconds doubled(seconds first, unsigned repeats, seconds most) {
  return std::min(most, first * (std::int64_t{1} << std::min(repeats, 10U)));
}

}  // namespace

bool RatePause::limited(std::optional<seconds> told, std::uint64_t era, core::Tick now) {
  const bool first = era == era_;
  const unsigned repeats = first ? repeats_ : repeats_ - std::min(repeats_, 1U);
  const double chance = jitter_ ? jitter_() : 0.0;
  const seconds base = told ? std::max(*told, doubled(seconds(1), repeats, kMostWithoutChance))
                            : doubled(kLeast, repeats, kMostWithoutChance);
  // A twentieth, a second at the least, of what Smartsheet asks for; a quarter where it leaves it to us.
  const double spread =
      told ? std::max(1.0, static_cast<double>(base.count()) / 20.0) : static_cast<double>(base.count()) / 4.0;
  auto wait = base + duration_cast<core::Tick::duration>(duration<double>(spread * chance));
  if (!told) wait = std::min<core::Tick::duration>(wait, kMost);
  until_ = std::max(until_, now + wait);
  if (!first) return false;
  ++era_;
  ++repeats_;
  return true;
}

void RatePause::passed(std::uint64_t era) noexcept {
  if (era == era_) repeats_ = 0;
}

}  // namespace bridge::work
