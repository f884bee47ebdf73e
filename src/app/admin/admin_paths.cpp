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
};

}  // namespace

const AdminPath& path_of(AdminAction action) noexcept {
  return *std::find_if(std::begin(kPaths), std::end(kPaths),
                       [action](const AdminPath& path) { return path.action == action; });
}

std::string target_of(AdminAction action, const std::string& tenant) {
  return std::string(kTenants) + tenant + "/" + path_of(action).rest;
}

AdminTarget read_admin_target(std::string_view method, std::string_view path) {
  AdminTarget target;
  if (path.substr(0, kTenants.size()) != kTenants) return target;
  path.remove_prefix(kTenants.size());
  const std::size_t slash = path.find('/');
  if (slash == 0 || slash == std::string_view::npos) return target;
  target.tenant = path.substr(0, slash);
  for (const AdminPath& known : kPaths) {
    if (known.rest != path.substr(slash + 1)) continue;
    if (known.method == method) target.action = known.action;
    target.allow += (target.allow.empty() ? "" : ", ") + std::string(known.method);
  }
  return target;
}

}  // namespace bridge::app
