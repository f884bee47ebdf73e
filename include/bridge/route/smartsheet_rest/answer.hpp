#pragma once
// What Smartsheet's REST API says, and what that means (API pages "Errors" and "Rate limiting").

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "bridge/core/result.hpp"
#include "bridge/core/value.hpp"

namespace bridge::route::smartsheet_rest {

enum class Verdict : std::uint8_t {
  /// The work is done; `body` holds the answer.
  Done,
  /// Refused for good: nothing was done, `fault` says why.
  Refused,
  /// Refused for the moment (4003): nothing was done, send again after `wait`.
  RateLimited,
  /// Refused for the moment (4001, maintenance): nothing was done.
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

/// Reads one answer. `retry_after` is the header's text. `parsed` is the body, or nothing when it was
/// no JSON.
[[nodiscard]] Reading read_answer(int status, std::string_view retry_after, const std::optional<core::Value>& parsed);

/// The id in the answer to a creation (result.id), or nothing.
[[nodiscard]] std::optional<std::string> created_id(const core::Value& body);

}  // namespace bridge::route::smartsheet_rest
