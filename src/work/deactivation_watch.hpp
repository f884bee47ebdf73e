#pragma once
// Smartsheet's newer pages say that active=false through its SCIM service deactivates a person, older ones
// that it removes them for good, with their sheets. Where it is seen to remove, it is not asked to again.

#include <map>
#include <string>

#include "bridge/core/result.hpp"
#include "bridge/route/plan.hpp"
#include "bridge/store/row.hpp"
#include "bridge/store/store.hpp"

namespace bridge::work {

struct State;

class DeactivationWatch {
 public:
  explicit DeactivationWatch(State& state) : state_(state) {}
  DeactivationWatch(const DeactivationWatch&) = delete;
  DeactivationWatch& operator=(const DeactivationWatch&) = delete;

  /// What the store remembers.
  void take(const std::map<std::string, std::string>& marks);

  /// Whether it would be an alarm if this person were gone.
  [[nodiscard]] bool would_tell(const store::Entry& entry) const;
  /// Somebody whom the mirror knew is gone in Smartsheet: an alarm where the bridge deactivated them through
  /// SCIM a moment ago.
  void gone(const store::Entry& entry);

  /// An administrator chose the SCIM route, knowing what it does.
  void forget(store::Change& change);

  /// Whether the plan would take access away in a way that was seen to remove people.
  [[nodiscard]] bool forbids(const route::Plan& plan) const;

 private:
  State& state_;
  bool removes_ = false;
};

/// What a caller hears where REST is not there to do it instead.
[[nodiscard]] core::Failure not_deactivated();

}  // namespace bridge::work
