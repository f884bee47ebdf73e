#pragma once
// The steps of a case's file.

#include <string>

#include "bridge/conformance/case.hpp"
#include "conformance/reading.hpp"

namespace bridge::conformance {

/// "MUST", "SHOULD", "MAY"; `otherwise` where there is none.
[[nodiscard]] Level read_level(Reader& reader, Level otherwise);

/// `weight` is the case's level, which a step may lower.
[[nodiscard]] Step read_step(const core::Value& value, const std::string& where, Level weight, Problems& problems);

/// Whether this can be a need; README.md has the list.
[[nodiscard]] bool is_need(std::string_view text);

}  // namespace bridge::conformance
