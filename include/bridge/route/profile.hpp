#pragma once
// Title, department and the like by REST. Smartsheet's pages disagree on whether PUT and POST take them.

#include <optional>

#include "bridge/route/plan.hpp"

namespace bridge::route {

/// The step without the profile attributes in its body; nothing where it has none.
[[nodiscard]] std::optional<Step> without_profile(const Step& step);

}  // namespace bridge::route
