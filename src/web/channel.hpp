#pragma once
// Bytes to and from a client, over TCP or TLS. Never blocks and never raises SIGPIPE.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "web/unique_fd.hpp"

namespace bridge::web {

class TlsContext;

enum class IoState : std::uint8_t {
  Done,
  WouldRead,
  WouldWrite,
  /// The client sends no more.
  Ended,
  /// The connection is broken.
  Failed,
};

struct IoResult {
  IoState state = IoState::Failed;
  std::size_t bytes = 0;
};

class Channel {
 public:
  explicit Channel(UniqueFd fd) : fd_(std::move(fd)) {}
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;
  virtual ~Channel() = default;

  [[nodiscard]] int fd() const { return fd_.get(); }
  [[nodiscard]] virtual IoState handshake() = 0;
  [[nodiscard]] virtual IoResult read(std::span<char> into) = 0;
  /// Whether a read after one that filled `bytes` of `size` may find more at once.
  [[nodiscard]] virtual bool may_hold_more(std::size_t bytes, std::size_t size) const = 0;
  /// Writes some of `first`, then some of `second`.
  [[nodiscard]] virtual IoResult write(std::string_view first, std::string_view second) = 0;
  /// Says that nothing more will be written.
  virtual void finish() = 0;
  /// Whether the peer has reset the connection.
  [[nodiscard]] bool is_reset() const;

 private:
  UniqueFd fd_;
};

[[nodiscard]] std::unique_ptr<Channel> make_plain_channel(UniqueFd fd);
/// Null when OpenSSL has no memory.
[[nodiscard]] std::unique_ptr<Channel> make_tls_channel(UniqueFd fd, std::shared_ptr<TlsContext> context);

}  // namespace bridge::web
