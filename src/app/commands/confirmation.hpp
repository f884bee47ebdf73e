#pragma once
// What is asked before something that can't be taken back.

#include <optional>
#include <string>

namespace bridge::app {

/// Whether a person at a terminal says yes; without a terminal nothing.
[[nodiscard]] std::optional<bool> confirmed(const std::string& question);

}  // namespace bridge::app
