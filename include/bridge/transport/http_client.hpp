#pragma once
// One request out, one answer or fault back: libcurl's multi interface behind a small face. A client
// is bound to one base URL and one credential of one kind; there is no way to send that credential
// anywhere else.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "bridge/core/credential.hpp"
#include "bridge/core/ids.hpp"
#include "bridge/core/result.hpp"

namespace bridge::transport {

/// What leaves, relative to the client's base URL.
struct Request {
  std::string method;
  /// Begins with '/', percent-encoded, query included.
  std::string path;
  std::string body;
  /// Sent when there is a body, or when the method wants one.
  std::string content_type = "application/json";
  core::RequestId request_id{};
  /// Whether the far side may see this request twice. A request on a kept connection that dies before the
  /// first byte of the answer is sent once more by libcurl, unasked; so only harmless requests (and GET and
  /// HEAD always) travel on kept connections, every other one opens a connection and is sent once at most.
  bool repeat_harmless = false;
  /// On top of the client's own, and in place of those under the same name, the credential's among them; an
  /// empty text leaves such a header out.
  std::vector<std::pair<std::string, std::string>> headers{};
};

struct Answer {
  int status = 0;
  /// Names in lower case; of interim answers (1xx) nothing is kept.
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;

  /// The first value under this name, without surrounding blanks. The view lives as long as the answer.
  [[nodiscard]] std::optional<std::string_view> header(std::string_view lower_case_name) const;
};

/// Why there is no answer. NotSent (no address, no connection, not a request that may leave) and TlsFailed
/// (the handshake or the certificate): nothing of the request can have reached the far side. Every other
/// kind leaves open whether the work was done; ShutDown as well.
enum class Trouble : std::uint8_t {
  NotSent,
  TlsFailed,
  TimedOut,
  ConnectionLost,
  AnswerTooLarge,
  Unreadable,
  ShutDown
};

/// What is known of why, for whoever has to put it right.
enum class Cause : std::uint8_t {
  Unknown,
  // NotSent
  NameNotFound,
  ConnectionRefused,
  ConnectTimedOut,
  ProxyFailed,
  // TlsFailed
  CertificateExpired,
  CertificateOfOtherHost,
  CertificateUntrusted,
  HandshakeFailed,
  // TimedOut: the answer began, and came to a standstill.
  Stalled,
};

struct TransportFault {
  Trouble trouble = Trouble::NotSent;
  /// For the log.
  core::LogText why;
  Cause cause = Cause::Unknown;
};

using Reply = std::variant<Answer, TransportFault>;

/// Bounds on one client.
struct ClientSettings {
  /// Without trailing slash; https, or http to a loopback address: any other is answered NotSent.
  std::string base_url;
  /// Plain http to any host, credential and all: for trying servers in one's own network, never for the bridge.
  bool plain_http_anywhere = false;
  std::chrono::milliseconds connect_timeout{5'000};
  /// The whole call, from submission to the last byte.
  std::chrono::milliseconds timeout{30'000};
  /// How long an answer that has begun may bring next to nothing.
  std::chrono::seconds stall_timeout{10};
  /// Bytes of the body after decompression.
  std::size_t max_answer = std::size_t{64} << 20U;
  /// For example "http://proxy.example.com:3128"; empty: none. Variables of the environment are not read.
  std::string proxy;
  /// A PEM file of the authorities that are trusted; empty: the machine's.
  std::string ca_file;
};

/// Runs the calls of all clients on one thread. Destroying it ends open calls with ShutDown; it must not be
/// destroyed on its own thread.
class Engine {
 public:
  /// Throws std::bad_alloc where libcurl can't be started.
  [[nodiscard]] static std::unique_ptr<Engine> start();
  virtual ~Engine() = default;

  /// Used by Client and AnonymousClient alone. An empty `authorization` sends none.
  struct Job {
    Request request;
    std::shared_ptr<const ClientSettings> settings;
    std::string authorization;
    std::function<void(Reply)> done;
  };
  virtual void submit(Job job) = 0;
};

template <class Token>
class Client;

/// The credential of a client where it is replaced while the client lives. Callable from any thread.
template <class Token>
class TokenCell {
 public:
  explicit TokenCell(Token token) : token_(std::move(token)) {}

  /// Calls that are submitted from now on carry this one.
  void put(Token token) {
    const std::lock_guard guard(mutex_);
    token_ = std::move(token);
    ++turn_;
  }
  /// How often it was replaced.
  [[nodiscard]] std::uint64_t turn() const {
    const std::lock_guard guard(mutex_);
    return turn_;
  }

 private:
  friend class Client<Token>;
  [[nodiscard]] std::string authorization() const {
    const std::lock_guard guard(mutex_);
    return "Bearer " + token_.expose();
  }

  mutable std::mutex mutex_;
  Token token_;
  std::uint64_t turn_ = 0;
};

/// A sender whose credential is of one kind. `send` may be called from any thread; `done` is called
/// once, on the engine's thread, and must neither block nor throw.
template <class Token>
class Client {
 public:
  /// The engine must outlive the client; calls that are under way may outlive the client.
  Client(Engine& engine, ClientSettings settings, Token token)
      : Client(engine, std::move(settings), std::make_shared<const TokenCell<Token>>(std::move(token))) {}
  /// The same with a credential that is replaced now and then.
  Client(Engine& engine, ClientSettings settings, std::shared_ptr<const TokenCell<Token>> token)
      : engine_(engine),
        settings_(std::make_shared<const ClientSettings>(std::move(settings))),
        token_(std::move(token)) {}
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  Client(Client&&) noexcept = default;
  Client& operator=(Client&&) = delete;
  ~Client() = default;

  void send(Request request, std::function<void(Reply)> done) const {
    engine_.submit(Engine::Job{std::move(request), settings_, token_->authorization(), std::move(done)});
  }

  [[nodiscard]] const ClientSettings& settings() const noexcept { return *settings_; }

 private:
  Engine& engine_;
  std::shared_ptr<const ClientSettings> settings_;
  std::shared_ptr<const TokenCell<Token>> token_;
};

/// A sender that carries no credential: for asking whether a service is there, and for OAuth's
/// token endpoint. Otherwise as Client.
class AnonymousClient {
 public:
  AnonymousClient(Engine& engine, ClientSettings settings)
      : engine_(engine), settings_(std::make_shared<const ClientSettings>(std::move(settings))) {}

  void send(Request request, std::function<void(Reply)> done) const {
    engine_.submit(Engine::Job{std::move(request), settings_, {}, std::move(done)});
  }

 private:
  Engine& engine_;
  std::shared_ptr<const ClientSettings> settings_;
};

}  // namespace bridge::transport
