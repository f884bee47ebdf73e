#include "safety.hpp"

#include <algorithm>

#include "bridge/core/ascii_case.hpp"
#include "bridge/route/record.hpp"

namespace bridge::work {

namespace {

using core::Object;

/// Whether the decision takes access from whoever it is about.
bool takes_access(const Decision& decision) {
  if (!decision.before || decision.row.kind != store::Kind::User) return false;
  return decision.removed || (route::is_active(decision.before->shown) && !route::is_active(decision.row.asked));
}

bool is_called(const store::Row& row, std::string_view address) {
  return core::equal_ignoring_case(row.name, address) ||
         core::equal_ignoring_case(route::address_of(row.seen), address);
}

}  // namespace

core::Outcome check_safety(const State& state, const Decision& decision) {
  if (!takes_access(decision)) return core::ok();
  const auto& people = state.settings.access.protected_people;
  const bool is_protected = std::any_of(people.begin(), people.end(),
                                        [&](const std::string& address) { return is_called(decision.row, address); });
  if (!is_protected) return core::ok();
  return core::failure(core::FaultKind::Forbidden,
                       "active: this person is in the tenant's list of protected people; their access is taken in "
                       "Smartsheet alone");
}

}  // namespace bridge::work
