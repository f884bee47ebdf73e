#pragma once
// From a raw exchange to the operation it asks for: everything that is checked for all of them.

#include <string>
#include <string_view>
#include <variant>

#include "emulator/face.hpp"
#include "emulator/operation.hpp"
#include "emulator/rate_limiter.hpp"
#include "emulator/router.hpp"
#include "emulator/tokens.hpp"

namespace bridge::emulator {

struct Gate {
  Organisation& organisation;
  const Options& options;
  const Facts& facts;
  const Tokens& tokens;
  RateLimiter& limiter;
  core::Instant now;
  core::Tick tick;

  /// What both faces check first: the version, the token, its budget, the Accept header, in this order.
  /// `retry_after` is set with 4003.
  [[nodiscard]] std::variant<Caller, ApiError> admit(const Emulator::Exchange& exchange, Face face,
                                                     std::optional<std::chrono::seconds>& retry_after);
  /// null when there is none and none is required. 1024, 1124, 1008 or 1282.
  [[nodiscard]] std::variant<core::Value, ApiError> read_body(const Emulator::Exchange& exchange, BodyNeed need,
                                                              Face face) const;

  /// One REST operation: admits, checks the path, rights and the body, in this order, and runs it.
  [[nodiscard]] Answer pass(const Emulator::Exchange& exchange, std::optional<std::chrono::seconds>& retry_after);

 private:
  [[nodiscard]] Answer run(const Emulator::Exchange& exchange, const Caller& caller);
};

}  // namespace bridge::emulator
