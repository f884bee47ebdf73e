#pragma once
// The JSON of the commands about the store.

#include <string>

#include "bridge/core/value.hpp"
#include "bridge/store/maintenance.hpp"

namespace bridge::app {

/// {"sound","damage":[…],"problems":[…],"schema_version","people","groups","memberships","open_changes",
/// "audit_lines","bytes"}
[[nodiscard]] core::Object to_value(const store::CheckReport& report);

/// {"target","bytes"}
[[nodiscard]] core::Object backup_json(const std::string& target, std::uint64_t bytes);

/// {"restored":true,"before":FILE or null,"dropped_changes","backup":{…}}
[[nodiscard]] core::Object to_value(const store::Restored& restored);

}  // namespace bridge::app
