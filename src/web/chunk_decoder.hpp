#pragma once
// The chunked transfer coding (RFC 9112 section 7.1), read strictly.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "bridge/core/result.hpp"

namespace bridge::web {

class ChunkDecoder {
 public:
  /// Both in bytes: of the decoded body, of one chunk's size line, and of all trailer lines together.
  ChunkDecoder(std::size_t max_body, std::size_t max_trailers) : max_body_(max_body), max_trailers_(max_trailers) {}

  /// Takes what it can from `input`, appends the data to `body` and tells how many bytes it took.
  /// BadRequest, PayloadTooLarge or HeadersTooLarge when the coding is broken or too large.
  [[nodiscard]] core::Result<std::size_t> take(std::string_view input, std::string& body);
  [[nodiscard]] bool done() const { return state_ == State::Done; }

 private:
  enum class State : std::uint8_t { Size, Data, DataEnd, Trailers, Done };

  [[nodiscard]] core::Result<std::size_t> take_step(std::string_view input, std::string& body);
  [[nodiscard]] core::Result<std::size_t> take_line(std::string_view input);
  [[nodiscard]] core::Outcome accept_line(std::string_view line, std::size_t body_size);
  [[nodiscard]] core::Outcome accept_size(std::string_view line, std::size_t body_size);
  [[nodiscard]] core::Outcome accept_trailer(std::string_view line);

  std::size_t max_body_;
  std::size_t max_trailers_;
  State state_ = State::Size;
  std::uint64_t left_ = 0;
  std::size_t trailer_bytes_ = 0;
  std::string line_;
  bool line_complete_ = false;
};

}  // namespace bridge::web
