#pragma once
// Looking into JSON whose shape is our own: what is not there reads as empty.

#include <cstdint>
#include <string>
#include <string_view>

#include "bridge/core/value.hpp"

namespace bridge::app {

/// The value under `name`, or null. Lives as long as `value`, or for ever.
[[nodiscard]] const core::Value& value_at(const core::Value& value, std::string_view name);
[[nodiscard]] std::string text_at(const core::Value& value, std::string_view name);
[[nodiscard]] std::int64_t number_at(const core::Value& value, std::string_view name);
[[nodiscard]] bool flag_at(const core::Value& value, std::string_view name);
[[nodiscard]] core::Array list_at(const core::Value& value, std::string_view name);

/// The text with control characters replaced by '?', so that no name can steer a terminal.
[[nodiscard]] std::string printable(std::string_view text);

/// "1 person", "2 people".
[[nodiscard]] std::string counted(std::int64_t count, std::string_view one, std::string_view many);

}  // namespace bridge::app
