#pragma once
// The one table from what went wrong to what goes out (RFC 7644 section 3.12).

#include <chrono>
#include <optional>
#include <string_view>

#include "bridge/core/fault.hpp"
#include "bridge/core/value.hpp"
#include "bridge/web/message.hpp"

namespace bridge::http {

struct FaultStatus {
  int status = 500;
  /// The Retry-After of a fault that names none itself.
  std::optional<std::chrono::seconds> retry_after{};
};

[[nodiscard]] FaultStatus fault_status(core::FaultKind kind) noexcept;

/// The SCIM error's message by itself, as the results of a bulk request carry it.
[[nodiscard]] core::Object fault_message(const core::Fault& fault);

/// The SCIM error. Every 401 is the same to the byte, so that it tells nothing about tenants, paths or
/// tokens. `allow`: the methods of a MethodNotAllowed.
[[nodiscard]] web::Response fault_response(const core::Fault& fault, std::string_view allow = {});

}  // namespace bridge::http
