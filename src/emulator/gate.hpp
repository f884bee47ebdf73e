#pragma once
// From a raw exchange to the operation it asks for: everything that is checked for all of them.

#include <string>
#include <string_view>
#include <variant>

#include "emulator/operation.hpp"
#include "emulator/rate_limiter.hpp"
#include "emulator/router.hpp"
#include "emulator/tokens.hpp"

namespace bridge::emulator {

/// "/2.0/users" -> "/users"; a path outside /2.0 stays whole.
[[nodiscard]] std::string_view path_under_version(std::string_view path);

struct Gate {
  Organisation& organisation;
  const Options& options;
  const Facts& facts;
  const Tokens& tokens;
  RateLimiter& limiter;
  core::Instant now;
  core::Tick tick;

  /// Checks the version, the token, its budget, the Accept header, the path, rights and the body, in this
  /// order, and runs the operation. `retry_after` is set with 4003.
  [[nodiscard]] Answer pass(const Emulator::Exchange& exchange, std::optional<std::chrono::seconds>& retry_after);

 private:
  [[nodiscard]] std::variant<core::Value, ApiError> read_body(const Emulator::Exchange& exchange, BodyNeed need) const;
  [[nodiscard]] Answer run(const Emulator::Exchange& exchange, const Caller& caller);
};

}  // namespace bridge::emulator
