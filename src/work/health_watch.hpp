#pragma once
// Keeps what a tenant's health is told from, so that telling it costs nothing whatever the size.

#include <cstdint>
#include <functional>
#include <optional>
#include <unordered_set>
#include <vector>

#include "bridge/core/clock.hpp"
#include "bridge/core/ids.hpp"
#include "bridge/core/result.hpp"
#include "bridge/store/store.hpp"
#include "bridge/work/tenant_health.hpp"

namespace bridge::work {

struct State;

/// Lives on the tenant's loop.
class HealthWatch {
 public:
  explicit HealthWatch(State& state) : state_(state) {}
  HealthWatch(const HealthWatch&) = delete;
  HealthWatch& operator=(const HealthWatch&) = delete;

  /// A row that was loaded or published.
  void note(const store::Row& row);
  void dropped(store::Kind kind, const core::ResourceId& id);
  /// An intent that was loaded.
  void note_open(std::uint64_t intent) { open_.insert(intent); }

  using Done = std::function<void(core::Outcome)>;
  /// For a change that is about to be committed: `done`, and before it the count of open intents.
  [[nodiscard]] Done counting(const store::Change& change, Done done);

  /// The tenant starts to work.
  void started();
  void refreshed(const core::Outcome& outcome);

  [[nodiscard]] TenantHealth tell(bool complete) const;

 private:
  State& state_;
  std::unordered_set<core::ResourceId> downgraded_;
  std::unordered_set<std::uint64_t> open_;
  /// Of the last complete refresh, before the first one of the start.
  core::Tick good_since_{};
  std::optional<core::Instant> refreshed_at_;
  std::optional<TenantHealth::Failure> failure_;
};

}  // namespace bridge::work
