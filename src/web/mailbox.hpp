#pragma once
// How other threads reach an I/O thread. Messages name a connection by a number that is never used
// twice, so an answer can't reach a connection that merely got the same descriptor.
//
// Pistache's PollableQueue is not used: its pop() clears the wake-up after it has looked, so that an
// entry pushed in between waits for the next push.

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "bridge/web/message.hpp"
#include "web/shared.hpp"
#include "web/unique_fd.hpp"

namespace bridge::web {

struct NewSocket {
  UniqueFd fd;
  std::string peer;
  /// Taken in only to be told that there are too many.
  bool refused = false;
};

struct LateAnswer {
  std::uint64_t connection = 0;
  std::uint64_t request = 0;
  /// Nothing: the responder was abandoned.
  std::optional<Response> response;
};

struct StopTaking {};

/// A connection that has more to do than one turn allowed.
struct CallAgain {
  std::uint64_t connection = 0;
};

using Message = std::variant<NewSocket, LateAnswer, StopTaking, CallAgain>;

class Mailbox {
 public:
  /// Throws std::system_error when there are no descriptors left.
  explicit Mailbox(std::shared_ptr<Counters> counters);

  /// False: closed, and the message is gone. An answer that goes this way is counted as dropped.
  bool post(Message message);
  /// Everything that has come; also takes back the wake-up.
  [[nodiscard]] std::vector<Message> take();
  /// After this, post() is false.
  void close();

  /// Readable while there is something to take.
  [[nodiscard]] int wake_fd() const { return wake_.get(); }
  /// How many connections the thread behind has, for choosing the least busy.
  [[nodiscard]] std::atomic<std::size_t>& load() { return load_; }

 private:
  void drop(Message& message) const;

  std::shared_ptr<Counters> counters_;
  UniqueFd wake_;
  std::atomic<std::size_t> load_{0};
  std::mutex mutex_;
  std::vector<Message> messages_;
  bool closed_ = false;
};

}  // namespace bridge::web
