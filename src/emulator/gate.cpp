#include "emulator/gate.hpp"

#include "bridge/core/ascii_case.hpp"
#include "bridge/json/codec.hpp"

namespace bridge::emulator {

namespace {

constexpr std::string_view kVersion = "/2.0";

std::string media_type(std::string_view header) {
  header = header.substr(0, header.find(';'));
  while (!header.empty() && header.front() == ' ') header.remove_prefix(1);
  while (!header.empty() && header.back() == ' ') header.remove_suffix(1);
  return core::fold_case(header);
}

bool accepts_json(std::string_view header) {
  if (header.empty()) return true;
  for (const std::string& item : split_list(header)) {
    const std::string type = media_type(item);
    if (type == "*/*" || type == "application/*" || type == "application/json") return true;
  }
  return false;
}

/// "/1.1/users": a version, but not this one.
bool is_other_version(std::string_view path) {
  return path.size() > 1 && path[0] == '/' && path[1] >= '0' && path[1] <= '9';
}

}  // namespace

std::string_view path_under_version(std::string_view path) {
  if (path.substr(0, kVersion.size()) != kVersion) return path;
  const std::string_view rest = path.substr(kVersion.size());
  return rest.empty() || rest.front() == '/' ? rest : path;
}

Answer Gate::pass(const Emulator::Exchange& exchange, std::optional<std::chrono::seconds>& retry_after) {
  if (path_under_version(exchange.path).size() == exchange.path.size()) {
    return refuse(is_other_version(exchange.path) ? 1007 : 1006);
  }
  const std::string bearer = bearer_of(exchange.authorization);
  const auto caller = tokens.caller(bearer, exchange.assume_user, organisation, facts);
  if (const ApiError* refused = std::get_if<ApiError>(&caller)) return *refused;
  retry_after = limiter.refuse(bearer, tick, facts.rate_window_is_fixed);
  if (retry_after) return refuse(4003);
  if (!accepts_json(exchange.accept)) return refuse(1052);
  return run(exchange, std::get<Caller>(caller));
}

Answer Gate::run(const Emulator::Exchange& exchange, const Caller& caller) {
  auto found = find_route(exchange.method, path_under_version(exchange.path), facts);
  if (const ApiError* refused = std::get_if<ApiError>(&found)) return *refused;
  Routed& routed = std::get<Routed>(found);
  const Route& route = *routed.route;
  if (!route.scope.empty() && !caller.has_scope(route.scope)) return refuse(1004);
  if (route.right == RightNeed::SystemAdmin && !caller.admin) return refuse(1004);
  auto body = read_body(exchange, route.body);
  if (const ApiError* refused = std::get_if<ApiError>(&body)) return *refused;
  Operation operation{organisation,
                      options,
                      facts,
                      caller,
                      now,
                      std::move(routed.ids),
                      Query(exchange.query),
                      std::get<core::Value>(std::move(body))};
  return route.run(operation);
}

std::variant<core::Value, ApiError> Gate::read_body(const Emulator::Exchange& exchange, BodyNeed need) const {
  if (need == BodyNeed::None) return core::Value();
  if (exchange.body.empty()) {
    if (need == BodyNeed::Required) return refuse(1024);
    return core::Value();
  }
  if (media_type(exchange.content_type) != "application/json") return refuse(1124);
  auto parsed = json::parse(exchange.body);
  if (parsed) return *std::move(parsed);
  return facts.bad_json_is_1008 ? refuse(1008, parsed.error().detail) : refuse(1282);
}

}  // namespace bridge::emulator
