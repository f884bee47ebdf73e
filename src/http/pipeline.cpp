#include "http/pipeline.hpp"

#include <array>
#include <utility>

#include "bridge/json/codec.hpp"
#include "http/bearer.hpp"
#include "http/media_type.hpp"
#include "http/routes.hpp"

namespace bridge::http {
namespace {

using core::FaultKind;

core::Outcome locate(Exchange& exchange) {
  exchange.target = read_target(exchange.head.path);
  return core::ok();
}

core::Failure unauthorized(const char* context) {
  return core::Failure{core::Fault{FaultKind::Unauthorized, "", core::LogText{context}, {}}};
}

/// How to authenticate is told to strangers (RFC 7643 section 5), alike for every path that could be a tenant's.
bool is_public(const Exchange& exchange) {
  const web::RequestHead& head = exchange.head;
  const bool reads = head.method == "GET" || head.method == "HEAD";
  const Target& target = exchange.target;
  return reads && head.header_count("Authorization") == 0 && target.tenant &&
         target.segments == std::vector<std::string>{"ServiceProviderConfig"};
}

core::Outcome authenticate(Exchange& exchange) {
  if (is_public(exchange)) return core::ok();
  const auto token = bearer_token(exchange.head);
  if (!token) return unauthorized("no bearer token in the Authorization header");
  if (!exchange.target.tenant) return unauthorized("the path is no tenant's");
  auto who = exchange.service.authenticate(*exchange.target.tenant, *token);
  if (!who) return who.passed_on();
  exchange.who = *std::move(who);
  return core::ok();
}

core::Outcome check_path(Exchange& exchange) {
  if (!exchange.target.malformed) return core::ok();
  return core::failure(FaultKind::BadRequest,
                       "path: expected \"%\" and two hex digits for each byte of UTF-8 text, found another escape or "
                       "other bytes");
}

core::Outcome accept(Exchange& exchange) { return check_accept(exchange.head); }

core::Outcome content_type(Exchange& exchange) {
  return exchange.route->has_body ? check_content_type(exchange.head) : core::ok();
}

core::Outcome decode_query(Exchange& exchange) {
  auto query = read_query(exchange.head.query);
  if (!query) return query.passed_on();
  exchange.query = *std::move(query);
  return core::ok();
}

core::Outcome decode_body(Exchange& exchange) {
  if (!exchange.route->has_body) return core::ok();
  if (exchange.raw_body.empty()) {
    return core::failure(FaultKind::InvalidSyntax, "body: expected a JSON object, found no body");
  }
  auto body = json::parse(exchange.raw_body, exchange.settings.body);
  if (!body) return body.passed_on();
  exchange.body = *std::move(body);
  return core::ok();
}

constexpr std::array kPipeline{
    Stage{"locate", Needs::Head, locate, "the tenant in the path decides whose tokens count"},
    Stage{"authenticate", Needs::Head, authenticate,
          "before anything that could tell a stranger what exists, and before a body takes memory"},
    Stage{"path", Needs::Head, check_path, "a segment that can't be decoded names nothing"},
    Stage{"route", Needs::Head, find_route, "a body that nobody will read is not taken in"},
    Stage{"accept", Needs::Head, accept, "a write whose answer the client could not read must not happen"},
    Stage{"content type", Needs::Head, content_type, "what is not JSON is refused before it is taken in"},
    Stage{"query", Needs::Head, decode_query, "a bad parameter is refused before the body it came with"},
    Stage{"body", Needs::WholeRequest, decode_body, "the only stage that costs by the size of the request"},
};

}  // namespace

std::span<const Stage> pipeline() noexcept { return kPipeline; }

core::Outcome run_pipeline(Exchange& exchange, Needs available) {
  for (const Stage& stage : kPipeline) {
    if (stage.needs == Needs::WholeRequest && available == Needs::Head) break;
    if (auto outcome = stage.run(exchange); !outcome) return outcome;
  }
  return core::ok();
}

}  // namespace bridge::http
