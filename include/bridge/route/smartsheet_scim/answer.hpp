#pragma once
// What Smartsheet's SCIM service says, and what that means (RFC 7644 section 3.12).

#include <optional>
#include <string_view>

#include "bridge/core/value.hpp"
#include "bridge/route/answer.hpp"

namespace bridge::route::smartsheet_scim {

/// Reads one answer to a call with this method. `retry_after` is the header's text; `parsed` is the body,
/// or nothing when it was no JSON. `no_body` says that there was none.
///
/// 200 to a POST means that the resource was there before (the service creates with 201): Refused,
/// Uniqueness. 405 and 501 are Refused, NotImplemented: the service does not offer the operation. Errors
/// come as SCIM errors or in the form of Smartsheet's REST API.
[[nodiscard]] Reading read_answer(std::string_view method, int status, std::string_view retry_after,
                                  const std::optional<core::Value>& parsed, bool no_body);

}  // namespace bridge::route::smartsheet_scim
