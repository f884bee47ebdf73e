#pragma once
// JSON that was sent inside a text.

#include <optional>
#include <string_view>

#include "bridge/core/value.hpp"

namespace bridge::dialect {

/// The object or array that the text holds; nothing when it is an ordinary text.
[[nodiscard]] std::optional<core::Value> embedded_json(std::string_view text);

[[nodiscard]] bool is_empty_text(const core::Value& value) noexcept;

}  // namespace bridge::dialect
