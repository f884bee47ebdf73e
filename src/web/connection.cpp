#include "web/connection.hpp"

#include <utility>

namespace bridge::web {

namespace {

/// Input kept back behind a request that has no answer yet.
constexpr std::size_t kMaxKeptBack = std::size_t{64} * 1024;
/// After so many reads other connections have their turn.
constexpr int kReadsPerTurn = 16;

}  // namespace

Connection::Connection(Loop& loop, std::uint64_t id, std::unique_ptr<Channel> channel, std::string peer)
    : loop_(loop),
      shared_(loop.shared()),
      id_(id),
      channel_(std::move(channel)),
      peer_(std::move(peer)),
      scanner_(shared_.limits),
      chunks_(shared_.limits.max_body, shared_.limits.max_headers) {}

Connection::~Connection() {
  shared_.counters->buffered.fetch_sub(counted_body_);
  release_place();
}

void Connection::release_place() {
  if (place_ == Place::Counted) shared_.counters->open.fetch_sub(1);
  if (place_ == Place::Refused) shared_.refusals.fetch_sub(1);
  place_ = Place::None;
}

void Connection::start() {
  place_ = Place::Counted;
  deadline_in(shared_.limits.header_timeout);
  shake_hands();
  if (phase_ != Phase::Handshake) pump();
  if (phase_ != Phase::Gone && shared_.drain.stopping()) on_stop();
}

void Connection::refuse() {
  place_ = Place::Refused;
  phase_ = Phase::Head;
  begin_exchange();
  fail(core::Fault{core::FaultKind::Overloaded,
                   "expected at most " + std::to_string(shared_.limits.max_connections) +
                       " connections at the same time, found more; try again later",
                   {},
                   std::chrono::seconds(1)},
       true);
  pump();
}

void Connection::on_event(bool readable, bool writable, bool broken) {
  if (phase_ == Phase::Gone) return;
  if (readable || broken) maybe_readable_ = true;
  if (broken && (phase_ == Phase::Working || phase_ == Phase::Answering)) return lose("the client has gone");
  if (phase_ == Phase::Handshake) shake_hands();
  if (phase_ == Phase::Handshake) return;
  if (writable || has_output()) flush();
  pump();
}

void Connection::on_call_again() {
  if (phase_ != Phase::Gone && phase_ != Phase::Handshake) pump();
}

void Connection::on_tick(core::Tick now) {
  if (now < deadline_ || phase_ == Phase::Gone) return;
  using core::FaultKind;
  switch (phase_) {
    case Phase::Handshake: return lose("the TLS handshake took too long");
    case Phase::Head:
      if (pending_input().empty()) return close();
      begin_exchange();
      fail(core::Fault{FaultKind::RequestTimeout, "expected the whole header section in time, found only a part of it"},
           true);
      return pump();
    case Phase::Body:
      fail(core::Fault{FaultKind::RequestTimeout, "expected the whole request body in time, found only a part of it"},
           true);
      return pump();
    case Phase::Answering: return lose("the client does not take its answer");
    default: return close();
  }
}

void Connection::on_stop() {
  if (phase_ == Phase::Handshake || phase_ == Phase::Lingering) return close();
  if (phase_ != Phase::Head) return;
  maybe_readable_ = true;
  pump();
  if (phase_ == Phase::Head) close();
}

void Connection::shake_hands() {
  const IoState state = channel_->handshake();
  if (state == IoState::Done) {
    blocked_ = false;
    return await_head();
  }
  if (state == IoState::WouldRead || state == IoState::WouldWrite) {
    blocked_ = state == IoState::WouldWrite;
    return update_watch();
  }
  lose("the TLS handshake failed");
}

void Connection::pump() {
  for (int budget = kReadsPerTurn; phase_ != Phase::Gone; --budget) {
    advance();
    if (phase_ == Phase::Gone || !wants_input() || !maybe_readable_) break;
    if (budget == 0) {
      loop_.mailbox()->post(CallAgain{id_});
      break;
    }
    if (!fill()) break;
  }
  if (phase_ != Phase::Gone) update_watch();
}

/// False: there is nothing to go on with for now.
bool Connection::fill() {
  const auto room = loop_.scratch();
  const IoResult got = channel_->read(room);
  switch (got.state) {
    case IoState::Done:
      maybe_readable_ = channel_->may_hold_more(got.bytes, room.size());
      keep(std::string_view(room.data(), got.bytes));
      return true;
    case IoState::Ended:
      maybe_readable_ = false;
      input_ended_ = true;
      return true;
    case IoState::Failed: lose("the connection broke"); return false;
    default: maybe_readable_ = false; return false;
  }
}

void Connection::keep(std::string_view bytes) {
  if (phase_ == Phase::Lingering) {
    if (bytes.size() >= linger_left_) return close();
    linger_left_ -= bytes.size();
    return;
  }
  if (phase_ == Phase::Head && pending_input().empty()) deadline_in(shared_.limits.header_timeout);
  input_.append(bytes);
}

bool Connection::wants_input() const {
  if (input_ended_) return false;
  if (phase_ == Phase::Working || phase_ == Phase::Answering) return pending_input().size() < kMaxKeptBack;
  return true;
}

void Connection::update_watch() {
  const bool reading = wants_input();
  if (reading == watches_reading_ && blocked_ == watches_writing_) return;
  watches_reading_ = reading;
  watches_writing_ = blocked_;
  loop_.watch(id_, channel_->fd(), reading, blocked_);
}

void Connection::consume(std::size_t bytes) {
  input_start_ += bytes;
  if (input_start_ == input_.size()) {
    input_.clear();
    input_start_ = 0;
    if (input_.capacity() > kMaxKeptBack) input_.shrink_to_fit();
  } else if (input_start_ >= kMaxKeptBack / 4) {
    input_.erase(0, input_start_);
    input_start_ = 0;
  }
}

void Connection::await_head() {
  phase_ = Phase::Head;
  close_after_ = false;
  scanner_.reset();
  const Limits& limits = shared_.limits;
  deadline_in(pending_input().empty() ? limits.idle_timeout : limits.header_timeout);
}

void Connection::lose(const char* reason) {
  if (phase_ == Phase::Handshake) {
    shared_.counters->handshakes_failed.fetch_add(1);
    shared_.log("connection from " + peer_ + " ended: " + reason);
  }
  if (phase_ == Phase::Answering) {
    shared_.counters->answers_dropped.fetch_add(1);
    end_exchange();
  }
  close();
}

void Connection::close() {
  if (phase_ == Phase::Gone) return;
  if (phase_ == Phase::Working) awaits_answer_ = true;
  if (counted_request_) {
    counted_request_ = false;
    shared_.drain.end();
  }
  phase_ = Phase::Gone;
  delivery_.report(false);
  no_deadline();
  release_place();
  loop_.closing(id_, channel_->fd());
}

}  // namespace bridge::web
