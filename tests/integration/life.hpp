#pragma once
// A person's and a group's life as an identity provider leads it: the same whatever Smartsheet is like
// behind the bridge.

#include <string>

#include "integration/running_bridge.hpp"

namespace bridge::integration {

/// A PATCH body with these operations, a JSON list without its brackets.
[[nodiscard]] std::string patch(const std::string& operations);

/// Sends it and expects the status.
HttpAnswer expect(RunningBridge& bridge, int status, const std::string& method, const std::string& target,
                  const std::string& body = {});

/// A person with a name and a title; gives the id.
std::string create_person(RunningBridge& bridge, const std::string& user_name);

/// Smartsheet's record of the person with this address, case ignored; empty where there is none.
[[nodiscard]] core::Object record_of(RunningBridge& bridge, const std::string& address);

/// Created, renamed, deactivated twice, renamed while inactive, reactivated, deleted, created again.
void live_as_person(RunningBridge& bridge);
/// Created with a member, changed, renamed, a twin refused, deleted.
void live_as_group(RunningBridge& bridge);

}  // namespace bridge::integration
