#include "app/admin/admin_listener.hpp"

#include <atomic>
#include <chrono>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include "app/admin/admin_file.hpp"
#include "app/admin/admin_paths.hpp"
#include "app/admin/health_pages.hpp"
#include "app/listening.hpp"
#include "app/log.hpp"
#include "bridge/core/credential.hpp"
#include "bridge/json/codec.hpp"
#include "bridge/scim/error_message.hpp"
#include "bridge/web/server.hpp"
#include "http/bearer.hpp"
#include "http/fault_response.hpp"

namespace bridge::app {

namespace {

using core::FaultKind;

/// How long a stop waits for answers that are still to come.
constexpr std::chrono::milliseconds kDrain{1'000};

core::Fault fault_of(FaultKind kind, std::string detail) { return core::Fault{kind, std::move(detail), {}, {}}; }

web::Response unauthorized() {
  web::Response response;
  response.status = 401;
  response.headers = {{"Content-Type", "application/json"}, {"WWW-Authenticate", "Bearer realm=\"admin\""}};
  response.body = json::write(scim::error_message(
      401, {}, "Authorization: expected \"Bearer\" and the token in admin.json, found something else"));
  return response;
}

web::Response answer_of(const core::Result<core::Value>& result) {
  if (!result) return http::fault_response(result.error());
  web::Response response;
  response.headers = {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}};
  response.body = json::write(*result);
  return response;
}

class AdminHandler final : public web::Handler {
 public:
  explicit AdminHandler(const core::TokenDigest& token) : token_(token) {}

  void serve(AdminActions& actions) { actions_ = &actions; }
  [[nodiscard]] HealthPages& health() { return health_; }

  [[nodiscard]] std::optional<web::Response> on_head(const web::RequestHead& head) override {
    if (HealthPages::has(head.path)) return health_.on_head(head);
    // The header's reader takes every token for an identity provider's; only the digests are compared.
    const auto shown = http::bearer_token(head);
    if (!shown || core::TokenDigest::of(*shown) != token_) return unauthorized();
    const AdminTarget target = read_admin_target(head.method, head.path);
    if (target.action) return std::nullopt;
    if (target.allow.empty()) return http::fault_response(fault_of(FaultKind::NotFound, "there is nothing here"));
    return http::fault_response(fault_of(FaultKind::MethodNotAllowed, "expected one of the methods " + target.allow),
                                target.allow);
  }

  void on_request(web::Request request, web::Responder responder) override {
    if (HealthPages::has(request.head.path)) return health_.on_request(std::move(responder));
    const AdminTarget target = read_admin_target(request.head.method, request.head.path);
    AdminActions* actions = actions_.load();
    auto body = request.body.empty() ? core::Result<core::Value>(core::Value()) : json::parse(request.body);
    if (actions == nullptr) body = core::failure(FaultKind::NotReady, "the server is still starting");
    if (!body) return std::move(responder).send(http::fault_response(body.error()));
    auto answer = std::make_shared<web::Responder>(std::move(responder));
    actions->run({*target.action, core::TenantName(target.tenant), std::move(*body)},
                 [answer](const core::Result<core::Value>& result) { std::move(*answer).send(answer_of(result)); });
  }

  [[nodiscard]] web::Response on_fault(const core::Fault& fault, const web::RequestHead&) override {
    return http::fault_response(fault);
  }

  void on_done(const web::RequestHead& head, int status, std::chrono::microseconds duration) override {
    // Probes come every few seconds; what changes between them has a line of its own.
    if (HealthPages::has(head.path)) return;
    constexpr std::size_t kLongestPath = 256;
    log_line(status >= 500 ? Severity::Warning : Severity::Info, "admin_request",
             {{"request", head.id.text},
              {"method", head.method},
              {"path", head.path.substr(0, kLongestPath)},
              {"status", std::to_string(status)},
              {"microseconds", std::to_string(duration.count())}});
  }

 private:
  core::TokenDigest token_;
  HealthPages health_;
  std::atomic<AdminActions*> actions_{nullptr};
};

class Listener final : public AdminListener {
 public:
  Listener(const config::Server& server, const core::TokenDigest& token)
      : file_(admin_file_in(server.state_dir)), handler_(token) {}
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  ~Listener() override { stop(); }

  core::Outcome start(const config::Server& server, core::AdminToken token) {
    web::ServerSettings settings;
    settings.address = server.admin_address;
    settings.port = server.admin_port;
    settings.threads = 1;
    auto started = web::Server::start(settings, handler_);
    if (!started) {
      return core::failure(started.error().kind, "server.admin_listen: " + started.error().detail);
    }
    server_ = std::move(*started);
    url_ = url_of("http", server.admin_address, server_->port());
    auto written = write_admin_file(file_, {url_, std::move(token)});
    written_ = written.has_value();
    return written;
  }

  [[nodiscard]] const std::string& url() const override { return url_; }
  void serve(AdminActions& actions) override { handler_.serve(actions); }
  void probe_with(const HealthProbe& probe) override { handler_.health().probe_with(probe); }
  void say_stopping() override { handler_.health().say_stopping(); }

  void stop() override {
    std::error_code ignored;
    if (std::exchange(written_, false)) std::filesystem::remove(file_, ignored);
    if (server_) server_->stop(kDrain);
    server_.reset();
  }

 private:
  std::filesystem::path file_;
  AdminHandler handler_;
  std::string url_;
  std::unique_ptr<web::Server> server_;
  bool written_ = false;
};

}  // namespace

core::Result<std::unique_ptr<AdminListener>> AdminListener::start(const config::Server& server) {
  core::AdminToken token = core::new_admin_token();
  auto listener = std::make_unique<Listener>(server, core::TokenDigest::of(token));
  if (auto started = listener->start(server, std::move(token)); !started) return started.passed_on();
  return std::unique_ptr<AdminListener>(std::move(listener));
}

}  // namespace bridge::app
