#include "web/chunk_decoder.hpp"

#include <algorithm>

#include "web/characters.hpp"

namespace bridge::web {

namespace {

using core::failure;
using core::FaultKind;

constexpr std::size_t kMaxSizeLine = 256;
constexpr std::size_t kMaxSizeDigits = 15;

core::Failure bad(std::string detail) { return failure(FaultKind::BadRequest, std::move(detail)); }

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

core::Result<std::size_t> ChunkDecoder::take(std::string_view input, std::string& body) {
  std::size_t taken = 0;
  while (!done() && taken < input.size()) {
    auto step = take_step(input.substr(taken), body);
    if (!step) return step;
    taken += *step;
  }
  return taken;
}

core::Result<std::size_t> ChunkDecoder::take_step(std::string_view input, std::string& body) {
  if (state_ == State::Data) {
    const std::size_t size = static_cast<std::size_t>(std::min<std::uint64_t>(left_, input.size()));
    body.append(input.substr(0, size));
    left_ -= size;
    if (left_ == 0) state_ = State::DataEnd;
    return size;
  }
  auto taken = take_line(input);
  if (!taken || !line_complete_) return taken;
  if (auto accepted = accept_line(line_, body.size()); !accepted) return accepted.passed_on();
  line_.clear();
  line_complete_ = false;
  return taken;
}

core::Result<std::size_t> ChunkDecoder::take_line(std::string_view input) {
  const std::size_t newline = input.find('\n');
  const std::string_view part = input.substr(0, newline);
  const std::size_t limit = state_ == State::Trailers ? max_trailers_ : kMaxSizeLine;
  if (line_.size() + part.size() > limit + 1) {
    if (state_ != State::Trailers) return bad("expected chunk-size lines of at most 256 bytes, found a longer one");
    return failure(FaultKind::HeadersTooLarge,
                   "expected trailers of at most " + std::to_string(limit) + " bytes after the last chunk, found more");
  }
  line_.append(part);
  if (newline == std::string_view::npos) return part.size();
  if (line_.empty() || line_.back() != '\r') {
    return bad("expected lines that end with CR LF in a chunked body, found a line that ends with LF alone");
  }
  line_.pop_back();
  line_complete_ = true;
  return newline + 1;
}

core::Outcome ChunkDecoder::accept_line(std::string_view line, std::size_t body_size) {
  if (state_ == State::Size) return accept_size(line, body_size);
  if (state_ == State::Trailers) return accept_trailer(line);
  if (!line.empty()) return bad("expected CR LF after the data of a chunk, found more data");
  state_ = State::Size;
  return core::ok();
}

core::Outcome ChunkDecoder::accept_size(std::string_view line, std::size_t body_size) {
  const std::size_t semicolon = line.find(';');
  std::string_view digits = line.substr(0, semicolon);
  if (semicolon != std::string_view::npos) digits = trim(digits);
  const bool hex = std::all_of(digits.begin(), digits.end(), [](char c) { return hex_value(c) >= 0; });
  if (digits.empty() || digits.size() > kMaxSizeDigits || !hex || !is_field_value(line)) {
    return bad("expected a chunk size of 1 to 15 hexadecimal digits, found something else");
  }
  for (const char digit : digits) left_ = left_ * 16 + static_cast<std::uint64_t>(hex_value(digit));
  if (left_ > max_body_ || body_size > max_body_ - left_) {
    return failure(FaultKind::PayloadTooLarge,
                   "expected a body of at most " + std::to_string(max_body_) + " bytes, found a larger one");
  }
  state_ = left_ == 0 ? State::Trailers : State::Data;
  return core::ok();
}

core::Outcome ChunkDecoder::accept_trailer(std::string_view line) {
  if (line.empty()) {
    state_ = State::Done;
    return core::ok();
  }
  trailer_bytes_ += line.size() + 2;
  if (trailer_bytes_ > max_trailers_) {
    return failure(FaultKind::HeadersTooLarge, "expected trailers of at most " + std::to_string(max_trailers_) +
                                                   " bytes after the last chunk, found more");
  }
  const std::size_t colon = line.find(':');
  if (colon != std::string_view::npos && is_token(line.substr(0, colon)) && is_field_value(line)) return core::ok();
  return bad("expected trailer lines of a name, a colon and a value after the last chunk, found something else");
}

}  // namespace bridge::web
