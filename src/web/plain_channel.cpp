#include <array>
#include <cerrno>

#include <sys/socket.h>
#include <sys/uio.h>

#include "web/channel.hpp"

namespace bridge::web {

bool Channel::is_reset() const {
  int error = 0;
  socklen_t size = sizeof(error);
  return ::getsockopt(fd(), SOL_SOCKET, SO_ERROR, &error, &size) != 0 || error != 0;
}

namespace {

IoState of_errno(IoState when_blocked) {
  return errno == EAGAIN || errno == EWOULDBLOCK ? when_blocked : IoState::Failed;
}

iovec piece(std::string_view text) {
  return iovec{const_cast<char*>(text.data()), text.size()};  // NOLINT: sendmsg does not write to it
}

class PlainChannel final : public Channel {
 public:
  using Channel::Channel;

  IoState handshake() override { return IoState::Done; }

  IoResult read(std::span<char> into) override {
    ssize_t size = 0;
    do size = ::recv(fd(), into.data(), into.size(), 0);
    while (size < 0 && errno == EINTR);
    if (size > 0) return {IoState::Done, static_cast<std::size_t>(size)};
    return {size == 0 ? IoState::Ended : of_errno(IoState::WouldRead), 0};
  }

  bool may_hold_more(std::size_t bytes, std::size_t size) const override { return bytes == size; }

  IoResult write(std::string_view first, std::string_view second) override {
    std::array<iovec, 2> pieces = {piece(first), piece(second)};
    msghdr message{};
    message.msg_iov = pieces.data() + (first.empty() ? 1 : 0);
    message.msg_iovlen = (first.empty() ? 0U : 1U) + (second.empty() ? 0U : 1U);
    ssize_t size = 0;
    do size = ::sendmsg(fd(), &message, MSG_NOSIGNAL);
    while (size < 0 && errno == EINTR);
    if (size >= 0) return {IoState::Done, static_cast<std::size_t>(size)};
    return {of_errno(IoState::WouldWrite), 0};
  }

  void finish() override { ::shutdown(fd(), SHUT_WR); }
};

}  // namespace

std::unique_ptr<Channel> make_plain_channel(UniqueFd fd) { return std::make_unique<PlainChannel>(std::move(fd)); }

}  // namespace bridge::web
