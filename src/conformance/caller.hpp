#pragma once
// Requests out, answers back; with the patience that a busy server asks for.

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "bridge/conformance/run.hpp"

namespace bridge::conformance {

/// An answer, and how it came about.
struct Reached {
  Incoming came;
  int put_off = 0;
  /// Why there is no use in judging it: no answer, or one that asked for more patience than there is. Empty
  /// otherwise.
  std::string no_use;
};

class Caller {
 public:
  Caller(const Surroundings& surroundings, std::chrono::seconds patience)
      : surroundings_(surroundings), patience_(patience) {}

  /// All at the same time. Those that a server puts off are sent again when it said, unless `expected` has their
  /// status.
  [[nodiscard]] std::vector<Reached> call(const std::vector<Outgoing>& requests,
                                          const std::function<bool(int status)>& expected);
  [[nodiscard]] Reached call(const Outgoing& request);

 private:
  [[nodiscard]] std::vector<std::size_t> put_off(std::vector<Reached>& all,
                                                 const std::function<bool(int status)>& expected) const;
  [[nodiscard]] std::chrono::milliseconds asked_for(const Incoming& came) const;

  const Surroundings& surroundings_;
  std::chrono::milliseconds patience_;
};

/// Retry-After (RFC 9110 section 10.2.3), a number of seconds or a date; nothing where it can't be read.
[[nodiscard]] std::optional<std::chrono::milliseconds> read_retry_after(std::string_view text, core::Instant now);

}  // namespace bridge::conformance
