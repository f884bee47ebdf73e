#include <optional>
#include <string>
#include <utility>

#include "http/actions.hpp"
#include "http/conditions.hpp"
#include "http/success_response.hpp"

namespace bridge::http {
namespace {

using service::Kind;

void get(Kind kind, service::Service& service, const Exchange& exchange, const Answer& answer) {
  const service::View view{exchange.query.attributes, exchange.query.excluded_attributes};
  service.get(*exchange.who, kind, core::ResourceId(exchange.captured), view,
              shown_by(answer, conditions_of(exchange.head)));
}

void show(const Exchange& exchange, const Answer& answer, const core::Result<std::string>& document) {
  if (exchange.query.filter) {
    return answer->fail({core::FaultKind::Forbidden,
                         "query: expected no \"filter\" at a discovery endpoint (RFC 7644 section 4), found one",
                         {},
                         {}});
  }
  if (!document) return answer->fail(document.error());
  answer->send(body_response(*document));
}

}  // namespace

void get_user(service::Service& service, const Exchange& exchange, const Answer& answer) {
  get(Kind::User, service, exchange, answer);
}
void get_group(service::Service& service, const Exchange& exchange, const Answer& answer) {
  get(Kind::Group, service, exchange, answer);
}

void show_service_provider_config(service::Service& service, const Exchange& exchange, const Answer& answer) {
  show(exchange, answer,
       exchange.who ? service.service_provider_config(*exchange.who)
                    : service.public_configuration(*exchange.target.tenant));
}
void show_schemas(service::Service& service, const Exchange& exchange, const Answer& answer) {
  show(exchange, answer, service.schemas(*exchange.who, exchange.captured));
}
void show_resource_types(service::Service& service, const Exchange& exchange, const Answer& answer) {
  show(exchange, answer, service.resource_types(*exchange.who, exchange.captured));
}
void show_roles(service::Service& service, const Exchange& exchange, const Answer& answer) {
  show(exchange, answer, service.roles(*exchange.who, exchange.captured));
}
void show_entitlements(service::Service& service, const Exchange& exchange, const Answer& answer) {
  show(exchange, answer, service.entitlements(*exchange.who, exchange.captured));
}

}  // namespace bridge::http
