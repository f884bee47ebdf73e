#pragma once
// The paths that the SCIM service takes in PATCH: `attr`, `attr.sub`, `attr[name eq "text"]`, the same with
// `.value`, and `urn:…:User:attr` (of the enterprise extension).

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "emulator/errors.hpp"
#include "emulator/scim_filter.hpp"

namespace bridge::emulator {

struct ScimPath {
  bool enterprise = false;
  std::string attribute;
  std::optional<ScimFilter> filter;
  /// Empty: none.
  std::string sub;
};

/// invalidPath for any other form, invalidFilter for any other filter in brackets.
[[nodiscard]] std::variant<ScimPath, ApiError> read_scim_path(std::string_view text);

}  // namespace bridge::emulator
