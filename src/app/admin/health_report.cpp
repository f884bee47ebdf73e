#include "app/admin/health_report.hpp"

#include <chrono>
#include <utility>

#include "bridge/route/plan.hpp"

namespace bridge::app {

namespace {

using core::Array;
using core::Object;
using core::Value;
using std::chrono::duration_cast;
using std::chrono::seconds;

using Sentences = std::vector<std::string>;

Array array_of(const Sentences& sentences) { return Array(std::vector<Value>(sentences.begin(), sentences.end())); }

Value number(std::size_t count) { return Value(static_cast<std::int64_t>(count)); }

std::string in_seconds(std::chrono::milliseconds time) {
  return std::to_string(std::chrono::ceil<seconds>(time).count()) + " s";
}

std::string command(const char* words, const std::string& tenant) {
  return std::string("\"scimbridge ") + words + " --config FILE --tenant " + tenant + "\"";
}

const char* service_name(route::Route way) { return way == route::Route::Scim ? "SCIM service" : "REST API"; }

class Findings {
 public:
  explicit Findings(const TenantReport& tenant) : tenant_(tenant) {}

  void look() {
    look_at_mirror();
    look_at_route();
    look_at_services();
    look_at_people();
  }
  [[nodiscard]] const Sentences& reasons() const { return reasons_; }
  [[nodiscard]] const Sentences& warnings() const { return warnings_; }

 private:
  void reason(const std::string& text) { reasons_.push_back("tenant \"" + tenant_.name + "\": " + text); }
  void warn(const std::string& text) { warnings_.push_back("tenant \"" + tenant_.name + "\": " + text); }
  [[nodiscard]] std::string last_failure() const {
    const auto& failure = tenant_.health.last_failure;
    return failure ? "; the last try failed: " + failure->detail : std::string();
  }

  void look_at_mirror() {
    const work::TenantHealth& health = tenant_.health;
    if (!health.complete) {
      return reason("expected the directory to have been read from Smartsheet once, found that it was not yet" +
                    last_failure() + "; wait, and see the log where it goes on failing");
    }
    if (!health.overdue) return;
    const std::string found = health.age ? "the last one " + in_seconds(*health.age) + " ago" : "none since the start";
    warn("expected a complete refresh every " + in_seconds(health.refresh) + ", found " + found + last_failure() +
         "; see the log for what stands in the way");
  }

  void look_at_route() {
    const work::TenantHealth& health = tenant_.health;
    if (!health.route) {
      return reason("expected the route to be settled, found it open, so writes are refused; see " +
                    command("route show", tenant_.name) + ", or name the route in the configuration");
    }
    if (!health.route_lost) return;
    reason(std::string("expected Smartsheet's ") + service_name(*health.route) +
           ", which is the route, to answer this tenant, found that it no longer does; see " +
           command("route show", tenant_.name));
  }

  void look_at_services() {
    for (const work::TenantHealth::Shut& shut : tenant_.health.shut) {
      const std::string service = std::string("expected Smartsheet's ") + service_name(shut.route);
      if (shut.refused) {
        warn(service + " to accept the bridge's token, found it refused; put a valid token in place");
      } else {
        warn(service + " to answer, found that it does not; see whether Smartsheet is down or the network is");
      }
    }
    if (tenant_.oauth == oauth::Standing::Fine) return;
    const bool refused = tenant_.oauth == oauth::Standing::LockedOut;
    warn(std::string("expected a pair of OAuth tokens ") +
         (refused ? "that can be renewed, found that Smartsheet refuses to" : "on disk, found none that can be read") +
         "; run " + command("login", tenant_.name));
  }

  void look_at_people() {
    const work::TenantHealth& health = tenant_.health;
    if (health.held_by_guard > 0) {
      warn("expected nothing held by the accident guard, found " + std::to_string(health.held_by_guard) +
           " changes that wait for a person; see " + command("guard show", tenant_.name));
    }
    if (health.downgraded > 0) {
      warn("expected nobody to sign in whose access was taken, found " + std::to_string(health.downgraded) +
           " people who were downgraded and still can; deactivate them in Smartsheet");
    }
  }

  const TenantReport& tenant_;
  Sentences reasons_;
  Sentences warnings_;
};

Object mirror_of(const work::TenantHealth& health) {
  const Value refreshed = health.refreshed ? Value(core::to_date_time(*health.refreshed)) : Value();
  Object mirror{{"complete", health.complete}, {"refreshed", refreshed}, {"age_seconds", nullptr}};
  if (health.age) mirror = mirror.with("age_seconds", std::int64_t{duration_cast<seconds>(*health.age).count()});
  if (!health.last_failure) return mirror;
  return mirror.with("last_failure", Object{{"at", core::to_date_time(health.last_failure->at)},
                                            {"detail", health.last_failure->detail}});
}

Value value_of(const TenantReport& tenant, bool ready) {
  const work::TenantHealth& health = tenant.health;
  return Object{{"name", tenant.name},
                {"ready", ready},
                {"route", health.route ? Value(route::to_string(*health.route)) : Value()},
                {"mirror", mirror_of(health)},
                {"waiting", number(health.waiting)},
                {"open_changes", number(health.open_changes)},
                {"held_by_guard", number(health.held_by_guard)},
                {"downgraded", number(health.downgraded)}};
}

std::string store_reason(const store::StoreHealth& store) {
  return "store: expected a file that can be written, found that it can't be since " + core::to_date_time(store.since) +
         " (" + store.trouble + "), so writes are refused; see to the disk under state_dir";
}

Object value_of(const store::StoreHealth& store) {
  if (store.writable) return {{"writable", true}};
  return {{"writable", false}, {"trouble", store.trouble}, {"since", core::to_date_time(store.since)}};
}

Readiness not_ready(const char* reason) {
  return {false,
          Object{{"ready", false}, {"reasons", array_of({reason})}, {"warnings", Array()}, {"tenants", Array()}}};
}

}  // namespace

Readiness readiness(const store::StoreHealth& store, const std::vector<TenantReport>& tenants) {
  Sentences reasons;
  if (!store.writable) reasons.push_back(store_reason(store));
  Sentences warnings;
  std::vector<Value> told;
  for (const TenantReport& tenant : tenants) {
    Findings findings(tenant);
    findings.look();
    reasons.insert(reasons.end(), findings.reasons().begin(), findings.reasons().end());
    warnings.insert(warnings.end(), findings.warnings().begin(), findings.warnings().end());
    told.push_back(value_of(tenant, findings.reasons().empty()));
  }
  const bool ready = reasons.empty();
  return {ready, Object{{"ready", ready},
                        {"reasons", array_of(reasons)},
                        {"warnings", array_of(warnings)},
                        {"store", value_of(store)},
                        {"tenants", Array(std::move(told))}}};
}

Readiness still_starting() { return not_ready("the server is still starting; wait, and see its log where it lasts"); }

Readiness stopping_now() {
  return not_ready("the server is stopping: it ends what it has begun, and takes nothing new");
}

Object liveness(core::Instant started) {
  return {{"status", "ok"}, {"version", SCIMBRIDGE_VERSION}, {"started", core::to_date_time(started)}};
}

}  // namespace bridge::app
