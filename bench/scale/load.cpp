#include "bench/scale/load.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string_view>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace bridge::bench {

namespace {

using Clock = std::chrono::steady_clock;

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

class Connection {
 public:
  explicit Connection(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    const int one = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    const sockaddr_in address = loopback(port);
    connected_ = ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  Connection(Connection&& other) noexcept
      : socket_(std::exchange(other.socket_, -1)), connected_(other.connected_), text_(std::move(other.text_)) {}
  Connection& operator=(Connection&&) = delete;
  ~Connection() {
    if (socket_ >= 0) ::close(socket_);
  }

  [[nodiscard]] bool connected() const { return connected_; }
  [[nodiscard]] int socket() const { return socket_; }

  void send(const std::string& request) {
    for (std::size_t sent = 0; sent < request.size();) {
      const ssize_t count = ::send(socket_, request.data() + sent, request.size() - sent, MSG_NOSIGNAL);
      if (count <= 0) give_up("a request can't be sent: " + std::string(std::strerror(errno)));
      sent += static_cast<std::size_t>(count);
    }
  }

  /// Reads what is there; the answer once it is whole.
  std::optional<Answered> receive() {
    char buffer[65'536];
    const ssize_t count = ::recv(socket_, buffer, sizeof buffer, 0);
    if (count <= 0) give_up("the server closed a connection: " + text_);
    text_.append(buffer, static_cast<std::size_t>(count));
    const std::size_t end = text_.find("\r\n\r\n");
    if (end == std::string::npos) return std::nullopt;
    const int status = std::atoi(text_.c_str() + std::strlen("HTTP/1.1 "));
    const std::size_t whole = end + 4 + body_length(status, end);
    if (text_.size() < whole) return std::nullopt;
    Answered answered{status, text_.substr(end + 4, whole - end - 4)};
    text_.erase(0, whole);
    return answered;
  }

 private:
  [[nodiscard]] std::size_t body_length(int status, std::size_t end) const {
    if (status == 204 || status == 304) return 0;
    constexpr std::string_view kLength = "\r\ncontent-length: ";
    for (std::size_t at = text_.find("\r\n"); at < end; at = text_.find("\r\n", at + 2)) {
      if (::strncasecmp(text_.c_str() + at, kLength.data(), kLength.size()) != 0) continue;
      return static_cast<std::size_t>(std::atoll(text_.c_str() + at + kLength.size()));
    }
    give_up("an answer without Content-Length: " + text_.substr(0, end));
  }

  int socket_;
  bool connected_ = false;
  std::string text_;
};

}  // namespace

void give_up(const std::string& why) {
  std::fprintf(stderr, "bench: %s\n", why.c_str());
  // The processes that were started end with this one.
  std::_Exit(1);
}

std::uint64_t Loaded::other_than(int status) const {
  std::uint64_t count = 0;
  for (const auto& [other, times] : statuses) count += other == status ? 0 : times;
  return count;
}

std::string wire(const Exchange& exchange) {
  std::string text =
      exchange.method + " " + exchange.path + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(exchange.port) + "\r\n";
  if (!exchange.token.empty()) text += "Authorization: Bearer " + exchange.token + "\r\n";
  if (!exchange.body.empty()) {
    text += "Content-Type: application/json\r\nContent-Length: " + std::to_string(exchange.body.size()) + "\r\n";
  }
  return text + "\r\n" + exchange.body;
}

Loaded load(std::uint16_t port, std::size_t connections, Amount amount,
            const std::function<std::string(std::size_t)>& request) {
  struct Slot {
    Connection connection;
    Clock::time_point sent;
  };
  std::vector<Slot> slots;
  std::vector<pollfd> waiting;
  for (std::size_t i = 0; i < connections; ++i) {
    slots.push_back({Connection(port), {}});
    if (!slots.back().connection.connected()) give_up("nothing listens on port " + std::to_string(port));
    waiting.push_back({slots.back().connection.socket(), POLLIN, 0});
  }
  Loaded loaded;
  std::size_t asked = 0;
  const auto began = Clock::now();
  const auto more = [&] {
    return (amount.answers == 0 || asked < amount.answers) &&
           (amount.lasting.count() == 0 || Clock::now() - began < amount.lasting);
  };
  const auto next = [&](std::size_t index) {
    if (!more()) {
      waiting[index].fd = -1;
      return false;
    }
    const std::string text = request(asked++);
    slots[index].sent = Clock::now();
    slots[index].connection.send(text);
    return true;
  };
  std::size_t busy = 0;
  for (std::size_t i = 0; i < connections; ++i) busy += next(i) ? 1U : 0U;
  while (busy > 0) {
    if (::poll(waiting.data(), waiting.size(), 30'000) <= 0) give_up("no answer for 30 s");
    for (std::size_t i = 0; i < connections; ++i) {
      if (waiting[i].fd < 0 || waiting[i].revents == 0) continue;
      const auto answered = slots[i].connection.receive();
      if (!answered) continue;
      ++loaded.statuses[answered->status];
      loaded.micros.push_back(std::chrono::duration<double, std::micro>(Clock::now() - slots[i].sent).count());
      if (!next(i)) --busy;
    }
  }
  loaded.seconds = std::chrono::duration<double>(Clock::now() - began).count();
  return loaded;
}

Answered ask(const Exchange& exchange) {
  Connection connection(exchange.port);
  if (!connection.connected()) return {};
  connection.send(wire(exchange));
  for (;;) {
    if (auto answered = connection.receive()) return *answered;
  }
}

std::uint16_t free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  if (::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    give_up("no free port");
  }
  ::close(socket);
  return ntohs(address.sin_port);
}

}  // namespace bridge::bench
