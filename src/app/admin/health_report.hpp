#pragma once
// What probes are answered: whether identity providers can be served, and why not. Counts, times and names of tenants,
// nothing of anybody.

#include <cstdint>
#include <string>
#include <vector>

#include "bridge/core/clock.hpp"
#include "bridge/core/value.hpp"
#include "bridge/oauth/token_keeper.hpp"
#include "bridge/store/store.hpp"
#include "bridge/work/tenant_health.hpp"

namespace bridge::app {

struct TenantReport {
  std::string name;
  work::TenantHealth health;
  oauth::Standing oauth = oauth::Standing::Fine;
};

struct Readiness {
  bool ready = false;
  /// {"ready","reasons":[…],"warnings":[…],"store"?,"tenants":[…]}
  core::Object body;
};

/// Each reason and warning is one sentence: the tenant, what is expected, what was found, what to do.
[[nodiscard]] Readiness readiness(const store::StoreHealth& store, const std::vector<TenantReport>& tenants);

[[nodiscard]] Readiness still_starting();
[[nodiscard]] Readiness stopping_now();

/// {"status":"ok","version","started"}
[[nodiscard]] core::Object liveness(core::Instant started);

}  // namespace bridge::app
