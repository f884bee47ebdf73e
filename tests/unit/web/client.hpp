#pragma once
// A client that sends exactly the bytes it is given and reads answers strictly, over TCP or TLS.

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <openssl/ssl.h>

namespace bridge::web::test {

struct Answer {
  /// 0: the connection ended or nothing came in time.
  int status = 0;
  std::string reason;
  /// Names in lower case.
  std::map<std::string, std::string> headers;
  std::string body;
  [[nodiscard]] std::string header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string() : found->second;
  }
};

/// Certificates that a TLS client shows and trusts; empty means none and anybody.
struct ClientTls {
  std::string certificate_file;
  std::string key_file;
  int highest_version = 0;
};

class Client {
 public:
  explicit Client(std::uint16_t port, const std::string& address = "127.0.0.1");
  Client(std::uint16_t port, const ClientTls& tls);
  Client(Client&&) noexcept;
  Client& operator=(Client&&) = delete;
  ~Client();

  [[nodiscard]] bool connected() const { return fd_ >= 0; }
  /// After a TLS constructor: whether the handshake succeeded.
  [[nodiscard]] bool secured() const { return ssl_ != nullptr; }

  /// False when the connection broke.
  bool send(std::string_view bytes);
  void send_byte_by_byte(std::string_view bytes);
  /// `head_only` for answers to HEAD.
  [[nodiscard]] Answer read_answer(bool head_only = false);
  /// Whether the server ends the connection (in order, without reset) and sends nothing more before.
  [[nodiscard]] bool ends();
  /// Whether nothing comes for a short while and the connection stays.
  [[nodiscard]] bool stays_silent(std::chrono::milliseconds span = std::chrono::milliseconds(150));
  /// Sends the end of the stream, and goes on reading.
  void finish();
  /// Breaks the connection with a reset.
  void reset();
  void close();
  /// Makes the kernel take as little as it can for this client.
  void shrink_receive_buffer();

 private:
  [[nodiscard]] bool wait_readable(std::chrono::milliseconds span) const;
  /// Bytes read, 0 at the end, -1 on failure or after a long time.
  [[nodiscard]] int read_more();
  [[nodiscard]] std::optional<std::string> take_line();

  int fd_ = -1;
  SSL_CTX* context_ = nullptr;
  SSL* ssl_ = nullptr;
  std::string input_;
};

/// One request on a connection of its own.
[[nodiscard]] Answer ask(std::uint16_t port, std::string_view bytes);

/// A complete GET for this path.
[[nodiscard]] std::string get(std::string_view path, std::string_view more_headers = "");
/// A complete POST with a Content-Length.
[[nodiscard]] std::string post(std::string_view path, std::string_view body, std::string_view more_headers = "");

}  // namespace bridge::web::test
