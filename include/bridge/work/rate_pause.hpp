#pragma once
// How long nothing leaves after a 429.

#include <chrono>
#include <cstdint>
#include <optional>

#include "bridge/core/clock.hpp"
#include "bridge/work/jitter.hpp"

namespace bridge::work {

/// As long as Smartsheet says (Retry-After), and a little more by chance. Where it doesn't say, at least 60 s
/// (API page "Rate limiting"), twice as long with each 429 that follows, 10 minutes at the most.
class RatePause {
 public:
  explicit RatePause(Jitter jitter) : jitter_(std::move(jitter)) {}

  /// A 429 to a call that left in `era`. True for the first of its era: the others left before it was known.
  bool limited(std::optional<std::chrono::seconds> told, std::uint64_t era, core::Tick now);
  /// Any other answer to a call that left in `era`.
  void passed(std::uint64_t era) noexcept;

  [[nodiscard]] core::Tick until() const noexcept { return until_; }
  /// Grows with each pause; what leaves belongs to the era in which it leaves.
  [[nodiscard]] std::uint64_t era() const noexcept { return era_; }
  /// Whether nothing has passed since the last 429: one call at a time then, since the next may meet it too.
  [[nodiscard]] bool unsure() const noexcept { return repeats_ > 0; }

 private:
  Jitter jitter_;
  core::Tick until_{};
  std::uint64_t era_ = 0;
  unsigned repeats_ = 0;
};

}  // namespace bridge::work
