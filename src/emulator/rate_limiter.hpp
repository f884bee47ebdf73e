#pragma once
// The request budget of each token.

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "bridge/core/clock.hpp"

namespace bridge::emulator {

class RateLimiter {
 public:
  /// 0 means no limit.
  explicit RateLimiter(std::uint32_t per_minute) : per_minute_(per_minute) {}

  /// Counts one call of this token, which weighs as much as `weight` calls. Nothing when it may go on; else after how
  /// long the next one may. A refused call is not counted.
  [[nodiscard]] std::optional<std::chrono::seconds> refuse(const std::string& token, core::Tick now, bool fixed_window,
                                                           std::uint32_t weight = 1);
  void clear() { budgets_.clear(); }

 private:
  struct Budget {
    core::Tick window_start{};
    std::uint32_t used = 0;
    /// What is in the bucket, and when that was so.
    double level = 0;
    core::Tick level_at{};
  };

  std::optional<std::chrono::seconds> count_in_window(Budget& budget, core::Tick now, std::uint32_t weight) const;
  std::optional<std::chrono::seconds> count_in_bucket(Budget& budget, core::Tick now, std::uint32_t weight) const;

  std::uint32_t per_minute_;
  std::map<std::string, Budget> budgets_;
};

}  // namespace bridge::emulator
