#pragma once
// What the commands about the store print of its JSON, for people. Pure; every text ends with a line end.

#include <string>

#include "bridge/core/value.hpp"

namespace bridge::app {

/// What the file holds, then what is wrong with it.
[[nodiscard]] std::string store_check_text(const std::string& file, const core::Value& report);
[[nodiscard]] std::string store_backup_text(const core::Value& backup);
[[nodiscard]] std::string store_restore_text(const std::string& file, const core::Value& restored);

/// "1 person, 2 groups, 1 membership, 0 open changes, 3 lines of audit"
[[nodiscard]] std::string store_counts_text(const core::Value& report);

}  // namespace bridge::app
