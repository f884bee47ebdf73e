#include "bridge/app/bridge.hpp"

#include <atomic>
#include <cstddef>
#include <deque>
#include <filesystem>
#include <utility>
#include <vector>

#include "app/admin/admin_actions.hpp"
#include "app/admin/admin_listener.hpp"
#include "app/admin/health_probe.hpp"
#include "app/listening.hpp"
#include "app/log.hpp"
#include "app/oauth/oauth_way.hpp"
#include "app/schemas.hpp"
#include "app/tenant_parts.hpp"
#include "bridge/http/scim_handler.hpp"
#include "bridge/service/make_service.hpp"
#include "bridge/store/store.hpp"
#include "bridge/transport/http_client.hpp"
#include "bridge/web/server.hpp"

namespace bridge::app {

namespace {

void log_of_store(store::LogLevel level, const std::string& text) {
  const Severity severity = level == store::LogLevel::Info      ? Severity::Info
                            : level == store::LogLevel::Warning ? Severity::Warning
                                                                : Severity::Error;
  log_line(severity, "store", {{"message", text}});
}

class RunningBridge final : public Bridge {
 public:
  explicit RunningBridge(config::Settings settings) : settings_(std::move(settings)) {}
  RunningBridge(const RunningBridge&) = delete;
  RunningBridge& operator=(const RunningBridge&) = delete;
  ~RunningBridge() override { stop(); }

  /// Store and tenants.
  core::Outcome open();
  /// The service, for answers that begin with this URL.
  void serve_at(std::string base_url);
  /// Lets a tenant work, once.
  void wake(std::size_t index);
  /// After open(): listens, then lets the tenants work.
  core::Outcome start();

  [[nodiscard]] std::uint16_t port() const override { return server_ ? server_->port() : std::uint16_t{0}; }
  [[nodiscard]] const std::string& base_url() const override { return base_url_; }
  [[nodiscard]] const std::string& admin_url() const override { return admin_url_; }
  [[nodiscard]] AdminActions& admin() override { return *actions_; }
  void stop() override;
  [[nodiscard]] const config::Server& configured() const { return settings_.server; }

 private:
  config::Settings settings_;
  core::SystemClock clock_;
  std::unique_ptr<Schemas> schemas_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<transport::Engine> engine_;
  std::vector<TenantParts> tenants_;
  std::deque<std::atomic<bool>> awake_;
  std::string base_url_;
  std::string admin_url_;
  std::unique_ptr<service::Service> service_;
  std::unique_ptr<AdminActions> actions_;
  std::unique_ptr<HealthProbe> probe_;
  std::unique_ptr<http::ScimHandler> handler_;
  LateHandler late_;
  std::unique_ptr<AdminListener> admin_;
  std::unique_ptr<web::Server> server_;
  bool stopped_ = false;
};

core::Outcome RunningBridge::open() {
  if (const auto problems = oauth_problems(settings_); !problems.empty()) {
    return core::failure(core::FaultKind::StoreFailed, problems.front());
  }
  auto schemas = built_in_schemas();
  if (!schemas) return schemas.passed_on();
  schemas_ = std::make_unique<Schemas>(std::move(*schemas));
  const std::filesystem::path file = std::filesystem::path(settings_.server.state_dir) / settings_.store_file;
  auto store = store::Store::open(file.string(), log_of_store);
  if (!store) return store.passed_on();
  store_ = std::move(*store);
  engine_ = transport::Engine::start();
  for (config::Tenant& tenant : settings_.tenants) {
    auto made = make_tenant(tenant, {*engine_, clock_, *store_, *schemas_, settings_.server.limits.max_connections / 2,
                                     settings_.server.state_dir, settings_.server.limits.max_wait});
    if (!made) return made.passed_on();
    tenants_.push_back(std::move(*made));
    awake_.emplace_back(false);
  }
  return core::ok();
}

void RunningBridge::serve_at(std::string base_url) {
  base_url_ = std::move(base_url);
  service::ServiceParts parts{
      {}, clock_, settings_.server.limits.max_wait, settings_.server.limits.max_body, base_url_};
  std::vector<AdminTenant> steered;
  std::vector<ProbedTenant> probed;
  for (std::size_t i = 0; i < settings_.tenants.size(); ++i) {
    work::Tenant& tenant = *tenants_[i].tenant;
    parts.tenants.push_back(tenant_entry(settings_.tenants[i], base_url_, tenant, schemas_->of(settings_.tenants[i])));
    parts.tenants.back().scans = tenants_[i].scans.get();
    steered.push_back({core::TenantName(settings_.tenants[i].name), &tenant, [this, i] { wake(i); }});
    probed.push_back({settings_.tenants[i].name, &tenant, tenants_[i].keeper.get()});
  }
  service_ = service::make_service(std::move(parts));
  probe_ = std::make_unique<HealthProbe>(*store_, std::move(probed));
  actions_ = std::make_unique<AdminActions>(*service_, *store_, std::move(steered));
}

void RunningBridge::wake(std::size_t index) {
  if (awake_[index].exchange(true)) return;
  TenantParts& tenant = tenants_[index];
  if (tenant.keeper) tenant.keeper->start();
  tenant.tenant->start();
}

core::Outcome RunningBridge::start() {
  auto admin = AdminListener::start(settings_.server);
  if (!admin) return admin.passed_on();
  admin_ = std::move(*admin);
  admin_url_ = admin_->url();
  auto server = web::Server::start(server_settings(settings_.server), late_);
  if (!server) return server.passed_on();
  server_ = std::move(*server);
  serve_at(base_url_of(settings_.server, server_->port()));
  http::HandlerSettings handler;
  handler.body.size = settings_.server.limits.max_body;
  handler_ = std::make_unique<http::ScimHandler>(*service_, handler, log_exchange);
  for (std::size_t i = 0; i < tenants_.size(); ++i) wake(i);
  late_.set(*handler_);
  admin_->serve(*actions_);
  admin_->probe_with(*probe_);
  return core::ok();
}

void RunningBridge::stop() {
  if (std::exchange(stopped_, true)) return;
  if (admin_) admin_->say_stopping();
  if (server_) server_->stop(settings_.server.limits.drain);
  if (admin_) admin_->stop();
  for (TenantParts& parts : tenants_) {
    parts.tenant->stop();
    if (parts.keeper) parts.keeper->stop();
  }
  server_.reset();
  admin_.reset();
  for (TenantParts& parts : tenants_) parts.scans.reset();
  for (TenantParts& parts : tenants_) parts.tenant.reset();
  engine_.reset();
  tenants_.clear();
  // Waits for a backup that is under way.
  actions_.reset();
  store_.reset();
}

}  // namespace

core::Result<std::unique_ptr<Bridge>> Bridge::start(config::Settings settings) {
  auto bridge = std::make_unique<RunningBridge>(std::move(settings));
  if (auto opened = bridge->open(); !opened) return opened.passed_on();
  if (auto started = bridge->start(); !started) return started.passed_on();
  return std::unique_ptr<Bridge>(std::move(bridge));
}

core::Result<std::unique_ptr<Bridge>> Bridge::open(config::Settings settings) {
  auto bridge = std::make_unique<RunningBridge>(std::move(settings));
  if (auto opened = bridge->open(); !opened) return opened.passed_on();
  bridge->serve_at(base_url_of(bridge->configured(), bridge->configured().port));
  return std::unique_ptr<Bridge>(std::move(bridge));
}

}  // namespace bridge::app
