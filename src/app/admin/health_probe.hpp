#pragma once
// Asks the tenants of a running server how they do.

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "app/admin/health_report.hpp"
#include "bridge/oauth/token_keeper.hpp"
#include "bridge/store/store.hpp"
#include "bridge/work/tenant.hpp"

namespace bridge::app {

struct ProbedTenant {
  std::string name;
  work::Tenant* work = nullptr;
  /// Null pointer where its token is not renewed.
  const oauth::TokenKeeper* keeper = nullptr;
};

class HealthProbe {
 public:
  /// All of it must outlive the probe.
  HealthProbe(const store::Store& store, std::vector<ProbedTenant> tenants)
      : store_(store), tenants_(std::move(tenants)) {}

  /// From any thread; `done` is called once, on any thread: with stopping_now() where a tenant was stopped meanwhile.
  void ask(std::function<void(const Readiness&)> done) const;

 private:
  const store::Store& store_;
  std::vector<ProbedTenant> tenants_;
};

}  // namespace bridge::app
