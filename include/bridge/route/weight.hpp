#pragma once
// What a call costs of Smartsheet's budget.

#include "bridge/route/plan.hpp"

namespace bridge::route {

/// How much of the requests of a minute the call uses up: 1 unless the table in weight.cpp says otherwise.
[[nodiscard]] unsigned weight_of(const CallView& call) noexcept;

}  // namespace bridge::route
