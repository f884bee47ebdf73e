#pragma once
// One request out, one answer or fault back: libcurl's multi interface behind a small face. A client
// is bound to one base URL and one credential of one kind; there is no way to send that credential
// anywhere else.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
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
};

struct Answer {
  int status = 0;
  /// Names in lower case.
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;

  [[nodiscard]] std::optional<std::string_view> header(std::string_view lower_case_name) const;
};

/// Why there is no answer. NotSent: nothing of the request can have reached the far side; every other
/// kind leaves open whether the work was done.
enum class Trouble : std::uint8_t { NotSent, TlsFailed, TimedOut, ConnectionLost, AnswerTooLarge, Unreadable, ShutDown };

struct TransportFault {
  Trouble trouble = Trouble::NotSent;
  /// For the log.
  core::LogText why;
};

using Reply = std::variant<Answer, TransportFault>;

/// Bounds on one client.
struct ClientSettings {
  std::string base_url;
  std::chrono::milliseconds connect_timeout{5'000};
  std::chrono::milliseconds timeout{30'000};
  std::size_t max_answer = std::size_t{64} << 20U;
  std::string proxy;
};

/// Runs the calls of all clients on one thread. Destroying it ends open calls with ShutDown.
class Engine {
 public:
  [[nodiscard]] static std::unique_ptr<Engine> start();
  virtual ~Engine() = default;

  /// Used by Client alone.
  struct Job {
    Request request;
    const ClientSettings* settings = nullptr;
    std::string authorization;
    std::function<void(Reply)> done;
  };
  virtual void submit(Job job) = 0;
};

/// A sender whose credential is of one kind. `send` may be called from any thread; `done` is called
/// once, on the engine's thread, and must not block.
template <class Token>
class Client {
 public:
  /// The engine must outlive the client.
  Client(Engine& engine, ClientSettings settings, Token token)
      : engine_(engine), settings_(std::make_unique<const ClientSettings>(std::move(settings))), token_(std::move(token)) {}

  void send(Request request, std::function<void(Reply)> done) const {
    engine_.submit(Engine::Job{std::move(request), settings_.get(), "Bearer " + token_.expose(), std::move(done)});
  }

  [[nodiscard]] const ClientSettings& settings() const noexcept { return *settings_; }

 private:
  Engine& engine_;
  std::unique_ptr<const ClientSettings> settings_;
  Token token_;
};

}  // namespace bridge::transport
