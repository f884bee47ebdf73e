#include "http/routes.hpp"

#include <array>
#include <optional>
#include <string>

#include "http/actions.hpp"

namespace bridge::http {
namespace {

constexpr std::array kRoutes{
    Route{"GET", "Users", false, list_users},
    Route{"POST", "Users", true, create_user},
    Route{"POST", "Users/.search", true, search_users},
    Route{"GET", "Users/{id}", false, get_user},
    Route{"PUT", "Users/{id}", true, replace_user},
    Route{"PATCH", "Users/{id}", true, modify_user},
    Route{"DELETE", "Users/{id}", false, remove_user},

    Route{"GET", "Groups", false, list_groups},
    Route{"POST", "Groups", true, create_group},
    Route{"POST", "Groups/.search", true, search_groups},
    Route{"GET", "Groups/{id}", false, get_group},
    Route{"PUT", "Groups/{id}", true, replace_group},
    Route{"PATCH", "Groups/{id}", true, modify_group},
    Route{"DELETE", "Groups/{id}", false, remove_group},

    Route{"GET", "ServiceProviderConfig", false, show_service_provider_config},
    Route{"GET", "Schemas", false, show_schemas},
    Route{"GET", "Schemas/{urn}", false, show_schemas},
    Route{"GET", "ResourceTypes", false, show_resource_types},
    Route{"GET", "ResourceTypes/{name}", false, show_resource_types},
    Route{"GET", "Roles", false, show_roles},
    Route{"GET", "Roles/{value}", false, show_roles},
    Route{"GET", "Entitlements", false, show_entitlements},
    Route{"GET", "Entitlements/{value}", false, show_entitlements},

    Route{"GET", "Me", false, get_me},
    Route{"PUT", "Me", true, replace_me},
    Route{"PATCH", "Me", true, modify_me},
    Route{"DELETE", "Me", false, remove_me},
    Route{"POST", "Me", false, create_me},
    Route{"POST", ".search", true, search_all},
    Route{"POST", "Bulk", true, bulk},
    // The base itself.
    Route{"GET", "", false, list_all},
};

/// What the pattern's variable segment stands for (empty when it has none); nothing when the path does not fit.
std::optional<std::string> match(std::string_view pattern, const std::vector<std::string>& segments) {
  std::string captured;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    if (pattern.empty()) return std::nullopt;
    const std::size_t slash = pattern.find('/');
    const std::string_view expected = pattern.substr(0, slash);
    if (expected.front() == '{') {
      if (segments[i].empty()) return std::nullopt;
      captured = segments[i];
    } else if (expected != segments[i]) {
      return std::nullopt;
    }
    pattern.remove_prefix(slash == std::string_view::npos ? pattern.size() : slash + 1);
  }
  if (!pattern.empty()) return std::nullopt;
  return captured;
}

bool serves(const Route& route, std::string_view method) noexcept {
  return route.method == "*" || route.method == method || (route.method == "GET" && method == "HEAD");
}

void append_method(std::string& allow, std::string_view method) {
  if (!allow.empty()) allow += ", ";
  allow += method;
  if (method == "GET") allow += ", HEAD";
}

}  // namespace

std::span<const Route> routes() noexcept { return kRoutes; }

core::Outcome find_route(Exchange& exchange) {
  std::string allow;
  for (const Route& route : kRoutes) {
    auto captured = match(route.pattern, exchange.target.segments);
    if (!captured) continue;
    if (serves(route, exchange.head.method)) {
      exchange.route = &route;
      exchange.captured = *std::move(captured);
      return core::ok();
    }
    append_method(allow, route.method);
  }
  if (allow.empty()) {
    return core::failure(core::FaultKind::NotFound,
                         "path: expected /Users, /Groups, /Me, /Bulk, /.search, /ServiceProviderConfig, /Schemas, "
                         "/ResourceTypes, /Roles or /Entitlements behind the base, found another");
  }
  exchange.allow = allow;
  return core::failure(core::FaultKind::MethodNotAllowed, "method: expected " + allow + " at this path, found another");
}

}  // namespace bridge::http
