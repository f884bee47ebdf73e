#pragma once
// What a decision about somebody does to their access and their roles in Smartsheet, read off the effects of its
// calls: the same for every route, every verb and every policy. Pure.

#include <set>
#include <string_view>

#include "decision.hpp"

namespace bridge::work {

struct AccessChange {
  /// They had access before and have none after it: as it is shown, or as Smartsheet has it.
  bool takes_access = false;
  /// By Smartsheet's names.
  std::set<std::string_view> taken;
  std::set<std::string_view> given;
};

/// Nothing for a group.
[[nodiscard]] AccessChange access_change(const Decision& decision);

/// Whether Smartsheet lets the person in as a System Admin, as far as its last record tells.
[[nodiscard]] bool is_active_admin(const store::Row& row);

/// Whether the decision ends that.
[[nodiscard]] bool takes_admin(const Decision& decision);

}  // namespace bridge::work
