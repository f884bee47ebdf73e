#include "emulator/gate.hpp"

#include "bridge/json/codec.hpp"

namespace bridge::emulator {

namespace {

/// "/1.1/users": a version, but not this one.
bool is_other_version(std::string_view path) {
  return path.size() > 1 && path[0] == '/' && path[1] >= '0' && path[1] <= '9';
}

/// Of all users or groups, by either service.
bool is_listing(const Emulator::Exchange& exchange) {
  if (exchange.method != "GET") return false;
  return exchange.path.ends_with("/users") || exchange.path.ends_with("/groups") || exchange.path.ends_with("/Users") ||
         exchange.path.ends_with("/Groups");
}

}  // namespace

std::variant<Caller, ApiError> Gate::admit(const Emulator::Exchange& exchange, Face face,
                                           std::optional<std::chrono::seconds>& retry_after) {
  if (path_under_version(exchange.path).size() == exchange.path.size()) {
    return refuse(is_other_version(exchange.path) ? 1007 : 1006);
  }
  const std::string bearer = bearer_of(exchange.authorization);
  auto caller = tokens.caller(bearer, exchange.assume_user, organisation, facts, face, now);
  if (std::holds_alternative<ApiError>(caller)) return caller;
  retry_after =
      limiter.refuse(bearer, tick, facts.rate_window_is_fixed, is_listing(exchange) ? facts.listing_weight : 1);
  if (retry_after) return refuse(4003);
  if (!accepts_answers(face, exchange.accept)) return refuse(1052);
  return caller;
}

Answer Gate::pass(const Emulator::Exchange& exchange, std::optional<std::chrono::seconds>& retry_after) {
  const auto caller = admit(exchange, Face::Rest, retry_after);
  if (const ApiError* refused = std::get_if<ApiError>(&caller)) return *refused;
  return run(exchange, std::get<Caller>(caller));
}

Answer Gate::run(const Emulator::Exchange& exchange, const Caller& caller) {
  auto found = find_route(exchange.method, path_under_version(exchange.path), facts);
  if (const ApiError* refused = std::get_if<ApiError>(&found)) return *refused;
  Routed& routed = std::get<Routed>(found);
  const Route& route = *routed.route;
  if (!route.scope.empty() && !caller.has_scope(route.scope)) return refuse(1004);
  if (route.right == RightNeed::SystemAdmin && !caller.admin) return refuse(1004);
  auto body = read_body(exchange, route.body, Face::Rest);
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

std::variant<core::Value, ApiError> Gate::read_body(const Emulator::Exchange& exchange, BodyNeed need,
                                                    Face face) const {
  if (need == BodyNeed::None) return core::Value();
  if (exchange.body.empty()) {
    if (need == BodyNeed::Required) return refuse(1024);
    return core::Value();
  }
  if (!is_body_type(face, media_type(exchange.content_type))) return refuse(1124);
  auto parsed = json::parse(exchange.body);
  if (parsed) return *std::move(parsed);
  return facts.bad_json_is_1008 ? refuse(1008, parsed.error().detail) : refuse(1282);
}

}  // namespace bridge::emulator
