#pragma once
// Where a request begins and ends (RFC 9112), without leniency: two servers that read the same bytes
// differently are how requests get smuggled.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "bridge/core/result.hpp"
#include "bridge/web/server.hpp"

namespace bridge::web {

/// What the header section says about the message around it.
struct Framing {
  bool keep_alive = false;
  bool chunked = false;
  bool expects_continue = false;
  std::uint64_t content_length = 0;

  [[nodiscard]] bool has_body() const { return chunked || content_length > 0; }
};

/// Finds the end of the header section in input that arrives in pieces, and refuses as early as the
/// bytes allow.
class HeadScanner {
 public:
  explicit HeadScanner(const Limits& limits) : max_target_(limits.max_target), max_headers_(limits.max_headers) {}

  /// `input` starts where the request starts and grows from call to call. The length of the header
  /// section with its empty line, or nothing yet, or the faults BadRequest, TargetTooLong and
  /// HeadersTooLarge.
  [[nodiscard]] core::Result<std::optional<std::size_t>> scan(std::string_view input);
  void reset();

 private:
  [[nodiscard]] core::Outcome check_unfinished(std::string_view input) const;
  [[nodiscard]] core::Outcome accept_line(std::string_view line, std::size_t next);

  std::size_t max_target_;
  std::size_t max_headers_;
  std::size_t scanned_ = 0;
  std::size_t line_start_ = 0;
  std::size_t fields_start_ = 0;
  unsigned blank_lines_ = 0;
  bool complete_ = false;
};

/// Reads a complete header section into `head` (which keeps what was read when a fault ends it).
[[nodiscard]] core::Result<Framing> parse_head(std::string_view text, const Limits& limits, RequestHead& head);

}  // namespace bridge::web
