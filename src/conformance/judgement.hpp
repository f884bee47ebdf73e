#pragma once
// Whether an answer is one of those that are right.

#include <optional>
#include <string>
#include <vector>

#include "bridge/conformance/case.hpp"
#include "bridge/conformance/wire.hpp"

namespace bridge::conformance {

/// A sentence for each difference from the nearest of the right answers; none when one of them fits, or when there are
/// none to choose from.
[[nodiscard]] std::vector<std::string> judge(const std::vector<Expectation>& any_of, const Incoming& came);

/// What a SCIM error says of itself, for messages: its detail, or nothing.
[[nodiscard]] std::string detail_of(const Incoming& came);

}  // namespace bridge::conformance
