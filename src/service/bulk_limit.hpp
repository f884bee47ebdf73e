#pragma once
// How many operations one bulk request may have.

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace bridge::service {

/// What the tenant's request budget refills while the request may wait: more operations could not all
/// be carried out in time. At least one.
[[nodiscard]] constexpr std::size_t bulk_limit(std::uint32_t requests_per_minute, std::chrono::milliseconds max_wait) {
  using std::chrono::milliseconds;
  const auto calls = std::uint64_t{requests_per_minute} * static_cast<std::uint64_t>(max_wait.count()) /
                     static_cast<std::uint64_t>(milliseconds(std::chrono::minutes(1)).count());
  return std::max<std::size_t>(1, static_cast<std::size_t>(calls));
}

}  // namespace bridge::service
