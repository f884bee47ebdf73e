#include "web/listener.hpp"

#include <array>
#include <cerrno>
#include <cstring>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pistache/net.h>
#include <sys/socket.h>

namespace bridge::web {

namespace {

using core::FaultKind;

std::string describe(int error) {
  switch (error) {
    case EADDRINUSE: return "the port is in use by another program";
    case EADDRNOTAVAIL: return "this machine has no such address";
    case EACCES: return "the rights to use this port are missing (ports below 1024 need them)";
    default: return std::strerror(error);  // NOLINT(concurrency-mt-unsafe): glibc's is safe
  }
}

core::Failure refused(const std::string& address, std::uint16_t port, int error) {
  return core::failure(FaultKind::NotReady,
                       "can't listen on " + address + " port " + std::to_string(port) + ": " + describe(error));
}

core::Result<UniqueFd> bind_to(const addrinfo& where, const std::string& address, std::uint16_t port) {
  UniqueFd fd(::socket(where.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, where.ai_protocol));
  const int on = 1;
  if (!fd || ::setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) != 0 ||
      ::bind(fd.get(), where.ai_addr, where.ai_addrlen) != 0 || ::listen(fd.get(), SOMAXCONN) != 0) {
    return refused(address, port, errno);
  }
  return fd;
}

std::uint16_t port_of(const sockaddr_storage& address) {
  const auto* raw = reinterpret_cast<const std::byte*>(&address);  // NOLINT: the sockets API is made of casts
  sockaddr_in6 six{};
  sockaddr_in four{};
  if (address.ss_family == AF_INET6) {
    std::memcpy(&six, raw, sizeof(six));
    return ntohs(six.sin6_port);
  }
  std::memcpy(&four, raw, sizeof(four));
  return ntohs(four.sin_port);
}

std::string host_of(const sockaddr_storage& address) {
  std::array<char, NI_MAXHOST> text{};
  const auto* generic = reinterpret_cast<const sockaddr*>(&address);  // NOLINT: the sockets API is made of casts
  if (::getnameinfo(generic, sizeof(address), text.data(), text.size(), nullptr, 0, NI_NUMERICHOST) != 0) return {};
  return text.data();
}

}  // namespace

core::Result<Listening> listen_on(const std::string& address, std::uint16_t port) {
  std::string host = address;
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  Pistache::AddrInfo found;
  if (host.empty() || found.invoke(host.c_str(), std::to_string(port).c_str(), &hints) != 0) {
    return core::failure(FaultKind::InvalidValue,
                         "expected an IPv4 or IPv6 address or a host name to listen on, found \"" + address + "\"");
  }
  auto fd = bind_to(*found.get_info_ptr(), address, port);
  if (!fd) return fd.passed_on();
  sockaddr_storage bound{};
  socklen_t size = sizeof(bound);
  // NOLINTNEXTLINE: the sockets API is made of casts
  if (::getsockname(fd->get(), reinterpret_cast<sockaddr*>(&bound), &size) != 0) return refused(address, port, errno);
  return Listening{std::move(*fd), port_of(bound)};
}

Accepted accept_one(int listener) {
  sockaddr_storage from{};
  socklen_t size = sizeof(from);
  // NOLINTNEXTLINE: the sockets API is made of casts
  UniqueFd fd(::accept4(listener, reinterpret_cast<sockaddr*>(&from), &size, SOCK_NONBLOCK | SOCK_CLOEXEC));
  if (fd) {
    const int on = 1;
    (void)::setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    return {AcceptState::Taken, std::move(fd), host_of(from)};
  }
  switch (errno) {
    case EAGAIN: return {AcceptState::NoneWaiting, {}, {}};
    case EMFILE:
    case ENFILE:
    case ENOBUFS:
    case ENOMEM: return {AcceptState::Exhausted, {}, {}};
    default: return {AcceptState::Lost, {}, {}};
  }
}

}  // namespace bridge::web
