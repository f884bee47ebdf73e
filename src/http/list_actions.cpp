#include <optional>
#include <string>
#include <utility>

#include "http/actions.hpp"
#include "http/success_response.hpp"

namespace bridge::http {
namespace {

using service::Kind;

void list(std::optional<Kind> kind, service::Service& service, const Exchange& exchange,
          const scim::SearchRequest& asked, const Answer& answer) {
  const service::ListQuery query{
      asked.filter,  asked.start_index, asked.count, service::View{asked.attributes, asked.excluded_attributes},
      asked.sort_by, asked.sort_order,  asked.cursor};
  service.list(*exchange.who, kind, query, [answer](core::Result<std::string> body) {
    if (!body) return answer->fail(body.error());
    answer->send(body_response(*std::move(body)));
  });
}

/// The message alone counts; parameters of the URL do not.
void search(std::optional<Kind> kind, service::Service& service, const Exchange& exchange, const Answer& answer) {
  const auto asked = scim::read_search_request(exchange.body);
  if (!asked) return answer->fail(asked.error());
  list(kind, service, exchange, *asked, answer);
}

}  // namespace

void list_users(service::Service& service, const Exchange& exchange, const Answer& answer) {
  list(Kind::User, service, exchange, exchange.query, answer);
}
void list_groups(service::Service& service, const Exchange& exchange, const Answer& answer) {
  list(Kind::Group, service, exchange, exchange.query, answer);
}
void list_all(service::Service& service, const Exchange& exchange, const Answer& answer) {
  list(std::nullopt, service, exchange, exchange.query, answer);
}

void search_users(service::Service& service, const Exchange& exchange, const Answer& answer) {
  search(Kind::User, service, exchange, answer);
}
void search_groups(service::Service& service, const Exchange& exchange, const Answer& answer) {
  search(Kind::Group, service, exchange, answer);
}
void search_all(service::Service& service, const Exchange& exchange, const Answer& answer) {
  search(std::nullopt, service, exchange, answer);
}

}  // namespace bridge::http
