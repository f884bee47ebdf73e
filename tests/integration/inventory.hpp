#pragma once
// What an emulated organisation holds of people, roles and memberships, to be compared before and after.

#include <cstddef>
#include <map>
#include <set>
#include <string>

#include "bridge/emulator/emulator.hpp"

namespace bridge::integration {

struct Inventory {
  /// By address: the roles that the record's flags stand for.
  std::map<std::string, std::string> roles;
  std::size_t people = 0;
  /// By name.
  std::map<std::string, std::set<std::string>> members;
};

[[nodiscard]] Inventory inventory(const emulator::Emulator& smartsheet);

}  // namespace bridge::integration
