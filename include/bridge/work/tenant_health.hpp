#pragma once
// How a tenant does, for probes: counts and times, nothing that names anybody.

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "bridge/core/clock.hpp"
#include "bridge/route/plan.hpp"

namespace bridge::work {

struct TenantHealth {
  /// Nothing while it is not settled.
  std::optional<route::Route> route;
  /// The service that it is settled on no longer answers this tenant.
  bool route_lost = false;

  /// A refresh has been complete once, in this process or an earlier one.
  bool complete = false;
  /// Between refreshes, as configured.
  std::chrono::milliseconds refresh{};
  /// When this process's last complete refresh ended, and how long that is ago.
  std::optional<core::Instant> refreshed;
  std::optional<std::chrono::milliseconds> age;
  struct Failure {
    core::Instant at{};
    /// A sentence without personal values.
    std::string detail;
  };
  /// The latest since the last complete refresh.
  std::optional<Failure> last_failure;
  /// Refreshes have failed for longer than three times `refresh`.
  bool overdue = false;

  /// A service that calls don't leave to now.
  struct Shut {
    route::Route route = route::Route::Rest;
    /// It refuses the token; else it does not answer.
    bool refused = false;
  };
  std::vector<Shut> shut;

  /// Writes that wait or are under way.
  std::size_t waiting = 0;
  /// Changes that are committed and not yet carried out to their end.
  std::size_t open_changes = 0;
  /// Changes that the accident guard keeps for a person to decide.
  std::size_t held_by_guard = 0;
  /// People whose access was to be taken and who can still sign in, since only their licence is gone.
  std::size_t downgraded = 0;
};

}  // namespace bridge::work
