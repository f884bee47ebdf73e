#include "app/listening.hpp"

#include <utility>

#include "app/log.hpp"

namespace bridge::app {

web::ServerSettings server_settings(const config::Server& server) {
  web::ServerSettings settings;
  settings.address = server.address;
  settings.port = server.port;
  const config::Limits& limits = server.limits;
  settings.limits = {limits.max_body,        limits.max_target,     limits.max_headers,  limits.max_buffered,
                     limits.max_connections, limits.header_timeout, limits.body_timeout, limits.idle_timeout};
  if (server.tls) settings.tls = web::Tls{server.tls->certificate, server.tls->key, server.tls->client_ca};
  settings.log = [](const std::string& text) { log_line(Severity::Warning, "http_server", {{"message", text}}); };
  return settings;
}

std::string url_of(const char* scheme, const std::string& address, std::uint16_t port) {
  const bool v6 = address.find(':') != std::string::npos && address.front() != '[';
  return std::string(scheme) + "://" + (v6 ? "[" + address + "]" : address) + ":" + std::to_string(port);
}

std::string base_url_of(const config::Server& server, std::uint16_t port) {
  if (!server.base_url.empty()) return server.base_url;
  return url_of(server.tls ? "https" : "http", server.address, port);
}

void log_exchange(const http::LogLine& line) {
  LogFields fields{{"request", line.request.text},
                   {"peer", line.peer},
                   {"method", line.method},
                   {"path", line.path},
                   {"status", std::to_string(line.status)},
                   {"microseconds", std::to_string(line.duration.count())}};
  if (!line.parameters.empty()) fields.emplace_back("parameters", line.parameters);
  if (!line.tenant.empty()) fields.emplace_back("tenant", line.tenant);
  if (!line.client.empty()) fields.emplace_back("client", line.client);
  if (line.fault) {
    fields.emplace_back("fault", core::to_string(line.fault->kind));
    fields.emplace_back("detail", line.fault->detail);
    if (!line.fault->context.text.empty()) fields.emplace_back("context", line.fault->context.text);
  }
  log_line(line.status >= 500 ? Severity::Warning : Severity::Info, "request", fields);
}

void LateHandler::set(web::Handler& handler) {
  handler_ = &handler;
  handler_.notify_all();
}

web::Handler& LateHandler::get() {
  handler_.wait(nullptr);
  return *handler_.load();
}

std::optional<web::Response> LateHandler::on_head(const web::RequestHead& head) { return get().on_head(head); }

void LateHandler::on_request(web::Request request, web::Responder responder) {
  get().on_request(std::move(request), std::move(responder));
}

web::Response LateHandler::on_fault(const core::Fault& fault, const web::RequestHead& head) {
  return get().on_fault(fault, head);
}

void LateHandler::on_done(const web::RequestHead& head, int status, std::chrono::microseconds duration) {
  get().on_done(head, status, duration);
}

}  // namespace bridge::app
