#pragma once
// The filters of the SCIM service: `attribute eq "text"`, and no others (RFC 7644 section 3.4.2.2).

#include <optional>
#include <string>
#include <string_view>

namespace bridge::emulator {

struct ScimFilter {
  std::string attribute;
  std::string value;
};

/// Nothing for a text that is no such filter. Blanks around the parts don't matter, nor does the case of `eq`.
[[nodiscard]] std::optional<ScimFilter> read_scim_filter(std::string_view text);

/// Letters, digits, '-' and '_', a letter first.
[[nodiscard]] bool is_attribute_name(std::string_view text);

}  // namespace bridge::emulator
