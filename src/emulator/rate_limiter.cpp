#include "emulator/rate_limiter.hpp"

#include <algorithm>
#include <cmath>

namespace bridge::emulator {

namespace {
constexpr std::chrono::seconds kWindow{60};
}

std::optional<std::chrono::seconds> RateLimiter::refuse(const std::string& token, core::Tick now, bool fixed_window,
                                                        std::uint32_t weight) {
  if (per_minute_ == 0) return std::nullopt;
  const auto [entry, fresh] = budgets_.try_emplace(token);
  if (fresh) entry->second.window_start = entry->second.level_at = now;
  weight = std::min(weight, per_minute_);
  return fixed_window ? count_in_window(entry->second, now, weight) : count_in_bucket(entry->second, now, weight);
}

std::optional<std::chrono::seconds> RateLimiter::count_in_window(Budget& budget, core::Tick now,
                                                                 std::uint32_t weight) const {
  if (now - budget.window_start >= kWindow) {
    budget.window_start = now;
    budget.used = 0;
  }
  if (budget.used + weight > per_minute_) {
    return std::chrono::ceil<std::chrono::seconds>(budget.window_start + kWindow - now);
  }
  budget.used += weight;
  return std::nullopt;
}

std::optional<std::chrono::seconds> RateLimiter::count_in_bucket(Budget& budget, core::Tick now,
                                                                 std::uint32_t weight) const {
  const double leak_per_second = static_cast<double>(per_minute_) / static_cast<double>(kWindow.count());
  const double elapsed = std::chrono::duration<double>(now - budget.level_at).count();
  budget.level = std::max(0.0, budget.level - elapsed * leak_per_second);
  budget.level_at = now;
  const double over = budget.level + weight - static_cast<double>(per_minute_);
  // A thousandth of a call of tolerance: the leak is a sum of rounded steps.
  if (over > 0.001) return std::chrono::seconds(static_cast<std::int64_t>(std::ceil(over / leak_per_second)));
  budget.level += weight;
  return std::nullopt;
}

}  // namespace bridge::emulator
