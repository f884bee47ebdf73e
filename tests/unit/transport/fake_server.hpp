#pragma once
// A server of raw sockets on 127.0.0.1: what a peer can do wrong is written out byte by byte.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace bridge::transport::test {

class FakeServer;

/// One accepted connection, used by the script on a thread of its own.
class Connection {
 public:
  Connection(FakeServer& server, int socket, int number) : server_(server), socket_(socket), number_(number) {}

  /// Head and body (by Content-Length) of the next request, also kept in FakeServer::requests(). Nothing when
  /// the peer is gone.
  std::optional<std::string> read_request();
  /// False when the peer is gone.
  bool write(std::string_view bytes);
  /// Blocks until the peer closes or the server is stopped.
  void wait_for_close();
  /// 1 for the server's first connection.
  [[nodiscard]] int number() const { return number_; }
  [[nodiscard]] int socket() const { return socket_; }

 private:
  FakeServer& server_;
  int socket_;
  int number_;
  std::string buffer_;
};

class FakeServer {
 public:
  /// Runs once for each connection, which is closed when it returns.
  using Script = std::function<void(Connection&)>;

  explicit FakeServer(Script script);
  ~FakeServer();
  FakeServer(const FakeServer&) = delete;
  FakeServer& operator=(const FakeServer&) = delete;

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  [[nodiscard]] std::vector<std::string> requests() const;
  [[nodiscard]] int connections() const { return connections_; }

 private:
  friend class Connection;
  void accept_all();
  void serve(int socket, int number);
  void note(std::string request);

  Script script_;
  std::uint16_t port_ = 0;
  int listener_;
  std::atomic<int> connections_{0};
  mutable std::mutex mutex_;
  std::vector<std::string> requests_;
  std::set<int> open_;
  std::vector<std::thread> threads_;
  bool stopping_ = false;
  std::thread acceptor_;
};

/// A complete answer with Content-Length.
[[nodiscard]] std::string answer(std::string_view status, std::string_view body, std::string_view headers = "");

/// Answers every request on every connection with the same bytes and keeps the connection.
[[nodiscard]] FakeServer::Script always(std::string bytes);

/// A port on which nobody listens.
[[nodiscard]] std::uint16_t closed_port();

}  // namespace bridge::transport::test
