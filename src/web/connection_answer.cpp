// Answering: faults, the response on its way out, and what comes after it.

#include <algorithm>
#include <exception>
#include <utility>

#include "web/connection.hpp"
#include "web/response_writer.hpp"

namespace bridge::web {

namespace {

/// Bodies up to this size are copied behind their head, so that one buffer goes out.
constexpr std::size_t kJoined = std::size_t{16} * 1024;
/// How long a client may go on sending what nobody reads, so that it sees its answer and no reset.
constexpr std::chrono::seconds kLingerTime{5};
constexpr std::uint64_t kLingerBytes = std::uint64_t{1024} * 1024;

std::string_view from(const std::string& text, std::size_t offset) {
  return std::string_view(text).substr(std::min(offset, text.size()));
}

}  // namespace

core::Fault Connection::bug(std::string context) const {
  return core::Fault{core::FaultKind::Bug,
                     "internal error, see the log under request id " + head_.id.text,
                     core::LogText{std::move(context)},
                     {}};
}

Response Connection::render(const core::Fault& fault) noexcept {
  try {
    Response response = shared_.handler.on_fault(fault, head_);
    make_sendable(response);
    return response;
  } catch (...) {
    shared_.log("request " + head_.id.text + ": the rendering of a fault failed");
    return Response{500, {}, {}, true};
  }
}

void Connection::fail(core::Fault fault, bool close_after) { answer(render(fault), close_after); }

void Connection::answer(Response response, bool close_after) {
  if (response.abort) return abort(std::move(response));
  if (!is_sendable(response)) {
    report_delivery(response, false);
    response = render(bug("an answer with an impossible status or header field"));
  }
  phase_ = Phase::Answering;
  close_after_ = close_after || response.close || !framing_.keep_alive || shared_.drain.stopping();
  queue(std::move(response));
  deadline_in(shared_.limits.idle_timeout);
  flush();
}

void Connection::abort(Response response) {
  status_ = response.status;
  report_delivery(response, false);
  end_exchange();
  close();
}

void Connection::queue(Response response) {
  status_ = response.status;
  delivery_.expect(response);
  append_head(out_head_, response, AnswerFrame{head_.id.text, loop_.date(), close_after_});
  if (head_.method == "HEAD" || !allows_body(response.status)) return;
  if (response.body.size() <= kJoined) {
    out_head_.append(response.body);
  } else {
    out_body_ = std::move(response.body);
  }
}

void Connection::flush() {
  while (has_output()) {
    const std::size_t into_body = written_ > out_head_.size() ? written_ - out_head_.size() : 0;
    const IoResult sent = channel_->write(from(out_head_, written_), from(out_body_, into_body));
    if (sent.state == IoState::WouldWrite || sent.state == IoState::WouldRead) {
      blocked_ = sent.state == IoState::WouldWrite;
      return;
    }
    if (sent.state != IoState::Done) return lose("the client has gone");
    written_ += sent.bytes;
    if (phase_ == Phase::Answering) deadline_in(shared_.limits.idle_timeout);
  }
  blocked_ = false;
  written_ = 0;
  out_head_.clear();
  out_body_ = std::string();
  if (phase_ == Phase::Answering) finish_answer();
}

void Connection::finish_answer() {
  // A client that had sent its end may have been gone altogether.
  const bool lost = input_ended_ && channel_->is_reset();
  if (lost) shared_.counters->answers_dropped.fetch_add(1);
  delivery_.report(!lost);
  end_exchange();
  if (close_after_ || shared_.drain.stopping()) return linger();
  await_head();
}

void Connection::end_exchange() noexcept {
  shared_.counters->buffered.fetch_sub(counted_body_, std::memory_order_relaxed);
  counted_body_ = 0;
  if (counted_request_) {
    counted_request_ = false;
    shared_.drain.end();
  }
  try {
    const auto duration = std::chrono::steady_clock::now() - started_;
    shared_.handler.on_done(head_, status_, std::chrono::duration_cast<std::chrono::microseconds>(duration));
  } catch (...) {
    shared_.log("request " + head_.id.text + ": the handler's on_done failed");
  }
}

void Connection::linger() {
  channel_->finish();
  if (input_ended_) return close();
  phase_ = Phase::Lingering;
  input_ = std::string();
  input_start_ = 0;
  linger_left_ = shared_.limits.max_body + kLingerBytes;
  deadline_in(kLingerTime);
}

void Connection::on_answer(LateAnswer answer_given) {
  if (answer_given.request != request_ || !(phase_ == Phase::Working || awaits_answer_)) {
    shared_.counters->answers_dropped.fetch_add(1);
    if (answer_given.response) report_delivery(*answer_given.response, false);
    return;
  }
  if (awaits_answer_) {
    awaits_answer_ = false;
    status_ = answer_given.response ? answer_given.response->status : 500;
    shared_.counters->answers_dropped.fetch_add(1);
    if (answer_given.response) report_delivery(*answer_given.response, false);
    return end_exchange();
  }
  if (answer_given.response) {
    answer(std::move(*answer_given.response), false);
  } else {
    fail(bug("the responder was dropped without an answer"), false);
  }
  if (phase_ != Phase::Gone) pump();
}

}  // namespace bridge::web
