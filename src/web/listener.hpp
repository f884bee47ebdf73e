#pragma once
// The listening socket.

#include <cstdint>
#include <string>

#include "bridge/core/result.hpp"
#include "web/unique_fd.hpp"

namespace bridge::web {

struct Listening {
  UniqueFd fd;
  std::uint16_t port = 0;
};

/// InvalidValue for an address that is none, NotReady when the machine refuses it.
[[nodiscard]] core::Result<Listening> listen_on(const std::string& address, std::uint16_t port);

enum class AcceptState : std::uint8_t {
  Taken,
  /// This one went wrong; the next may not.
  Lost,
  NoneWaiting,
  /// No descriptors or memory: accepting again at once would fail again.
  Exhausted,
};

struct Accepted {
  AcceptState state = AcceptState::NoneWaiting;
  UniqueFd fd;
  std::string peer;
};

/// Takes one waiting connection without blocking; the socket is non-blocking and without delay.
[[nodiscard]] Accepted accept_one(int listener);

}  // namespace bridge::web
