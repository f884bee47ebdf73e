#include "bridge/app/bridge.hpp"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <utility>
#include <vector>

#include "bridge/http/scim_handler.hpp"
#include "bridge/service/make_service.hpp"
#include "bridge/store/store.hpp"
#include "bridge/transport/http_client.hpp"
#include "bridge/web/server.hpp"
#include "bridge/work/tenant.hpp"
#include "log.hpp"
#include "schemas.hpp"

namespace bridge::app {

namespace {

using std::chrono::milliseconds;

/// One tenant's own thread, way out and work; destroyed in the reverse order.
struct TenantParts {
  std::unique_ptr<work::Loop> loop;
  std::unique_ptr<work::RestClient> client;
  std::unique_ptr<work::Tenant> tenant;
};

service::Rights rights_of(config::Rights rights) {
  return rights == config::Rights::ReadWrite ? service::Rights::ReadWrite : service::Rights::ReadOnly;
}

const dialect::Dialect* dialect_of(config::Idp idp) {
  switch (idp) {
    case config::Idp::Okta: return &dialect::okta();
    case config::Idp::Entra: return &dialect::entra();
    case config::Idp::Generic: break;
  }
  return &dialect::generic();
}

std::vector<service::TokenEntry> tokens_of(const config::Tenant& tenant) {
  std::vector<service::TokenEntry> tokens;
  for (const config::IdpTokenEntry& token : tenant.idp_tokens) {
    tokens.push_back(
        {token.name, token.digest, token.expires, rights_of(token.rights), dialect_of(token.idp.value_or(tenant.idp))});
  }
  return tokens;
}

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

work::Log log_of(const std::string& tenant) {
  return [tenant](work::LogLevel level, const std::string& text) {
    const Severity severity = level == work::LogLevel::Info      ? Severity::Info
                              : level == work::LogLevel::Warning ? Severity::Warning
                                                                 : Severity::Error;
    log_line(severity, "work", {{"tenant", tenant}, {"message", text}});
  };
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

/// Stands in for the handler until the port is known: base URLs in answers name it.
class LateHandler final : public web::Handler {
 public:
  void set(web::Handler& handler) {
    handler_ = &handler;
    handler_.notify_all();
  }
  [[nodiscard]] std::optional<web::Response> on_head(const web::RequestHead& head) override {
    return get().on_head(head);
  }
  void on_request(web::Request request, web::Responder responder) override {
    get().on_request(std::move(request), std::move(responder));
  }
  [[nodiscard]] web::Response on_fault(const core::Fault& fault, const web::RequestHead& head) override {
    return get().on_fault(fault, head);
  }
  void on_done(const web::RequestHead& head, int status, std::chrono::microseconds duration) override {
    get().on_done(head, status, duration);
  }

 private:
  /// Waits the moment between listening and set().
  web::Handler& get() {
    handler_.wait(nullptr);
    return *handler_.load();
  }
  std::atomic<web::Handler*> handler_{nullptr};
};

class RunningBridge final : public Bridge {
 public:
  explicit RunningBridge(config::Settings settings) : settings_(std::move(settings)) {}
  RunningBridge(const RunningBridge&) = delete;
  RunningBridge& operator=(const RunningBridge&) = delete;
  ~RunningBridge() override { stop(); }

  core::Outcome open();
  [[nodiscard]] std::uint16_t port() const override { return server_->port(); }
  [[nodiscard]] const std::string& base_url() const override { return base_url_; }
  void stop() override;

 private:
  core::Outcome open_tenant(config::Tenant& tenant);
  core::Outcome listen();
  [[nodiscard]] std::string listening_url() const;

  config::Settings settings_;
  core::SystemClock clock_;
  std::unique_ptr<scim::SchemaRegistry> schemas_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<transport::Engine> engine_;
  std::vector<TenantParts> tenants_;
  std::unique_ptr<work::Loop> scans_;
  std::string base_url_;
  std::unique_ptr<service::Service> service_;
  std::unique_ptr<http::ScimHandler> handler_;
  LateHandler late_;
  std::unique_ptr<web::Server> server_;
  bool stopped_ = false;
};

core::Outcome RunningBridge::open() {
  auto schemas = built_in_schemas();
  if (!schemas) return schemas.passed_on();
  schemas_ = std::make_unique<scim::SchemaRegistry>(std::move(*schemas));
  const std::filesystem::path file = std::filesystem::path(settings_.server.state_dir) / settings_.store_file;
  auto store = store::Store::open(file.string());
  if (!store) return store.passed_on();
  store_ = std::move(*store);
  engine_ = transport::Engine::start();
  for (config::Tenant& tenant : settings_.tenants) {
    if (auto opened = open_tenant(tenant); !opened) return opened;
  }
  scans_ = work::start_loop();
  return listen();
}

core::Outcome RunningBridge::open_tenant(config::Tenant& tenant) {
  config::Rest& rest = *tenant.rest;
  TenantParts parts;
  parts.loop = work::start_loop();
  transport::ClientSettings client{rest.url, rest.connect_timeout, rest.timeout, std::size_t{64} << 20U, rest.proxy};
  parts.client =
      work::make_rest_client(transport::Client<core::OAuthToken>(*engine_, std::move(client), std::move(rest.token)));
  work::TenantSettings settings;
  settings.name = core::TenantName(tenant.name);
  settings.policy.grantable_roles.insert(tenant.grantable_roles.begin(), tenant.grantable_roles.end());
  settings.policy.send_invitation = rest.send_invitation;
  settings.username_change_ignored = tenant.on_username_change == config::OnUsernameChange::Ignore;
  settings.requests_per_minute = rest.requests_per_minute;
  settings.call_timeout = rest.timeout;
  settings.refresh = tenant.mirror.refresh;
  settings.full_sweep = tenant.mirror.full_sweep;
  auto made = work::Tenant::make(std::move(settings),
                                 {*parts.loop, clock_, *store_, *parts.client, *schemas_, log_of(tenant.name)});
  if (!made) return made.passed_on();
  parts.tenant = std::move(*made);
  tenants_.push_back(std::move(parts));
  return core::ok();
}

std::string RunningBridge::listening_url() const {
  const config::Server& server = settings_.server;
  if (!server.base_url.empty()) return server.base_url;
  const bool v6 = server.address.find(':') != std::string::npos;
  const std::string host = v6 ? "[" + server.address + "]" : server.address;
  return (server.tls ? "https://" : "http://") + host + ":" + std::to_string(server_->port());
}

core::Outcome RunningBridge::listen() {
  auto server = web::Server::start(server_settings(settings_.server), late_);
  if (!server) return server.passed_on();
  server_ = std::move(*server);
  base_url_ = listening_url();
  service::ServiceParts parts{{}, *schemas_, clock_, *scans_, settings_.server.limits.max_wait};
  for (std::size_t i = 0; i < settings_.tenants.size(); ++i) {
    const config::Tenant& tenant = settings_.tenants[i];
    const std::string segment = tenant.name == "default" ? "scim" : tenant.name;
    const std::string path = tenant.name == "default" ? "/scim/v2" : "/" + tenant.name + "/scim/v2";
    parts.tenants.push_back(
        {core::TenantName(tenant.name), segment, base_url_ + path, tokens_of(tenant), tenants_[i].tenant.get()});
  }
  service_ = service::make_service(std::move(parts));
  http::HandlerSettings handler;
  handler.body.size = settings_.server.limits.max_body;
  handler_ = std::make_unique<http::ScimHandler>(*service_, handler, log_exchange);
  for (TenantParts& tenant : tenants_) tenant.tenant->start();
  late_.set(*handler_);
  return core::ok();
}

void RunningBridge::stop() {
  if (std::exchange(stopped_, true)) return;
  if (server_) server_->stop(settings_.server.limits.drain);
  for (TenantParts& parts : tenants_) parts.tenant->stop();
  server_.reset();
  scans_.reset();
  for (TenantParts& parts : tenants_) parts.tenant.reset();
  engine_.reset();
  tenants_.clear();
  store_.reset();
}

}  // namespace

core::Result<std::unique_ptr<Bridge>> Bridge::start(config::Settings settings) {
  auto bridge = std::make_unique<RunningBridge>(std::move(settings));
  if (auto opened = bridge->open(); !opened) return opened.passed_on();
  return std::unique_ptr<Bridge>(std::move(bridge));
}

}  // namespace bridge::app
