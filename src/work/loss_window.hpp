#pragma once
// The losses of the last hour, minute by minute: never less than an hour of them, at most a minute more.

#include <chrono>
#include <cstdint>
#include <map>

#include "bridge/core/clock.hpp"
#include "bridge/core/value.hpp"
#include "bridge/work/guard_status.hpp"

namespace bridge::work {

class LossWindow {
 public:
  using Minute = std::int64_t;

  /// Where they are counted: the key for take_back().
  Minute add(core::Instant now, const Losses& losses);
  void take_back(Minute minute, const Losses& losses);
  /// Forgets what is older. What lies ahead, since the clock was set back, counts as of now.
  void prune(core::Instant now);

  [[nodiscard]] Losses total() const;
  /// How long until so many more fit under the limit, as far as that is a matter of time.
  [[nodiscard]] std::chrono::seconds wait_for(core::Instant now, std::uint32_t more, std::uint32_t limit) const;

  /// For the store, and back: what is not understood is left out.
  [[nodiscard]] core::Array to_value() const;
  void take(const core::Value* value);

 private:
  std::map<Minute, Losses> minutes_;
};

/// [access, roles, members, groups], and back.
[[nodiscard]] core::Array losses_value(const Losses& losses);
[[nodiscard]] Losses losses_from(const core::Array& numbers, std::size_t from);

}  // namespace bridge::work
