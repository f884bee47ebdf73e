#pragma once
// What an answer of Smartsheet means, whichever of its services gave it.

#include <chrono>
#include <cstdint>
#include <optional>

#include "bridge/core/result.hpp"
#include "bridge/core/value.hpp"

namespace bridge::route {

enum class Verdict : std::uint8_t {
  /// The work is done; `body` holds the answer.
  Done,
  /// Refused for good: nothing was done, `fault` says why.
  Refused,
  /// Refused for the moment (429): nothing was done, send again after `wait`.
  RateLimited,
  /// Refused for the moment (maintenance): nothing was done.
  Unavailable,
  /// Nobody knows whether the work was done.
  Unknown,
};

struct Reading {
  Verdict verdict = Verdict::Unknown;
  core::Value body;
  core::Fault fault;
  std::optional<std::chrono::seconds> wait;
  /// Smartsheet's errorCode, 0 where there was none.
  std::int64_t error_code = 0;
};

}  // namespace bridge::route
