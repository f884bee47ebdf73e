#pragma once
// Loading the configuration for a command.

#include <optional>
#include <string>

#include "bridge/config/settings.hpp"

namespace bridge::app {

/// The settings, or nothing after every problem was written to standard error, a line each.
[[nodiscard]] std::optional<config::Settings> load_or_report(const std::string& file);

}  // namespace bridge::app
