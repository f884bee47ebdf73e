#include "app/admin/admin_actions.hpp"

#include <algorithm>
#include <utility>

#include "app/admin/admin_json.hpp"
#include "app/admin/audit_actions.hpp"
#include "app/admin/guard_json.hpp"
#include "app/admin/rehearsal_report.hpp"
#include "app/admin/sync_actions.hpp"
#include "app/json_reading.hpp"
#include "bridge/core/clock.hpp"

namespace bridge::app {

using core::FaultKind;
using core::Object;
using core::Value;

namespace {

void show_guard(work::Tenant& tenant, bool show_names, AdminDone done) {
  tenant.guard_status([show_names, done = std::move(done)](const work::GuardStatus& status) {
    done(Value(to_value(status, show_names)));
  });
}

void release_guard(work::Tenant& tenant, const Value& body, AdminDone done) {
  const auto release = guard_release_from(body);
  if (!release) return done(release.passed_on());
  tenant.release_guard(*release, [count = release->count, done = std::move(done)](const auto& released) {
    if (!released) return done(released.passed_on());
    done(Value(Object{{"released", static_cast<std::int64_t>(released->changes)},
                      {"count", std::int64_t{count}},
                      {"until", core::to_date_time(released->until)}}));
  });
}

}  // namespace

AdminActions::AdminActions(service::Service& service, store::Store& store, std::vector<AdminTenant> tenants)
    : service_(service), store_(store), tenants_(std::move(tenants)), care_(store) {}

void AdminActions::run(const AdminRequest& request, AdminDone done) {
  if (request.action == AdminAction::CheckStore) return care_.check(std::move(done));
  if (request.action == AdminAction::BackUpStore) return care_.back_up(request.body, std::move(done));
  const auto found = std::find_if(tenants_.begin(), tenants_.end(),
                                  [&](const AdminTenant& tenant) { return tenant.name == request.tenant; });
  if (found == tenants_.end()) {
    return done(core::failure(FaultKind::NotFound, "no tenant \"" + request.tenant.text + "\" in this server"));
  }
  switch (request.action) {
    case AdminAction::Plan: return plan(request, std::move(done));
    case AdminAction::ShowRoute:
      return found->work->route_status(
          [done = std::move(done)](const work::RouteStatus& status) { done(Value(to_value(status))); });
    case AdminAction::SetRoute: return set_route(*found->work, request.body, std::move(done));
    case AdminAction::CompareRoutes:
      return found->work->compare_routes([done = std::move(done)](const core::Result<work::RouteComparison>& compared) {
        compared ? done(Value(to_value(*compared))) : done(compared.passed_on());
      });
    case AdminAction::ShowRehearsal: return show_rehearsal(request.tenant, done);
    case AdminAction::ForgetRehearsal: return forget_rehearsal(request.tenant, std::move(done));
    case AdminAction::ShowGuard: return show_guard(*found->work, false, std::move(done));
    case AdminAction::ShowGuardWithNames: return show_guard(*found->work, true, std::move(done));
    case AdminAction::SearchAudit: return done(search_audit(*found->work, store_, request.tenant, request.body));
    case AdminAction::ForgetPerson: return forget_person(*found->work, request.body, std::move(done));
    case AdminAction::BeginSync:
    case AdminAction::ShowSync:
    case AdminAction::ShowDrift:
    case AdminAction::PlanRepair:
    case AdminAction::BeginRepair:
    case AdminAction::ShowRepair: return run_sync_action(request.action, *found, request.body, std::move(done));
    case AdminAction::CheckStore:
    case AdminAction::BackUpStore: return;  // done above
    case AdminAction::ReleaseGuard: return release_guard(*found->work, request.body, std::move(done));
  }
}

void AdminActions::plan(const AdminRequest& request, AdminDone done) {
  service::PlanQuery query;
  query.tenant = request.tenant;
  query.client = text_at(request.body, "client");
  query.method = text_at(request.body, "method");
  query.path = text_at(request.body, "path");
  query.body = value_at(request.body, "body");
  query.show_values = flag_at(request.body, "show_values");
  if (query.method.empty() || query.path.empty()) {
    return done(core::failure(FaultKind::InvalidValue, "expected {\"method\":\"…\",\"path\":\"…\"}, a text each"));
  }
  service_.plan(query, std::move(done));
}

void AdminActions::set_route(work::Tenant& tenant, const Value& body, AdminDone done) {
  const auto to = route::route_from(text_at(body, "route"));
  if (!to) return done(core::failure(FaultKind::InvalidValue, R"(route: expected "scim" or "rest")"));
  tenant.set_route(*to, [&tenant, done = std::move(done)](const core::Outcome& outcome) {
    if (!outcome) return done(outcome.passed_on());
    tenant.route_status([done](const work::RouteStatus& status) { done(Value(to_value(status))); });
  });
}

void AdminActions::show_rehearsal(const core::TenantName& tenant, const AdminDone& done) {
  const auto rehearsals = store_.rehearsals(tenant);
  rehearsals ? done(Value(rehearsal_report(*rehearsals))) : done(rehearsals.passed_on());
}

void AdminActions::forget_rehearsal(const core::TenantName& tenant, AdminDone done) {
  const auto rehearsals = store_.rehearsals(tenant);
  if (!rehearsals) return done(rehearsals.passed_on());
  const auto count = static_cast<std::int64_t>(rehearsals->size());
  store::Change change;
  change.forget_rehearsals = true;
  store_.commit(tenant, std::move(change), [count, done = std::move(done)](const core::Outcome& outcome) {
    outcome ? done(Value(Object{{"forgotten", count}})) : done(outcome.passed_on());
  });
}

}  // namespace bridge::app
