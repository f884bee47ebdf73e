#pragma once
// What the commands print of the actions' JSON, for people. Pure; every text ends with a line end.

#include <string>

#include "bridge/core/value.hpp"

namespace bridge::app {

/// One block for each call, or why there is none.
[[nodiscard]] std::string plan_text(const core::Value& planned);

/// What the identity provider would be answered, from the status and the SCIM error.
[[nodiscard]] std::string refusal_text(int status, const core::Value& error);

[[nodiscard]] std::string route_text(const std::string& tenant, const core::Value& status);

/// Both sides; of a long list the first 20 and how many more there are.
[[nodiscard]] std::string comparison_text(const core::Value& comparison);

/// Of what is held the latest 20.
[[nodiscard]] std::string guard_text(const std::string& tenant, const core::Value& status);
[[nodiscard]] std::string guard_release_text(const core::Value& released);

[[nodiscard]] std::string rehearsal_text(const core::Value& report);

}  // namespace bridge::app
