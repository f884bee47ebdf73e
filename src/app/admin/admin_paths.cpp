#include "app/admin/admin_paths.hpp"

#include <algorithm>
#include <iterator>

namespace bridge::app {

namespace {

constexpr std::string_view kTenants = "/tenants/";

constexpr AdminPath kPaths[] = {
    {"POST", "plan", AdminAction::Plan},
    {"GET", "route", AdminAction::ShowRoute},
    {"PUT", "route", AdminAction::SetRoute},
    {"GET", "route/comparison", AdminAction::CompareRoutes},
    {"GET", "rehearsal", AdminAction::ShowRehearsal},
    {"DELETE", "rehearsal", AdminAction::ForgetRehearsal},
    {"GET", "guard", AdminAction::ShowGuard},
    {"GET", "guard/names", AdminAction::ShowGuardWithNames},
    {"POST", "guard/release", AdminAction::ReleaseGuard},
    {"GET", "store/check", AdminAction::CheckStore, true},
    {"POST", "store/backup", AdminAction::BackUpStore, true},
    {"POST", "audit/search", AdminAction::SearchAudit},
    {"POST", "audit/forget", AdminAction::ForgetPerson},
    {"POST", "sync", AdminAction::BeginSync},
    {"GET", "sync", AdminAction::ShowSync},
    {"GET", "drift", AdminAction::ShowDrift},
    {"POST", "repair/plan", AdminAction::PlanRepair},
    {"POST", "repair", AdminAction::BeginRepair},
    {"GET", "repair", AdminAction::ShowRepair},
};

}  // namespace

const AdminPath& path_of(AdminAction action) noexcept {
  return *std::find_if(std::begin(kPaths), std::end(kPaths),
                       [action](const AdminPath& path) { return path.action == action; });
}

std::string target_of(AdminAction action, const std::string& tenant) {
  const AdminPath& path = path_of(action);
  return (path.of_server ? "/" : std::string(kTenants) + tenant + "/") + path.rest;
}

AdminTarget read_admin_target(std::string_view method, std::string_view path) {
  AdminTarget target;
  const bool of_tenant = path.substr(0, kTenants.size()) == kTenants;
  path.remove_prefix(of_tenant ? kTenants.size() : std::min<std::size_t>(path.size(), 1));
  if (of_tenant) {
    const std::size_t slash = path.find('/');
    if (slash == 0 || slash == std::string_view::npos) return target;
    target.tenant = path.substr(0, slash);
    path.remove_prefix(slash + 1);
  }
  for (const AdminPath& known : kPaths) {
    if (known.rest != path || known.of_server == of_tenant) continue;
    if (known.method == method) target.action = known.action;
    target.allow += (target.allow.empty() ? "" : ", ") + std::string(known.method);
  }
  return target;
}

}  // namespace bridge::app
