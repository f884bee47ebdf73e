#pragma once
// What an administrator can look at and steer, each a function from JSON to JSON: the admin listener and,
// while no server runs, the commands themselves do it through here.

#include <cstdint>
#include <functional>
#include <vector>

#include "app/admin/store_actions.hpp"
#include "bridge/core/ids.hpp"
#include "bridge/core/result.hpp"
#include "bridge/core/value.hpp"
#include "bridge/service/service.hpp"
#include "bridge/store/store.hpp"
#include "bridge/work/tenant.hpp"

namespace bridge::app {

enum class AdminAction : std::uint8_t {
  /// {"client"?,"method","path","body"?,"show_values"?} -> what service::Service::plan gives.
  Plan,
  /// -> admin_json.hpp, to_value(RouteStatus).
  ShowRoute,
  /// {"route":"scim"|"rest"} -> the status after it.
  SetRoute,
  /// -> admin_json.hpp, to_value(RouteComparison).
  CompareRoutes,
  /// -> rehearsal_report.hpp.
  ShowRehearsal,
  /// -> {"forgotten":N}
  ForgetRehearsal,
  /// -> guard_json.hpp; people and groups by id, or with their names.
  ShowGuard,
  ShowGuardWithNames,
  /// {"lasting_seconds","count"?} -> {"released":N,"count","until"}
  ReleaseGuard,
  /// Of the server, not of a tenant. -> store_json.hpp, to_value(CheckReport).
  CheckStore,
  /// Of the server. {"target"}, an absolute path -> {"target","bytes"}
  BackUpStore,
  /// audit_actions.hpp
  SearchAudit,
  ForgetPerson,
  /// -> sync_json.hpp; begins, and answers at once.
  BeginSync,
  ShowSync,
  ShowDrift,
  PlanRepair,
  /// {"plan"} -> as ShowRepair
  BeginRepair,
  ShowRepair,
};

struct AdminRequest {
  AdminAction action = AdminAction::ShowRoute;
  /// Plays no part for what is of the server.
  core::TenantName tenant;
  core::Value body;
};
using AdminDone = std::function<void(core::Result<core::Value>)>;

struct AdminTenant {
  core::TenantName name;
  work::Tenant* work = nullptr;
  /// Where no server runs the tenant rests until somebody wants it to work: begins that, once.
  std::function<void()> wake{};
};

class AdminActions {
 public:
  /// All of it must outlive the actions.
  AdminActions(service::Service& service, store::Store& store, std::vector<AdminTenant> tenants);

  /// Callable from any thread; `done` is called once, on any thread, unless the tenants are stopped first.
  /// NotFound for an unknown tenant, InvalidValue for a body that does not fit.
  void run(const AdminRequest& request, AdminDone done);

 private:
  void plan(const AdminRequest& request, AdminDone done);
  void set_route(work::Tenant& tenant, const core::Value& body, AdminDone done);
  void show_rehearsal(const core::TenantName& tenant, const AdminDone& done);
  void forget_rehearsal(const core::TenantName& tenant, AdminDone done);

  service::Service& service_;
  store::Store& store_;
  std::vector<AdminTenant> tenants_;
  StoreActions care_;
};

}  // namespace bridge::app
