#pragma once
// The public port: how it is set up, and its handler before there is one.

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "bridge/config/settings.hpp"
#include "bridge/http/scim_handler.hpp"
#include "bridge/web/server.hpp"

namespace bridge::app {

[[nodiscard]] web::ServerSettings server_settings(const config::Server& server);

/// "http://HOST:PORT", an IPv6 address in brackets.
[[nodiscard]] std::string url_of(const char* scheme, const std::string& address, std::uint16_t port);

/// The configured base_url, or where the server listens.
[[nodiscard]] std::string base_url_of(const config::Server& server, std::uint16_t port);

/// One line of the log for one exchange.
void log_exchange(const http::LogLine& line);

/// Stands in for the handler until the port is known: base URLs in answers name it.
class LateHandler final : public web::Handler {
 public:
  void set(web::Handler& handler);
  [[nodiscard]] std::optional<web::Response> on_head(const web::RequestHead& head) override;
  void on_request(web::Request request, web::Responder responder) override;
  [[nodiscard]] web::Response on_fault(const core::Fault& fault, const web::RequestHead& head) override;
  void on_done(const web::RequestHead& head, int status, std::chrono::microseconds duration) override;

 private:
  /// Waits the moment between listening and set().
  web::Handler& get();
  std::atomic<web::Handler*> handler_{nullptr};
};

}  // namespace bridge::app
