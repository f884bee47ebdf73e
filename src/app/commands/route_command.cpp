#include <cstdio>
#include <string>

#include "app/commands/admin_text.hpp"
#include "app/commands/confirmation.hpp"
#include "app/commands/tenant_command.hpp"
#include "app/json_reading.hpp"

namespace bridge::app {

namespace {

using core::Object;
using core::Value;

/// What stays, and why, when the route was not changed.
int unchanged(const TenantOptions& options, const Object& shown, const char* why) {
  if (options.json) print(options, shown.with("changed", false).with("why", why), {});
  std::fprintf(stderr, "scimbridge: the route was not changed: %s\n", why);
  return 1;
}

int change(const TenantOptions& options, AdminDoor& door, const Object& shown, const std::string& to) {
  const AdminAnswer set = door.ask(AdminAction::SetRoute, Object{{"route", to}});
  if (!set.done()) return report_refusal(options, set);
  print(options, shown.with("changed", true).with("status", set.body), "The route is now " + to + ".\n");
  return 0;
}

/// What both services tell; a service that is lost can't be compared, and is left all the same.
Object compare(const TenantOptions& options, AdminDoor& door) {
  const AdminAnswer compared = door.ask(AdminAction::CompareRoutes, {});
  if (compared.done()) {
    if (!options.json) print(options, {}, comparison_text(compared.body));
    return {{"comparison", compared.body}};
  }
  const std::string detail = printable(text_at(compared.body, "detail"));
  std::fprintf(stderr, "scimbridge: the two services can't be compared: %s\n", detail.c_str());
  return {{"comparison", Value()}, {"problem", detail}};
}

}  // namespace

int show_route(const TenantOptions& options) {
  const Reached reached = reach_tenant(options);
  if (reached.door == nullptr) return reached.code;
  const AdminAnswer answer = reached.door->ask(AdminAction::ShowRoute, {});
  if (!answer.done()) return report_refusal(options, answer);
  print(options, answer.body, route_text(reached.tenant, answer.body));
  return 0;
}

int set_route(const TenantOptions& options, const std::string& route, bool yes) {
  const Reached reached = reach_tenant(options);
  if (reached.door == nullptr) return reached.code;
  const AdminAnswer status = reached.door->ask(AdminAction::ShowRoute, {});
  if (!status.done()) return report_refusal(options, status);
  const std::string from = text_at(status.body, "route");
  if (from == route) {
    print(options, Object{{"changed", false}, {"status", status.body}}, "The route is " + route + " already.\n");
    return 0;
  }
  if (flag_at(status.body, "fixed")) return unchanged(options, {}, "the configuration names it (tenant.route)");
  if (!flag_at(status.body, "has_" + route)) return unchanged(options, {}, "there is no token for the new one");
  const Object shown = compare(options, *reached.door);
  if (!yes) {
    const auto answer = confirmed("Change the route of tenant " + reached.tenant + " from " +
                                  (from.empty() ? "not settled" : from) + " to " + route + "?");
    if (!answer) return unchanged(options, shown, "there is no terminal to ask at; --yes changes it unasked");
    if (!*answer) return unchanged(options, shown, "it was not confirmed");
  }
  return change(options, *reached.door, shown, route);
}

}  // namespace bridge::app
