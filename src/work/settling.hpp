#pragma once
// Whom the bridge owes something, and when it does it: names and access at the first sight of ACTIVE, the rest of
// a departure when its hold is over.

#include <cstdint>
#include <unordered_map>

#include "bridge/core/clock.hpp"
#include "bridge/core/ids.hpp"
#include "bridge/core/result.hpp"
#include "bridge/store/row.hpp"

namespace bridge::work {

struct State;

/// Lives on the tenant's loop. What it does is an edit like any other, in the person's lane.
class Settling {
 public:
  explicit Settling(State& state) : state_(state) {}
  Settling(const Settling&) = delete;
  Settling& operator=(const Settling&) = delete;

  /// A row that was loaded.
  void take(const store::Row& row);
  /// A row that was published.
  void note(const store::Row& row);
  /// Somebody became a member of a group by a write of the bridge's. Where their access was taken by a downgrade
  /// while that was under way, they leave it again.
  void joined(const core::ResourceId& person);
  /// Smartsheet was read: whatever that made due is done, and what failed before is tried again.
  void refreshed();
  /// From the tenant's start on.
  void wake_for_the_next();

  /// How many people are owed something.
  [[nodiscard]] std::size_t size() const noexcept { return debts_.size(); }

 private:
  struct Debt {
    bool under_way = false;
    unsigned failures = 0;
    core::Tick not_before{};
  };
  [[nodiscard]] bool is_ripe(const store::Row& row) const;
  void settle(const core::ResourceId& id);
  void ended(const core::ResourceId& id, const core::Outcome& outcome);

  State& state_;
  std::unordered_map<core::ResourceId, Debt> debts_;
  /// The time for which the last wake-up was ordered.
  core::Instant wakes_at_{};
};

}  // namespace bridge::work
