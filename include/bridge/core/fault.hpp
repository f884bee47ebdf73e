#pragma once
// Everything that can go wrong, as values. A Fault says what happened in our own words; which HTTP
// status and scimType it becomes is decided in one table (http/fault_response).

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace bridge::core {

/// What happened. The first block carries the scimType keywords of RFC 7644 section 3.12, the second
/// speaks of the caller's HTTP request, the third of the caller's rights, the fourth of Smartsheet,
/// the last of ourselves.
enum class FaultKind : std::uint8_t {
  InvalidFilter,
  TooMany,
  Uniqueness,
  Mutability,
  InvalidSyntax,
  InvalidPath,
  NoTarget,
  InvalidValue,
  InvalidVersion,
  Sensitive,
  /// These two by RFC 9865 section 2.1.
  InvalidCursor,
  InvalidCount,

  BadRequest,
  RequestTimeout,
  PayloadTooLarge,
  TargetTooLong,
  HeadersTooLarge,
  ExpectationFailed,
  NotFound,
  MethodNotAllowed,
  NotAcceptable,
  UnsupportedMediaType,
  PreconditionFailed,
  /// Of a bulk request: an operation that waits for what will not come (RFC 7644 section 3.7.1).
  Conflict,
  NotImplemented,

  Unauthorized,
  Forbidden,

  UpstreamRateLimited,
  UpstreamUnavailable,
  UpstreamTimeout,
  UpstreamRejected,
  UpstreamCredential,
  OutcomeUnknown,

  NotReady,
  Overloaded,
  StoreFailed,
  /// A write that was planned and not sent, because the tenant rehearses.
  Rehearsed,
  /// A write that takes access from too many in too short a time: it waits for an administrator.
  Held,
  Bug,
};

/// Text for the log only. A type of its own, so that it can't be put where a caller would see it.
struct LogText {
  std::string text;
  bool operator==(const LogText&) const = default;
};

/// One fault. `detail` is shown to the caller: it says what was expected, what was found and where,
/// and quotes attribute names, never personal values or secrets. `context` goes to the log.
struct Fault {
  FaultKind kind = FaultKind::Bug;
  std::string detail;
  LogText context{};
  /// When a repeat has a chance, in whole seconds: the Retry-After header (RFC 9110 section 10.2.3).
  std::optional<std::chrono::seconds> retry_after{};

  bool operator==(const Fault&) const = default;
};

/// The kind's name as it stands in the log and in test output, for example "InvalidFilter".
[[nodiscard]] const char* to_string(FaultKind kind);

}  // namespace bridge::core
