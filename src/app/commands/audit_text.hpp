#pragma once
// Lines of the audit for people who read them at night. Pure.

#include <string>

#include "bridge/core/value.hpp"

namespace bridge::app {

/// One line of audit_actions.hpp: what, then indented what was sent and why not. Ends with a line end.
[[nodiscard]] std::string audit_line_text(const core::Value& line);

}  // namespace bridge::app
