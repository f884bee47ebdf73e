#pragma once
// Smartsheet's error codes (API page "Error codes") and what they are to an identity provider. What is not listed
// follows the HTTP status; 4000 to 4004 are about the moment and no refusal (answer.cpp).

#include <cstdint>
#include <span>

#include "bridge/core/fault.hpp"

namespace bridge::route::smartsheet_rest {

struct ErrorCode {
  std::int64_t first;
  std::int64_t last;
  core::FaultKind kind;
  /// In our words, for an administrator to act on.
  const char* detail;
};

/// The code's row, or null.
[[nodiscard]] const ErrorCode* find_error_code(std::int64_t code) noexcept;
[[nodiscard]] std::span<const ErrorCode> error_codes() noexcept;

}  // namespace bridge::route::smartsheet_rest
