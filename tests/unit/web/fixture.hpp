#pragma once
// A server with a handler whose answers a test chooses.

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "bridge/web/server.hpp"
#include "unit/web/client.hpp"

namespace bridge::web::test {

struct Done {
  std::string path;
  int status = 0;
};

/// Answers 200 with "METHOD path?query|body" unless a test sets a function.
class FakeHandler final : public Handler {
 public:
  std::function<std::optional<Response>(const RequestHead&)> head_rule;
  std::function<void(Request, Responder)> work;

  [[nodiscard]] std::optional<Response> on_head(const RequestHead& head) override;
  void on_request(Request request, Responder responder) override;
  /// The fault's kind as X-Fault, its detail as the body.
  [[nodiscard]] Response on_fault(const core::Fault& fault, const RequestHead& head) override;
  void on_done(const RequestHead& head, int status, std::chrono::microseconds duration) override;

  [[nodiscard]] std::vector<Done> done() const;
  [[nodiscard]] std::vector<std::string> contexts() const;
  /// Waits until this many answers were done with; false after a long time.
  [[nodiscard]] bool wait_for_done(std::size_t count) const;

 private:
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::vector<Done> done_;
  std::vector<std::string> contexts_;
};

[[nodiscard]] Response text(std::string body, int status = 200);
[[nodiscard]] std::string echo_of(const Request& request);

/// Waits for what another thread will bring about; false after a long time.
[[nodiscard]] bool eventually(const std::function<bool()>& holds);

/// Runs answers on threads of its own, later than the handler returns.
class Background {
 public:
  ~Background();
  void run(std::function<void()> job);

 private:
  std::mutex mutex_;
  std::vector<std::thread> threads_;
};

/// Keeps the responder of one request until the test wants it.
class Held {
 public:
  void keep(Responder responder);
  [[nodiscard]] bool wait() const;
  void send(Response response);

 private:
  mutable std::mutex mutex_;
  std::unique_ptr<Responder> responder_;
};

class ServerTest : public ::testing::Test {
 protected:
  ServerTest();
  ~ServerTest() override;
  void start();
  [[nodiscard]] std::uint16_t port() const { return server_->port(); }
  [[nodiscard]] Client connect() const { return Client(port()); }

  FakeHandler handler_;
  ServerSettings settings_;
  std::unique_ptr<Server> server_;
  Background background_;
};

}  // namespace bridge::web::test
