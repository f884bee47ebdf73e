#pragma once
// What Smartsheet's REST API says, and what that means (API pages "Errors" and "Rate limiting").

#include <optional>
#include <string>
#include <string_view>

#include "bridge/core/value.hpp"
#include "bridge/route/answer.hpp"

namespace bridge::route::smartsheet_rest {

/// Reads one answer. `retry_after` is the header's text. `parsed` is the body, or nothing when it was
/// no JSON.
[[nodiscard]] Reading read_answer(int status, std::string_view retry_after, const std::optional<core::Value>& parsed);

/// The id in the answer to a creation (result.id), or nothing.
[[nodiscard]] std::optional<std::string> created_id(const core::Value& body);

}  // namespace bridge::route::smartsheet_rest
