#include <algorithm>
#include <cerrno>
#include <climits>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include "web/channel.hpp"
#include "web/tls_context.hpp"

namespace bridge::web {

namespace {

// OpenSSL's own socket BIO writes with write(), which raises SIGPIPE when the client has gone.

struct Wire {
  int fd = -1;
  bool ended = false;
};

Wire* wire_of(BIO* bio) { return static_cast<Wire*>(BIO_get_data(bio)); }

int wire_write(BIO* bio, const char* data, int size) {
  BIO_clear_retry_flags(bio);
  const ssize_t sent = ::send(wire_of(bio)->fd, data, static_cast<std::size_t>(size), MSG_NOSIGNAL);
  if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)) BIO_set_retry_write(bio);
  return static_cast<int>(sent);
}

int wire_read(BIO* bio, char* data, int size) {
  BIO_clear_retry_flags(bio);
  Wire* wire = wire_of(bio);
  const ssize_t got = ::recv(wire->fd, data, static_cast<std::size_t>(size), 0);
  if (got == 0) wire->ended = true;
  if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)) BIO_set_retry_read(bio);
  return static_cast<int>(got);
}

long wire_control(BIO* bio, int command, long, void*) {
  if (command == BIO_CTRL_EOF) return wire_of(bio)->ended ? 1 : 0;
  return command == BIO_CTRL_FLUSH ? 1 : 0;
}

BIO_METHOD* make_wire_method() {
  BIO_METHOD* method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "socket without SIGPIPE");
  if (method == nullptr) return nullptr;
  BIO_meth_set_write(method, wire_write);
  BIO_meth_set_read(method, wire_read);
  BIO_meth_set_ctrl(method, wire_control);
  return method;
}

BIO* make_wire(Wire& wire) {
  struct Free {
    void operator()(BIO_METHOD* made) const { BIO_meth_free(made); }
  };
  static const std::unique_ptr<BIO_METHOD, Free> kMethod(make_wire_method());
  BIO* bio = kMethod ? BIO_new(kMethod.get()) : nullptr;
  if (bio == nullptr) return nullptr;
  BIO_set_data(bio, &wire);
  BIO_set_init(bio, 1);
  return bio;
}

struct FreeSsl {
  void operator()(SSL* ssl) const { SSL_free(ssl); }
};
using SslPtr = std::unique_ptr<SSL, FreeSsl>;

class TlsChannel final : public Channel {
 public:
  TlsChannel(UniqueFd fd, std::shared_ptr<TlsContext> context) : Channel(std::move(fd)), context_(std::move(context)) {
    wire_.fd = Channel::fd();
    SslPtr ssl(SSL_new(context_->get()));
    BIO* bio = ssl ? make_wire(wire_) : nullptr;
    if (bio == nullptr) return;
    SSL_set_bio(ssl.get(), bio, bio);
    SSL_set_accept_state(ssl.get());
    ssl_ = std::move(ssl);
  }

  [[nodiscard]] bool usable() const { return ssl_ != nullptr; }

  IoState handshake() override {
    ERR_clear_error();
    const int result = SSL_do_handshake(ssl_.get());
    return result == 1 ? IoState::Done : judge(result);
  }

  IoResult read(std::span<char> into) override {
    ERR_clear_error();
    std::size_t size = 0;
    const int result = SSL_read_ex(ssl_.get(), into.data(), into.size(), &size);
    return result == 1 ? IoResult{IoState::Done, size} : IoResult{judge(result), 0};
  }

  bool may_hold_more(std::size_t, std::size_t) const override { return SSL_has_pending(ssl_.get()) == 1; }

  IoResult write(std::string_view first, std::string_view second) override {
    const std::string_view text = first.empty() ? second : first;
    ERR_clear_error();
    std::size_t size = 0;
    const int result = SSL_write_ex(ssl_.get(), text.data(), text.size(), &size);
    return result == 1 ? IoResult{IoState::Done, size} : IoResult{judge(result), 0};
  }

  void finish() override {
    ERR_clear_error();
    if (!broken_) (void)SSL_shutdown(ssl_.get());
    ::shutdown(fd(), SHUT_WR);
  }

 private:
  IoState judge(int result) {
    switch (SSL_get_error(ssl_.get(), result)) {
      case SSL_ERROR_WANT_READ: return IoState::WouldRead;
      case SSL_ERROR_WANT_WRITE: return IoState::WouldWrite;
      case SSL_ERROR_ZERO_RETURN: return IoState::Ended;
      default:
        broken_ = true;
        ERR_clear_error();
        return IoState::Failed;
    }
  }

  std::shared_ptr<TlsContext> context_;
  Wire wire_;
  SslPtr ssl_;
  bool broken_ = false;
};

}  // namespace

std::unique_ptr<Channel> make_tls_channel(UniqueFd fd, std::shared_ptr<TlsContext> context) {
  auto channel = std::make_unique<TlsChannel>(std::move(fd), std::move(context));
  if (!channel->usable()) return nullptr;
  return channel;
}

}  // namespace bridge::web
