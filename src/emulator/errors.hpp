#pragma once
// Smartsheet's error codes: HTTP status and message of each, in one table.

#include <string>
#include <string_view>
#include <variant>

#include "bridge/core/value.hpp"

namespace bridge::emulator {

/// One refusal, before it has a refId.
struct ApiError {
  int code = 4000;
  std::string message;
  int status = 500;
  core::Value detail{};
  /// RFC 7644 section 3.12; only on the SCIM face, and empty where it has none.
  std::string scim_type{};
};

/// What an operation answers: the body of a 200, or a refusal.
using Answer = std::variant<core::Value, ApiError>;

/// The refusal of this code; `first` and `second` stand for {0} and {1} in its message. A code that is
/// not in the table becomes a 500 without a special message.
[[nodiscard]] ApiError refuse(int code, std::string_view first = {}, std::string_view second = {});
/// The same with another HTTP status, for codes whose status is a switch.
[[nodiscard]] ApiError refuse_with(int code, int status);

}  // namespace bridge::emulator
