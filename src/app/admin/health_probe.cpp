#include "app/admin/health_probe.hpp"

#include <cstddef>
#include <memory>
#include <mutex>
#include <utility>

namespace bridge::app {

namespace {

/// Shared by whoever still has to answer. A tenant that is stopped drops its question, and with the last of them this.
class Gathering {
 public:
  Gathering(store::StoreHealth store, std::size_t tenants, std::function<void(const Readiness&)> done)
      : store_(std::move(store)), reports_(tenants), missing_(tenants), done_(std::move(done)) {}
  Gathering(const Gathering&) = delete;
  Gathering& operator=(const Gathering&) = delete;
  ~Gathering() { done_(missing_ == 0 ? readiness(store_, reports_) : stopping_now()); }

  void take(std::size_t index, TenantReport report) {
    const std::lock_guard lock(mutex_);
    reports_[index] = std::move(report);
    --missing_;
  }

 private:
  std::mutex mutex_;
  store::StoreHealth store_;
  std::vector<TenantReport> reports_;
  std::size_t missing_;
  std::function<void(const Readiness&)> done_;
};

}  // namespace

void HealthProbe::ask(std::function<void(const Readiness&)> done) const {
  const auto gathering = std::make_shared<Gathering>(store_.health(), tenants_.size(), std::move(done));
  for (std::size_t i = 0; i < tenants_.size(); ++i) {
    const ProbedTenant& tenant = tenants_[i];
    const oauth::Standing standing = tenant.keeper != nullptr ? tenant.keeper->standing() : oauth::Standing::Fine;
    tenant.work->health([gathering, i, name = tenant.name, standing](work::TenantHealth health) {
      gathering->take(i, {name, std::move(health), standing});
    });
  }
}

}  // namespace bridge::app
