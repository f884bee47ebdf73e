#pragma once
// Header fields that are lists.

#include <optional>
#include <string>
#include <string_view>

#include "bridge/web/message.hpp"

namespace bridge::http {

/// All fields of this name as one, joined by commas (RFC 9110 section 5.3); nothing when there is none.
[[nodiscard]] std::optional<std::string> joined_header(const web::RequestHead& head, std::string_view name);

}  // namespace bridge::http
