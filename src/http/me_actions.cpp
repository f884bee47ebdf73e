// /Me is the User that the token acts for (RFC 7644 section 3.11): carried out as at the User's own URL.

#include <functional>
#include <utility>

#include "http/actions.hpp"
#include "http/conditions.hpp"
#include "http/write_parts.hpp"

namespace bridge::http {
namespace {

using service::Kind;
using service::Principal;
using service::Service;

using Verb = void (Service::*)(const Principal&, service::Write, service::WriteDone);

/// From here on every answer tells the User's own URL, refusals as well.
void find_me(Service& service, const Principal& who, const Answer& answer,
             std::function<void(const core::ResourceId&)> then) {
  service.me(who, [answer, base = who.base_url, then = std::move(then)](const core::Result<core::ResourceId>& id) {
    if (!id) return answer->fail(id.error());
    answer->is_about(base + "/Users/" + id->text);
    then(*id);
  });
}

/// The exchange ends before somebody is found who has to be looked for.
void write_me(Verb verb, Service& service, const Exchange& exchange, const Answer& answer, WriteBody body) {
  find_me(service, *exchange.who, answer,
          [&service, verb, answer, body, who = *exchange.who,
           write = write_of(Kind::User, exchange)](const core::ResourceId& id) mutable {
            write.id = id;
            (service.*verb)(who, std::move(write), answered_by(answer, body));
          });
}

}  // namespace

void get_me(Service& service, const Exchange& exchange, const Answer& answer) {
  const service::View view{exchange.query.attributes, exchange.query.excluded_attributes};
  find_me(service, *exchange.who, answer,
          [&service, answer, view, who = *exchange.who, conditions = conditions_of(exchange.head)](
              const core::ResourceId& id) { service.get(who, Kind::User, id, view, shown_by(answer, conditions)); });
}

void replace_me(Service& service, const Exchange& exchange, const Answer& answer) {
  write_me(&Service::replace, service, exchange, answer, WriteBody::Sent);
}
void modify_me(Service& service, const Exchange& exchange, const Answer& answer) {
  write_me(&Service::modify, service, exchange, answer, WriteBody::Sent);
}
void remove_me(Service& service, const Exchange& exchange, const Answer& answer) {
  write_me(&Service::remove, service, exchange, answer, WriteBody::LeftOut);
}

void create_me(Service&, const Exchange&, const Answer& answer) {
  answer->fail({core::FaultKind::NotImplemented,
                "method: expected GET, PUT, PATCH or DELETE at /Me, found POST; Users are created at /Users",
                {},
                {}});
}

}  // namespace bridge::http
