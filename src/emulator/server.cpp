// The emulator on a port.

#include "bridge/web/server.hpp"

#include "bridge/emulator/emulator.hpp"
#include "emulator/control.hpp"
#include "emulator/envelope.hpp"
#include "emulator/late_answers.hpp"

namespace bridge::emulator {

namespace {

web::Response to_response(const Emulator::Reply& reply) {
  web::Response response;
  response.status = reply.status;
  for (const auto& [name, value] : reply.headers) response.headers.push_back({name, value});
  response.body = reply.body;
  response.abort = reply.lost;
  return response;
}

/// The status of what the HTTP server itself refuses.
int status_of(core::FaultKind kind) {
  switch (kind) {
    case core::FaultKind::RequestTimeout: return 408;
    case core::FaultKind::PayloadTooLarge: return 413;
    case core::FaultKind::TargetTooLong: return 414;
    case core::FaultKind::ExpectationFailed: return 417;
    case core::FaultKind::HeadersTooLarge: return 431;
    case core::FaultKind::NotImplemented: return 501;
    case core::FaultKind::Overloaded: return 503;
    case core::FaultKind::Bug: return 500;
    default: return 400;
  }
}

std::string header_or_empty(const web::RequestHead& head, std::string_view name) {
  return std::string(head.header(name).value_or(""));
}

Emulator::Exchange to_exchange(web::Request request) {
  const web::RequestHead& head = request.head;
  return {head.method,
          head.path,
          head.query,
          header_or_empty(head, "Authorization"),
          header_or_empty(head, "Content-Type"),
          header_or_empty(head, "Accept"),
          header_or_empty(head, "Assume-User"),
          std::move(request.body)};
}

class EmulatorHandler final : public web::Handler {
 public:
  explicit EmulatorHandler(Emulator& emulator) : emulator_(emulator) {}

  std::optional<web::Response> on_head(const web::RequestHead& head) override {
    (void)head;
    return std::nullopt;
  }

  void on_request(web::Request request, web::Responder responder) override {
    const std::string_view path = request.head.path;
    if (path.substr(0, kControlPrefix.size()) == kControlPrefix) {
      return std::move(responder).send(steer(request));
    }
    answer(emulator_.handle(to_exchange(std::move(request))), std::move(responder));
  }

  web::Response on_fault(const core::Fault& fault, const web::RequestHead& head) override {
    (void)head;
    ApiError error = refuse(fault.kind == core::FaultKind::Bug ? 4000 : 1008, fault.detail);
    error.status = status_of(fault.kind);
    return to_response(error_reply(error, ref_id_of(0)));
  }

 private:
  web::Response steer(const web::Request& request) {
    const std::string_view path = std::string_view(request.head.path).substr(kControlPrefix.size());
    const ControlReply reply = control(emulator_, request.head.method, path, request.body);
    web::Response response = to_response(reply_with(reply.body));
    response.status = reply.status;
    return response;
  }

  void answer(Emulator::Reply reply, web::Responder responder) {
    if (reply.delay.count() == 0) return std::move(responder).send(to_response(reply));
    // std::function copies, a responder moves.
    auto shared = std::make_shared<web::Responder>(std::move(responder));
    const auto delay = reply.delay;
    late_.after(delay, [held = std::move(reply), shared] {
      std::move(*shared).send(to_response(held.late_work ? held.late_work() : held));
    });
  }

  Emulator& emulator_;
  LateAnswers late_;
};

class ServerOnPort final : public EmulatorServer {
 public:
  explicit ServerOnPort(Emulator& emulator) : handler_(emulator) {}

  core::Outcome listen(std::uint16_t port) {
    web::ServerSettings settings;
    settings.port = port;
    auto started = web::Server::start(settings, handler_);
    if (!started) return started.passed_on();
    server_ = *std::move(started);
    return core::ok();
  }

  std::uint16_t port() const override { return server_->port(); }

 private:
  EmulatorHandler handler_;
  std::unique_ptr<web::Server> server_;
};

}  // namespace

core::Result<std::unique_ptr<EmulatorServer>> EmulatorServer::start(Emulator& emulator, std::uint16_t port) {
  auto server = std::make_unique<ServerOnPort>(emulator);
  if (const auto listening = server->listen(port); !listening) return listening.passed_on();
  return std::unique_ptr<EmulatorServer>(std::move(server));
}

}  // namespace bridge::emulator
