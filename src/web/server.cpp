#include "bridge/web/server.hpp"

#include <exception>
#include <mutex>
#include <utility>

#include <pistache/reactor.h>

#include "web/listener.hpp"
#include "web/shared.hpp"
#include "web/tls_context.hpp"
#include "web/worker.hpp"

namespace bridge::web {

namespace {

using core::FaultKind;
using Pistache::Aio::AsyncContext;
using Pistache::Aio::Reactor;

// A reactor of Pistache's holds no more.
constexpr unsigned kMaxThreads = 255;

class ReactorServer final : public Server {
 public:
  ReactorServer(std::shared_ptr<Shared> shared, std::uint16_t port) : shared_(std::move(shared)), port_(port) {}
  ReactorServer(const ReactorServer&) = delete;
  ReactorServer& operator=(const ReactorServer&) = delete;
  ~ReactorServer() override { finish(std::chrono::milliseconds(0)); }

  /// Throws what the system refuses: descriptors, threads.
  void run(UniqueFd listener) {
    reactor_ = Reactor::create();
    try {
      set_up(std::move(listener));
      reactor_->run();
    } catch (...) {
      reactor_->shutdown();
      reactor_.reset();
      throw;
    }
  }

  [[nodiscard]] std::uint16_t port() const override { return port_; }
  [[nodiscard]] ServerCounters counters() const override;
  bool stop(std::chrono::milliseconds drain) override { return finish(drain); }

 private:
  static Worker& worker(const std::shared_ptr<Pistache::Aio::Handler>& handler) {
    return dynamic_cast<Worker&>(*handler);
  }

  void set_up(UniqueFd listener) {
    reactor_->init(AsyncContext(shared_->settings.threads, "web"));
    const auto key = reactor_->addHandler(std::make_shared<Worker>(shared_));
    const auto handlers = reactor_->handlers(key);
    for (const auto& handler : handlers) mailboxes_.push_back(worker(handler).mailbox());
    worker(handlers.front()).accept_from(std::move(listener), mailboxes_);
  }

  bool finish(std::chrono::milliseconds drain);

  std::shared_ptr<Shared> shared_;
  std::uint16_t port_;
  std::shared_ptr<Reactor> reactor_;
  std::vector<std::shared_ptr<Mailbox>> mailboxes_;
  std::mutex stop_mutex_;
  bool all_answered_ = true;
};

ServerCounters ReactorServer::counters() const {
  const Counters& now = *shared_->counters;
  ServerCounters shown;
  shown.connections_open = now.open.load();
  shown.connections_accepted = now.accepted.load();
  shown.connections_refused = now.refused.load();
  shown.handshakes_failed = now.handshakes_failed.load();
  shown.requests = now.requests.load();
  shown.answers_dropped = now.answers_dropped.load();
  shown.bytes_buffered = now.buffered.load();
  return shown;
}

bool ReactorServer::finish(std::chrono::milliseconds drain) {
  const std::lock_guard lock(stop_mutex_);
  if (!reactor_) return all_answered_;
  shared_->drain.set_stopping();
  for (const auto& mailbox : mailboxes_) mailbox->post(StopTaking{});
  const auto threads = static_cast<unsigned>(mailboxes_.size());
  // I/O threads don't block, so this ends soon; the bound is for a handler that breaks its promise.
  const bool stopped = shared_->drain.wait_for_threads(threads, drain + std::chrono::seconds(5));
  all_answered_ = stopped && shared_->drain.wait_for_requests(drain);
  for (const auto& mailbox : mailboxes_) mailbox->close();
  reactor_->shutdown();
  reactor_.reset();
  return all_answered_;
}

}  // namespace

core::Result<std::unique_ptr<Server>> Server::start(const ServerSettings& settings, Handler& handler) {
  if (settings.threads < 1 || settings.threads > kMaxThreads) {
    return core::failure(FaultKind::InvalidValue, "expected 1 to " + std::to_string(kMaxThreads) +
                                                      " I/O threads, found " + std::to_string(settings.threads));
  }
  auto shared = std::make_shared<Shared>(settings, handler);
  if (settings.tls) {
    auto tls = TlsContext::load(*settings.tls);
    if (!tls) return tls.passed_on();
    shared->tls = std::move(*tls);
  }
  auto listening = listen_on(settings.address, settings.port);
  if (!listening) return listening.passed_on();
  try {
    auto server = std::make_unique<ReactorServer>(std::move(shared), listening->port);
    server->run(std::move(listening->fd));
    return std::unique_ptr<Server>(std::move(server));
  } catch (const std::exception& error) {
    return core::Failure{core::Fault{FaultKind::NotReady,
                                     "the I/O threads can't start: the system refuses descriptors or threads",
                                     core::LogText{error.what()},
                                     {}}};
  }
}

}  // namespace bridge::web
