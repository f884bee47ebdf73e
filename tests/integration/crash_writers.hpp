#pragma once
// An identity provider that goes on writing until the program is gone.

#include <string>

#include "integration/crash_ledger.hpp"
#include "integration/running_bridge.hpp"

namespace bridge::integration {

/// The bodies of requests.
[[nodiscard]] std::string creation(const std::string& name, const std::string& title);
[[nodiscard]] std::string group_creation(const std::string& name);
[[nodiscard]] std::string replacement(const std::string& value);
[[nodiscard]] std::string addition(const std::string& member);

/// Sends it again while the answer is 503, as identity providers do; `status` 0 once the program is gone.
[[nodiscard]] HttpAnswer repeated(RunningBridge& bridge, const std::string& method, const std::string& target,
                                  const std::string& body);

/// One writer's life in one round: people and groups of its own, and additions to a group that all share. What
/// becomes of the first person goes by `first_turn`.
void write_until_gone(RunningBridge& bridge, Ledger& ledger, const std::string& group_id, const std::string& prefix,
                      int first_turn);

}  // namespace bridge::integration
