#include "planning.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "bridge/route/plan_view.hpp"

namespace bridge::service {

namespace {

using core::FaultKind;

constexpr std::string_view kBase = "/scim/v2";
/// A POST there is a read (RFC 7644 section 3.4.3).
constexpr std::array<std::string_view, 3> kSearches{"/.search", "/Users/.search", "/Groups/.search"};

/// What stands behind the tenant's base, without query and slashes at the end.
std::string_view below_base(std::string_view path) {
  path = path.substr(0, path.find('?'));
  const std::size_t base = path.find(kBase);
  if (base != std::string_view::npos) path.remove_prefix(base + kBase.size());
  while (!path.empty() && path.back() == '/') path.remove_suffix(1);
  return path;
}

core::Failure no_such_path() {
  return core::failure(FaultKind::NotFound,
                       "path: expected /Users, /Groups or one of their resources, found something else");
}

core::Result<std::optional<Verb>> verb_of(std::string_view method, bool one) {
  if (method == "GET" || (method == "HEAD" && one)) return std::optional<Verb>();
  if (method == "POST" && !one) return std::optional(Verb::Create);
  if (method == "PUT" && one) return std::optional(Verb::Replace);
  if (method == "PATCH" && one) return std::optional(Verb::Modify);
  if (method == "DELETE" && one) return std::optional(Verb::Remove);
  return core::failure(FaultKind::MethodNotAllowed, one ? "method: expected GET, PUT, PATCH or DELETE for this path"
                                                        : "method: expected GET or POST for this path");
}

core::Value shown(const PlanQuery& query, std::string_view client, const char* outcome, core::Value calls) {
  return core::Object{{"tenant", query.tenant.text}, {"client", client},   {"method", query.method},
                      {"path", query.path},          {"outcome", outcome}, {"calls", std::move(calls)}};
}

}  // namespace

core::Result<PlannedRequest> read_request(std::string_view method, std::string_view path) {
  path = below_base(path);
  PlannedRequest request;
  if (method == "POST" && std::find(kSearches.begin(), kSearches.end(), path) != kSearches.end()) return request;
  const std::string_view type = path.substr(0, path.find('/', 1));
  if (type != "/Users" && type != "/Groups") return no_such_path();
  request.kind = type == "/Users" ? Kind::User : Kind::Group;
  path.remove_prefix(type.size());
  if (!path.empty()) {
    const std::string_view id = path.substr(1);
    if (id.empty() || id.find('/') != std::string_view::npos) return no_such_path();
    request.id = core::ResourceId(std::string(id));
  }
  const auto verb = verb_of(method, request.id.has_value());
  if (!verb) return verb.passed_on();
  request.verb = *verb;
  return request;
}

core::Value shown_plan(const PlanQuery& query, std::string_view client, const work::Planned& planned) {
  const char* outcome = planned.nothing ? "nothing" : planned.plan.empty() ? "no calls" : "calls";
  return shown(query, client, outcome, route::shown_calls(planned.plan, query.show_values));
}

core::Value shown_read(const PlanQuery& query, std::string_view client) {
  return shown(query, client, "read", core::Array());
}

}  // namespace bridge::service
