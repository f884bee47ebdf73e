#include "emulator/scim_gate.hpp"

#include "emulator/scim_router.hpp"

namespace bridge::emulator {

namespace {

std::optional<ApiError> refuse_service(const Gate& gate) {
  if (gate.facts.scim_offered && gate.options.plan == Plan::Enterprise) return std::nullopt;
  return refuse(gate.facts.scim_refusal_is_404 ? 1006 : 1013);
}

/// Only System Admins; a token with scopes needs those that REST asks for the same.
std::optional<ApiError> refuse_rights(const Caller& caller, std::string_view method) {
  if (caller.admin && caller.has_scope(method == "GET" ? "READ_USERS" : "ADMIN_USERS")) return std::nullopt;
  return refuse(1004);
}

}  // namespace

ScimAnswer pass_scim(Gate& gate, const Emulator::Exchange& exchange, std::optional<std::chrono::seconds>& retry_after) {
  const auto admitted = gate.admit(exchange, Face::Scim, retry_after);
  if (const ApiError* refused = std::get_if<ApiError>(&admitted)) return *refused;
  const Caller& caller = std::get<Caller>(admitted);
  if (auto refused = refuse_service(gate)) return *refused;
  if (auto refused = refuse_rights(caller, exchange.method)) return *refused;
  auto found = find_scim_route(exchange.method, path_under_version(exchange.path), gate.facts);
  if (const ApiError* refused = std::get_if<ApiError>(&found)) return *refused;
  ScimRouted& routed = std::get<ScimRouted>(found);
  auto body = gate.read_body(exchange, routed.route->body, Face::Scim);
  if (const ApiError* refused = std::get_if<ApiError>(&body)) return in_scim(*refused);
  ScimOperation operation{{gate.organisation,
                           gate.options,
                           gate.facts,
                           caller,
                           gate.now,
                           {},
                           Query(exchange.query),
                           std::get<core::Value>(std::move(body))},
                          std::move(routed.id)};
  return routed.route->run(operation);
}

Emulator::Reply scim_reply(const ScimAnswer& answer, const Wording& wording) {
  const ScimResult* result = std::get_if<ScimResult>(&answer);
  if (result == nullptr) return wording.refusal(std::get<ApiError>(answer));
  Emulator::Reply reply = result->body ? wording.reply(*result->body) : Emulator::Reply();
  reply.status = result->status;
  if (!result->location.empty()) reply.headers.emplace_back("Location", result->location);
  return reply;
}

}  // namespace bridge::emulator
