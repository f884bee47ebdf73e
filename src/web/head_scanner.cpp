#include <algorithm>
#include <string>

#include "web/characters.hpp"
#include "web/framing.hpp"

namespace bridge::web {

namespace {

constexpr std::size_t kMaxMethod = 32;
// " HTTP/1.1" and the space after the method.
constexpr std::size_t kAroundTarget = 10;
constexpr unsigned kMaxBlankLines = 2;

using core::failure;
using core::FaultKind;

core::Failure target_too_long(std::size_t limit) {
  return failure(FaultKind::TargetTooLong,
                 "expected a request target of at most " + std::to_string(limit) + " bytes, found a longer one");
}

core::Failure not_a_request() {
  return failure(FaultKind::BadRequest,
                 "expected an HTTP request line, found bytes that start none (is the client speaking another "
                 "protocol?)");
}

}  // namespace

void HeadScanner::reset() {
  scanned_ = line_start_ = fields_start_ = 0;
  blank_lines_ = 0;
  complete_ = false;
}

core::Result<std::optional<std::size_t>> HeadScanner::scan(std::string_view input) {
  while (!complete_) {
    const std::size_t newline = input.find('\n', scanned_);
    if (newline == std::string_view::npos) {
      scanned_ = input.size();
      if (auto checked = check_unfinished(input); !checked) return checked.passed_on();
      return std::optional<std::size_t>{};
    }
    if (newline == line_start_ || input[newline - 1] != '\r') {
      return failure(FaultKind::BadRequest, "expected lines that end with CR LF, found a line that ends with LF alone");
    }
    const std::string_view line = input.substr(line_start_, newline - 1 - line_start_);
    if (auto accepted = accept_line(line, newline + 1); !accepted) return accepted.passed_on();
    line_start_ = scanned_ = newline + 1;
  }
  return std::optional<std::size_t>{scanned_};
}

core::Outcome HeadScanner::check_unfinished(std::string_view input) const {
  if (fields_start_ != 0) {
    if (input.size() - fields_start_ <= max_headers_) return core::ok();
    return failure(FaultKind::HeadersTooLarge, "expected a header section of at most " + std::to_string(max_headers_) +
                                                   " bytes, found a larger one");
  }
  const std::string_view line = input.substr(line_start_);
  if (line.empty() || line == "\r") return core::ok();
  const std::string_view method = line.substr(0, line.find(' '));
  if (method.size() > kMaxMethod || !is_token(method)) return not_a_request();
  if (line.size() > method.size() + kAroundTarget + max_target_) return target_too_long(max_target_);
  return core::ok();
}

core::Outcome HeadScanner::accept_line(std::string_view line, std::size_t next) {
  if (fields_start_ == 0) {
    if (line.empty()) {
      // RFC 9112 section 2.2 lets clients send an empty line before a request.
      if (++blank_lines_ > kMaxBlankLines) return not_a_request();
      return core::ok();
    }
    if (line.size() > kMaxMethod + kAroundTarget + max_target_) return target_too_long(max_target_);
    fields_start_ = next;
    return core::ok();
  }
  if (next - fields_start_ > max_headers_ + 2) {
    return failure(FaultKind::HeadersTooLarge, "expected a header section of at most " + std::to_string(max_headers_) +
                                                   " bytes, found a larger one");
  }
  complete_ = line.empty();
  return core::ok();
}

}  // namespace bridge::web
