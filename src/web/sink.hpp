#pragma once
// The way of an answer back to its connection.

#include <cstdint>
#include <exception>
#include <memory>
#include <optional>

#include "bridge/web/server.hpp"
#include "web/mailbox.hpp"

namespace bridge::web {

/// While a handler is called, answers to that very request are left here instead of being posted.
class Dispatch {
 public:
  enum class Outcome : std::uint8_t { Pending, Answered, Abandoned };

  Dispatch(const Mailbox& mailbox, std::uint64_t connection, std::uint64_t request);
  Dispatch(const Dispatch&) = delete;
  Dispatch& operator=(const Dispatch&) = delete;
  ~Dispatch();

  /// False when this thread is not in a call for this request.
  [[nodiscard]] static bool leave(const Mailbox& mailbox, LateAnswer& answer);

  Outcome outcome = Outcome::Pending;
  Response response;

 private:
  const Mailbox& mailbox_;
  std::uint64_t connection_;
  std::uint64_t request_;
};

/// A responder for one request of one connection.
[[nodiscard]] Responder make_responder(std::shared_ptr<Mailbox> mailbox, std::uint64_t connection,
                                       std::uint64_t request);

}  // namespace bridge::web
