#pragma once
// One client connection: handshake, then request and answer in turn until it ends. Lives on one I/O
// thread; nothing is read past a request that has no answer yet.

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "bridge/core/clock.hpp"
#include "web/channel.hpp"
#include "web/chunk_decoder.hpp"
#include "web/delivery.hpp"
#include "web/framing.hpp"
#include "web/loop.hpp"
#include "web/sink.hpp"

namespace bridge::web {

class Connection {
 public:
  Connection(Loop& loop, std::uint64_t id, std::unique_ptr<Channel> channel, std::string peer);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  /// Call once, after the socket was put under watch for reading.
  void start();
  /// Instead of start(): answers Overloaded and ends.
  void refuse();
  void on_event(bool readable, bool writable, bool broken);
  /// Goes on with what a turn has left.
  void on_call_again();
  void on_answer(LateAnswer answer);
  void on_tick(core::Tick now);
  /// Ends the connection unless a request is under way.
  void on_stop();

  [[nodiscard]] int fd() const { return channel_->fd(); }
  [[nodiscard]] bool is_open() const { return phase_ != Phase::Gone; }
  /// Closed, but its last request has no answer yet.
  [[nodiscard]] bool awaits_answer() const { return awaits_answer_; }
  /// Frees the descriptor of a closed connection.
  void drop_channel() { channel_.reset(); }

 private:
  enum class Phase : std::uint8_t { Handshake, Head, Body, Working, Answering, Lingering, Gone };
  enum class Step : std::uint8_t { Again, Wait };
  /// Which of the server's limits it is counted against.
  enum class Place : std::uint8_t { None, Counted, Refused };

  // connection.cpp
  void shake_hands();
  void pump();
  [[nodiscard]] bool fill();
  void keep(std::string_view bytes);
  [[nodiscard]] bool wants_input() const;
  void update_watch();
  void deadline_in(std::chrono::milliseconds span) { deadline_ = std::chrono::steady_clock::now() + span; }
  void no_deadline() { deadline_ = core::Tick::max(); }
  [[nodiscard]] std::string_view pending_input() const { return std::string_view(input_).substr(input_start_); }
  void consume(std::size_t bytes);
  void await_head();
  [[nodiscard]] bool has_output() const { return written_ < out_head_.size() + out_body_.size(); }
  void lose(const char* reason);
  void release_place();
  void close();

  // connection_request.cpp
  void advance();
  [[nodiscard]] Step advance_head();
  [[nodiscard]] Step advance_body();
  void begin_exchange();
  void accept_head(std::string_view text);
  void enter_body();
  [[nodiscard]] core::Outcome check_announced_body() const;
  [[nodiscard]] core::Result<std::size_t> take_body();
  [[nodiscard]] core::Outcome count_body();
  void dispatch();

  // connection_answer.cpp
  void fail(core::Fault fault, bool close_after);
  [[nodiscard]] Response render(const core::Fault& fault) noexcept;
  [[nodiscard]] core::Fault bug(std::string context) const;
  void answer(Response response, bool close_after);
  void abort(Response response);
  void queue(Response response);
  void flush();
  void finish_answer();
  void end_exchange() noexcept;
  void linger();

  Loop& loop_;
  Shared& shared_;
  const std::uint64_t id_;
  std::unique_ptr<Channel> channel_;
  const std::string peer_;
  Phase phase_ = Phase::Handshake;
  core::Tick deadline_ = core::Tick::max();

  // Input.
  std::string input_;
  std::size_t input_start_ = 0;
  bool input_ended_ = false;
  bool maybe_readable_ = true;
  HeadScanner scanner_;
  std::uint64_t linger_left_ = 0;

  // The request under way.
  RequestHead head_;
  Framing framing_;
  std::string body_;
  ChunkDecoder chunks_;
  core::Tick started_{};
  std::uint64_t request_ = 0;
  std::size_t counted_body_ = 0;
  bool counted_request_ = false;
  bool awaits_answer_ = false;
  int status_ = 0;

  // Output.
  std::string out_head_;
  std::string out_body_;
  std::size_t written_ = 0;
  Delivery delivery_;
  bool blocked_ = false;
  bool close_after_ = false;
  Place place_ = Place::None;

  bool watches_reading_ = true;
  bool watches_writing_ = false;
};

}  // namespace bridge::web
