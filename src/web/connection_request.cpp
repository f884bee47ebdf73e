// Taking in a request: head, body, and the call of the handler.

#include <exception>
#include <utility>

#include "web/connection.hpp"

namespace bridge::web {

using core::Fault;
using core::FaultKind;

void Connection::advance() {
  for (Step step = Step::Again; step == Step::Again;) {
    step = Step::Wait;
    if (phase_ == Phase::Head)
      step = advance_head();
    else if (phase_ == Phase::Body)
      step = advance_body();
    else if (phase_ == Phase::Lingering && input_ended_)
      close();
  }
}

Connection::Step Connection::advance_head() {
  const std::string_view input = pending_input();
  if (input.empty()) {
    if (input_ended_) close();
    return Step::Wait;
  }
  const auto end = scanner_.scan(input);
  if (!end) {
    begin_exchange();
    fail(end.error(), true);
    return Step::Again;
  }
  if (*end) {
    accept_head(input.substr(0, **end));
    return Step::Again;
  }
  if (input_ended_) close();
  return Step::Wait;
}

void Connection::begin_exchange() {
  head_ = RequestHead{};
  head_.id = core::new_request_id();
  head_.peer = peer_;
  framing_ = Framing{};
  body_.clear();
  started_ = std::chrono::steady_clock::now();
  ++request_;
}

void Connection::accept_head(std::string_view text) {
  begin_exchange();
  const auto framing = parse_head(text, shared_.limits, head_);
  consume(text.size());
  if (!framing) return fail(framing.error(), true);
  framing_ = *framing;
  shared_.counters->requests.fetch_add(1, std::memory_order_relaxed);
  shared_.drain.begin();
  counted_request_ = true;
  std::optional<Response> early;
  try {
    early = shared_.handler.on_head(head_);
  } catch (const std::exception& error) {
    return fail(bug(error.what()), framing_.has_body());
  } catch (...) {
    return fail(bug("an exception of an unknown type"), framing_.has_body());
  }
  if (early) return answer(std::move(*early), framing_.has_body());
  enter_body();
}

void Connection::enter_body() {
  if (!framing_.has_body()) return dispatch();
  if (auto checked = check_announced_body(); !checked) return fail(checked.error(), true);
  phase_ = Phase::Body;
  chunks_ = ChunkDecoder(shared_.limits.max_body, shared_.limits.max_headers);
  deadline_in(shared_.limits.body_timeout);
  if (!framing_.expects_continue || !pending_input().empty()) return;
  out_head_.append("HTTP/1.1 100 Continue\r\n\r\n");
  flush();
}

core::Outcome Connection::check_announced_body() const {
  const Limits& limits = shared_.limits;
  if (framing_.content_length > limits.max_body) {
    return core::failure(FaultKind::PayloadTooLarge, "expected a body of at most " + std::to_string(limits.max_body) +
                                                         " bytes, found " + std::to_string(framing_.content_length) +
                                                         " announced");
  }
  const std::uint64_t buffered = shared_.counters->buffered.load(std::memory_order_relaxed);
  if (buffered > limits.max_buffered || framing_.content_length > limits.max_buffered - buffered) {
    return core::Failure{Fault{FaultKind::Overloaded,
                               "the bodies of other requests fill the server's memory for them; try again later",
                               {},
                               std::chrono::seconds(1)}};
  }
  return core::ok();
}

Connection::Step Connection::advance_body() {
  const auto taken = take_body();
  if (!taken) {
    fail(taken.error(), true);
    return Step::Again;
  }
  consume(*taken);
  const bool complete = framing_.chunked ? chunks_.done() : body_.size() == framing_.content_length;
  if (auto counted = count_body(); !counted) {
    fail(counted.error(), true);
    return Step::Again;
  }
  if (complete) {
    dispatch();
    return Step::Again;
  }
  if (input_ended_) close();
  return Step::Wait;
}

core::Result<std::size_t> Connection::take_body() {
  const std::string_view input = pending_input();
  if (framing_.chunked) return chunks_.take(input, body_);
  const std::string_view part = input.substr(0, static_cast<std::size_t>(framing_.content_length) - body_.size());
  body_.append(part);
  return part.size();
}

core::Outcome Connection::count_body() {
  const std::size_t grown = body_.size() - counted_body_;
  if (grown == 0) return core::ok();
  counted_body_ = body_.size();
  const std::uint64_t before = shared_.counters->buffered.fetch_add(grown, std::memory_order_relaxed);
  if (before + grown <= shared_.limits.max_buffered) return core::ok();
  return core::Failure{Fault{FaultKind::Overloaded,
                             "the bodies of other requests fill the server's memory for them; try again later",
                             {},
                             std::chrono::seconds(1)}};
}

void Connection::dispatch() {
  phase_ = Phase::Working;
  no_deadline();
  Dispatch call(*loop_.mailbox(), id_, request_);
  std::optional<Fault> broken;
  try {
    shared_.handler.on_request(Request{head_, std::exchange(body_, {})},
                               make_responder(loop_.mailbox(), id_, request_));
  } catch (const std::exception& error) {
    broken = bug(error.what());
  } catch (...) {
    broken = bug("an exception of an unknown type");
  }
  if (call.outcome == Dispatch::Outcome::Answered) {
    if (broken) shared_.log("request " + head_.id.text + ": after its answer: " + broken->context.text);
    return answer(std::move(call.response), false);
  }
  if (broken) return fail(std::move(*broken), false);
  if (call.outcome == Dispatch::Outcome::Abandoned) fail(bug("the responder was dropped without an answer"), false);
}

}  // namespace bridge::web
