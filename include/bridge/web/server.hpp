#pragma once
// An HTTP/1.1 server that is right about framing, keep-alive, time-outs, late answers and TLS.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "bridge/core/result.hpp"
#include "bridge/web/message.hpp"

namespace bridge::web {

/// The right, and the duty, to answer one request once. Movable, usable from any thread, also after
/// the client or the server has gone (the answer is then dropped and counted). A responder that is
/// destroyed without an answer answers with the fault Bug.
class Responder {
 public:
  /// What stands behind a responder: the server's connection.
  class Sink {
   public:
    virtual ~Sink() = default;
    virtual void answer(Response response) = 0;
    virtual void abandoned() = 0;
  };

  explicit Responder(std::unique_ptr<Sink> sink);
  Responder(Responder&&) noexcept;
  Responder& operator=(Responder&&) noexcept;
  ~Responder();

  void send(Response response) &&;

 private:
  std::unique_ptr<Sink> sink_;
};

/// What is served. All calls come from I/O threads and must not block.
class Handler {
 public:
  virtual ~Handler() = default;

  /// Called when the header section is complete and before any of the body is kept. An answer given
  /// here ends the request: authentication belongs here. The body of a request refused here is not
  /// read; the connection is closed after the answer when a body was announced.
  [[nodiscard]] virtual std::optional<Response> on_head(const RequestHead& head) = 0;

  /// Called with the whole request; the answer may be sent now or later, from any thread.
  virtual void on_request(Request request, Responder responder) = 0;

  /// Renders a fault that the server itself found (framing, limits, time-outs, an exception that left
  /// the handler). `head` holds what was read of the request, often nothing.
  [[nodiscard]] virtual Response on_fault(const core::Fault& fault, const RequestHead& head) = 0;

  /// Called after the answer was written or dropped, for the access log and metrics.
  virtual void on_done(const RequestHead& head, int status, std::chrono::microseconds duration) {
    (void)head, (void)status, (void)duration;
  }
};

struct Limits {
  std::size_t max_body = std::size_t{16} * 1024 * 1024;
  std::size_t max_target = std::size_t{16} * 1024;
  std::size_t max_headers = std::size_t{32} * 1024;
  /// All bodies together.
  std::size_t max_buffered = std::size_t{256} * 1024 * 1024;
  std::size_t max_connections = 4096;
  std::chrono::milliseconds header_timeout{std::chrono::seconds(10)};
  std::chrono::milliseconds body_timeout{std::chrono::seconds(30)};
  std::chrono::milliseconds idle_timeout{std::chrono::seconds(120)};
};

/// PEM files. With a client CA, clients must show a certificate that it signed.
struct Tls {
  std::string certificate_file;
  std::string key_file;
  std::string client_ca_file;
};

struct ServerSettings {
  std::string address = "127.0.0.1";
  /// 0 picks a free port.
  std::uint16_t port = 0;
  unsigned threads = 2;
  Limits limits{};
  std::optional<Tls> tls{};
  /// Where the server tells of what no request can be blamed for (a failed accept, a broken
  /// handshake). May be called from any thread.
  std::function<void(const std::string&)> log{};
};

/// Counters since the start, for metrics and tests.
struct ServerCounters {
  std::uint64_t connections_open = 0;
  std::uint64_t connections_accepted = 0;
  std::uint64_t connections_refused = 0;
  std::uint64_t handshakes_failed = 0;
  std::uint64_t requests = 0;
  /// Answers whose client had gone.
  std::uint64_t answers_dropped = 0;
  std::uint64_t bytes_buffered = 0;
};

class Server {
 public:
  /// Binds, listens and serves; the handler must outlive the server. A port in use, an unreadable
  /// certificate and the like come back as one sentence in the fault's detail.
  [[nodiscard]] static core::Result<std::unique_ptr<Server>> start(const ServerSettings& settings, Handler& handler);

  virtual ~Server() = default;
  [[nodiscard]] virtual std::uint16_t port() const = 0;
  [[nodiscard]] virtual ServerCounters counters() const = 0;

  /// Stops accepting, closes idle connections, waits up to `drain` for requests being worked on
  /// (their answers carry Connection: close), then closes everything. Idempotent. Returns whether
  /// all requests were answered.
  virtual bool stop(std::chrono::milliseconds drain) = 0;
};

}  // namespace bridge::web
