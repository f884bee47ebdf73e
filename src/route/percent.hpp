#pragma once
// Texts as parts of a URL (RFC 3986 section 2.1).

#include <string>
#include <string_view>

namespace bridge::route {

/// Everything but unreserved characters as %XX.
[[nodiscard]] std::string percent_encoded(std::string_view text);

}  // namespace bridge::route
