#pragma once
// What Smartsheet and the bridge have, without what differs between two runs that came to the same: ids and times.

#include <set>
#include <string>

#include "bridge/core/value.hpp"
#include "bridge/emulator/emulator.hpp"

namespace bridge::accelerated {

/// Everybody by address, every group by name with owner and members; one line each.
[[nodiscard]] std::string picture_of(const emulator::Emulator& smartsheet);

/// Two ListResponses, of Users and of Groups, in the same way.
[[nodiscard]] std::string picture_of(const core::Value& users, const core::Value& groups);

/// What people can do at this moment: "anna@example.com signs in", "… is admin", "… is in Team". Whoever is not
/// ACTIVE can do nothing.
using Access = std::set<std::string>;
[[nodiscard]] Access access_in(const emulator::Emulator& smartsheet);

/// Addresses and group names that stand more than once, in any spelling.
[[nodiscard]] std::string doubled_in(const emulator::Emulator& smartsheet);

}  // namespace bridge::accelerated
