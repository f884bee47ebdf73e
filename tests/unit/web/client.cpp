#include "unit/web/client.hpp"

#include <array>
#include <cctype>
#include <csignal>
#include <ctime>
#include <utility>

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace bridge::web::test {

namespace {

// A bound against hanging, not an expectation.
constexpr std::chrono::seconds kLong{60};

int open_socket(std::uint16_t port, const std::string& address) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICHOST;
  addrinfo* found = nullptr;
  if (::getaddrinfo(address.c_str(), std::to_string(port).c_str(), &hints, &found) != 0) return -1;
  int fd = ::socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd >= 0 && ::connect(fd, found->ai_addr, found->ai_addrlen) != 0) {
    ::close(fd);
    fd = -1;
  }
  ::freeaddrinfo(found);
  return fd;
}

/// OpenSSL's sockets raise SIGPIPE in this thread. It is held off here alone: the server's threads must
/// do without.
class NoSigpipe {
 public:
  NoSigpipe() {
    sigemptyset(&pipe_);
    sigaddset(&pipe_, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  NoSigpipe(const NoSigpipe&) = delete;
  NoSigpipe& operator=(const NoSigpipe&) = delete;
  ~NoSigpipe() {
    const timespec at_once{};
    ::sigtimedwait(&pipe_, nullptr, &at_once);
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }

 private:
  sigset_t pipe_{};
  sigset_t before_{};
};

std::string lowered(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

}  // namespace

Client::Client(std::uint16_t port, const std::string& address) : fd_(open_socket(port, address)) {}

Client::Client(std::uint16_t port, const ClientTls& tls) : Client(port) {
  const NoSigpipe held_off;
  context_ = SSL_CTX_new(TLS_client_method());
  if (tls.highest_version != 0) SSL_CTX_set_max_proto_version(context_, tls.highest_version);
  SSL_CTX_set_min_proto_version(context_, TLS1_VERSION);
  SSL_CTX_set_security_level(context_, 0);
  if (!tls.certificate_file.empty()) {
    SSL_CTX_use_certificate_chain_file(context_, tls.certificate_file.c_str());
    SSL_CTX_use_PrivateKey_file(context_, tls.key_file.c_str(), SSL_FILETYPE_PEM);
  }
  SSL* ssl = SSL_new(context_);
  SSL_set_fd(ssl, fd_);
  if (SSL_connect(ssl) == 1) {
    ssl_ = ssl;
  } else {
    SSL_free(ssl);
  }
}

Client::Client(Client&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)),
      context_(std::exchange(other.context_, nullptr)),
      ssl_(std::exchange(other.ssl_, nullptr)),
      input_(std::move(other.input_)) {}

Client::~Client() {
  close();
  SSL_free(ssl_);
  SSL_CTX_free(context_);
}

bool Client::send(std::string_view bytes) {
  const NoSigpipe held_off;
  while (!bytes.empty()) {
    const auto sent = ssl_ != nullptr
                          ? static_cast<ssize_t>(SSL_write(ssl_, bytes.data(), static_cast<int>(bytes.size())))
                          : ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void Client::send_byte_by_byte(std::string_view bytes) {
  for (const char byte : bytes) {
    if (!send(std::string_view(&byte, 1))) return;
    ::usleep(200);
  }
}

bool Client::wait_readable(std::chrono::milliseconds span) const {
  if (ssl_ != nullptr && SSL_pending(ssl_) > 0) return true;
  pollfd waiting{fd_, POLLIN, 0};
  return ::poll(&waiting, 1, static_cast<int>(span.count())) == 1;
}

int Client::read_more() {
  if (!wait_readable(kLong)) return -1;
  const NoSigpipe held_off;
  std::array<char, 16384> room{};
  const auto size = ssl_ != nullptr ? static_cast<ssize_t>(SSL_read(ssl_, room.data(), static_cast<int>(room.size())))
                                    : ::recv(fd_, room.data(), room.size(), 0);
  if (size > 0) input_.append(room.data(), static_cast<std::size_t>(size));
  if (ssl_ != nullptr && size <= 0)
    return SSL_get_error(ssl_, static_cast<int>(size)) == SSL_ERROR_ZERO_RETURN ? 0 : -1;
  return static_cast<int>(size);
}

std::optional<std::string> Client::take_line() {
  for (;;) {
    if (const auto end = input_.find("\r\n"); end != std::string::npos) {
      std::string line = input_.substr(0, end);
      input_.erase(0, end + 2);
      return line;
    }
    if (read_more() <= 0) return std::nullopt;
  }
}

Answer Client::read_answer(bool head_only) {
  Answer answer;
  auto line = take_line();
  if (!line || line->size() < 12 || line->substr(0, 9) != "HTTP/1.1 ") return answer;
  const int status = std::stoi(line->substr(9, 3));
  answer.reason = line->size() > 13 ? line->substr(13) : "";
  for (line = take_line(); line && !line->empty(); line = take_line()) {
    const auto colon = line->find(": ");
    if (colon == std::string::npos) return answer;
    answer.headers[lowered(line->substr(0, colon))] = line->substr(colon + 2);
  }
  if (!line) return answer;
  const bool no_body = head_only || status < 200 || status == 204 || status == 304;
  const std::size_t length = no_body ? 0 : std::stoul("0" + answer.header("content-length"));
  while (input_.size() < length) {
    if (read_more() <= 0) return answer;
  }
  answer.body = input_.substr(0, length);
  input_.erase(0, length);
  answer.status = status;
  return answer;
}

bool Client::ends() { return input_.empty() && read_more() == 0; }

bool Client::stays_silent(std::chrono::milliseconds span) { return input_.empty() && !wait_readable(span); }

void Client::finish() { ::shutdown(fd_, SHUT_WR); }

void Client::reset() {
  const linger hard{1, 0};
  ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &hard, sizeof(hard));
  close();
}

void Client::close() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
}

void Client::shrink_receive_buffer() {
  const int size = 1024;
  ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &size, sizeof(size));
}

Answer ask(std::uint16_t port, std::string_view bytes) {
  Client client(port);
  client.send(bytes);
  return client.read_answer();
}

std::string get(std::string_view path, std::string_view more_headers) {
  return "GET " + std::string(path) + " HTTP/1.1\r\nHost: bridge.test\r\n" + std::string(more_headers) + "\r\n";
}

std::string post(std::string_view path, std::string_view body, std::string_view more_headers) {
  return "POST " + std::string(path) +
         " HTTP/1.1\r\nHost: bridge.test\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
         std::string(more_headers) + "\r\n" + std::string(body);
}

}  // namespace bridge::web::test
