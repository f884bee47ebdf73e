#pragma once
// What a connection asks of the I/O thread that it lives on.

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "web/mailbox.hpp"
#include "web/shared.hpp"

namespace bridge::web {

class Loop {
 public:
  virtual ~Loop() = default;
  [[nodiscard]] virtual Shared& shared() = 0;
  [[nodiscard]] virtual const std::shared_ptr<Mailbox>& mailbox() = 0;
  [[nodiscard]] virtual std::string_view date() = 0;
  /// Room to read into; its content is gone after the next call into a connection.
  [[nodiscard]] virtual std::span<char> scratch() = 0;
  /// Which readiness of the connection's socket is to be told.
  virtual void watch(std::uint64_t connection, int fd, bool reading, bool writing) = 0;
  /// The socket is about to be closed; the connection is destroyed later unless it waits for a late answer.
  virtual void closing(std::uint64_t connection, int fd) = 0;
};

}  // namespace bridge::web
