#pragma once
// What `scimbridge sync` prints of the actions' JSON, for people. Pure; every text but progress ends with a line end.

#include <string>

#include "bridge/core/value.hpp"

namespace bridge::app {

/// "120 people, 8 groups, members of 3 of 8 groups", with a bar where it is known how much there is.
[[nodiscard]] std::string sync_progress_text(const core::Value& status);
[[nodiscard]] std::string repair_progress_text(const core::Value& status);

/// A table, a line for each difference.
[[nodiscard]] std::string drift_text(const core::Value& found);
/// What a repair does about each resource, and what that costs.
[[nodiscard]] std::string repair_plan_text(const core::Value& plan);
/// What came of it.
[[nodiscard]] std::string repair_text(const std::string& tenant, const core::Value& status);

}  // namespace bridge::app
