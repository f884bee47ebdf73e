#include "bridge/http/scim_handler.hpp"

#include <string_view>
#include <utility>

#include "bridge/scim/error_message.hpp"
#include "http/answerer.hpp"
#include "http/exchange.hpp"
#include "http/notes.hpp"
#include "http/pipeline.hpp"
#include "http/routes.hpp"

namespace bridge::http {
namespace {

constexpr std::size_t kLongestLoggedPath = 256;

Note note_of(const Exchange& exchange, const core::Fault& fault) {
  Note note;
  if (exchange.who) {
    note.tenant = exchange.who->tenant.text;
    note.client = exchange.who->client;
  }
  note.fault = fault;
  return note;
}

}  // namespace

ScimHandler::ScimHandler(service::Service& service, const HandlerSettings& settings, LogSink log)
    : service_(service), settings_(settings), log_(std::move(log)), notes_(std::make_shared<Notes>()) {}

ScimHandler::~ScimHandler() = default;

std::optional<web::Response> ScimHandler::on_head(const web::RequestHead& head) {
  Exchange exchange{head, service_, settings_};
  const auto outcome = run_pipeline(exchange, Needs::Head);
  if (outcome) return std::nullopt;
  notes_->keep(head.id, note_of(exchange, outcome.error()));
  return fault_response(outcome.error(), exchange.allow);
}

void ScimHandler::on_request(web::Request request, web::Responder responder) {
  const auto answer = std::make_shared<Answerer>(std::move(responder), notes_, request.head.id);
  Exchange exchange{request.head, service_, settings_, request.body};
  const auto outcome = run_pipeline(exchange, Needs::WholeRequest);
  if (exchange.who) answer->belongs_to(*exchange.who);
  if (!outcome) return answer->fail(outcome.error(), exchange.allow);
  exchange.route->action(service_, exchange, answer);
}

web::Response ScimHandler::on_fault(const core::Fault& fault, const web::RequestHead& head) {
  Note note;
  note.fault = fault;
  notes_->keep(head.id, std::move(note));
  return fault_response(fault);
}

void ScimHandler::on_done(const web::RequestHead& head, int status, std::chrono::microseconds duration) {
  Note note = notes_->take(head.id);
  if (!log_) return;
  LogLine line;
  line.request = head.id;
  line.peer = head.peer;
  line.method = head.method;
  line.path = head.path.substr(0, kLongestLoggedPath);
  line.parameters = parameter_names(head.query);
  line.status = status;
  line.duration = duration;
  line.tenant = std::move(note.tenant);
  line.client = std::move(note.client);
  line.fault = std::move(note.fault);
  if (line.fault) line.fault->detail = scim::shown_detail(line.fault->detail);
  log_(line);
}

}  // namespace bridge::http
