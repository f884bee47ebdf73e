#pragma once
// Time as something that is handed in, so that tests can turn it.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace bridge::core {

using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
using Tick = std::chrono::steady_clock::time_point;

/// Callable from any thread.
class Clock {
 public:
  virtual ~Clock() = default;
  /// The time of day (UTC), for what is stored and shown.
  [[nodiscard]] virtual Instant now() const = 0;
  /// Monotonic, for waiting and measuring.
  [[nodiscard]] virtual Tick tick() const = 0;
};

/// The machine's clocks.
class SystemClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override;
  [[nodiscard]] Tick tick() const override;
};

/// xsd:dateTime in UTC with milliseconds, for example "2026-03-01T08:15:30.250Z"
/// (RFC 7643 section 2.3.5).
[[nodiscard]] std::string to_date_time(Instant instant);

/// Reads xsd:dateTime: date and time, up to 9 fraction digits (kept to the millisecond), "Z" or an
/// offset of at most 14 hours; without either it is taken as UTC. Anything else is nothing.
[[nodiscard]] std::optional<Instant> parse_date_time(std::string_view text);

}  // namespace bridge::core
