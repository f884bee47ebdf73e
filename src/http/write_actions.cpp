#include <utility>

#include "http/actions.hpp"
#include "http/conditions.hpp"
#include "http/write_parts.hpp"

namespace bridge::http {

using service::Kind;
using service::Write;

Write write_of(Kind kind, const Exchange& exchange) {
  Write write;
  write.kind = kind;
  write.request = exchange.head.id;
  if (!exchange.captured.empty()) write.id = core::ResourceId(exchange.captured);
  write.body = exchange.body;
  write.conditions = conditions_of(exchange.head);
  write.view = {exchange.query.attributes, exchange.query.excluded_attributes};
  return write;
}

service::WriteDone answered_by(const Answer& answer, WriteBody body) {
  return [answer, body](core::Result<service::Written> written) {
    if (!written) return answer->fail(written.error());
    answer->send(written_response(*std::move(written), body));
  };
}

void create_user(service::Service& service, const Exchange& exchange, const Answer& answer) {
  service.create(*exchange.who, write_of(Kind::User, exchange), answered_by(answer));
}
void create_group(service::Service& service, const Exchange& exchange, const Answer& answer) {
  service.create(*exchange.who, write_of(Kind::Group, exchange), answered_by(answer));
}

void replace_user(service::Service& service, const Exchange& exchange, const Answer& answer) {
  service.replace(*exchange.who, write_of(Kind::User, exchange), answered_by(answer));
}
void replace_group(service::Service& service, const Exchange& exchange, const Answer& answer) {
  service.replace(*exchange.who, write_of(Kind::Group, exchange), answered_by(answer));
}

void modify_user(service::Service& service, const Exchange& exchange, const Answer& answer) {
  service.modify(*exchange.who, write_of(Kind::User, exchange), answered_by(answer));
}

void modify_group(service::Service& service, const Exchange& exchange, const Answer& answer) {
  service.modify(*exchange.who, write_of(Kind::Group, exchange), answered_by(answer));
}

void remove_user(service::Service& service, const Exchange& exchange, const Answer& answer) {
  service.remove(*exchange.who, write_of(Kind::User, exchange), answered_by(answer, WriteBody::LeftOut));
}
void remove_group(service::Service& service, const Exchange& exchange, const Answer& answer) {
  service.remove(*exchange.who, write_of(Kind::Group, exchange), answered_by(answer, WriteBody::LeftOut));
}

}  // namespace bridge::http
