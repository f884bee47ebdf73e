#include <algorithm>
#include <string>

#include "bridge/core/ascii_case.hpp"
#include "web/characters.hpp"
#include "web/framing.hpp"
#include "web/header_rules.hpp"

namespace bridge::web {

namespace {

using core::failure;
using core::FaultKind;

constexpr std::size_t kMaxMethod = 32;
constexpr std::size_t kMaxFields = 256;

core::Failure bad(std::string detail) { return failure(FaultKind::BadRequest, std::move(detail)); }

/// Takes one line off the front; the scanner has made sure that each ends with CR LF.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find("\r\n");
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(text.size(), line.size() + 2));
  return line;
}

/// "http://host/path" becomes "/path" (RFC 9112 section 3.2.2 asks servers to accept it).
std::string_view without_authority(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!core::starts_with_ignoring_case(target, scheme)) continue;
    target.remove_prefix(scheme.size());
    const std::size_t path = target.find_first_of("/?");
    return path == std::string_view::npos ? std::string_view("/") : target.substr(path);
  }
  return target;
}

core::Outcome read_target(std::string_view target, const Limits& limits, RequestHead& head) {
  if (target.size() > limits.max_target) {
    return failure(FaultKind::TargetTooLong, "expected a request target of at most " +
                                                 std::to_string(limits.max_target) + " bytes, found " +
                                                 std::to_string(target.size()));
  }
  const auto allowed = [](char c) { return c > 0x20 && c < 0x7F && c != '#'; };
  if (!std::all_of(target.begin(), target.end(), allowed)) {
    return bad("expected a request target of visible ASCII characters without '#', found another character");
  }
  const std::string_view local = without_authority(target);
  const std::size_t question = local.find('?');
  const std::string_view path = local.substr(0, question);
  const bool asterisk = local == "*" && head.method == "OPTIONS";
  if (!asterisk && !path.empty() && path.front() != '/') {
    return bad("expected a request target that starts with '/', found another form");
  }
  if (target.empty()) return bad("expected a request target after the method, found none");
  head.path = path.empty() ? "/" : std::string(path);
  if (question != std::string_view::npos) head.query = std::string(local.substr(question + 1));
  return core::ok();
}

/// Whether the request speaks HTTP/1.0.
core::Result<bool> read_version(std::string_view version) {
  if (version == "HTTP/1.1") return false;
  if (version == "HTTP/1.0") return true;
  return bad("expected HTTP/1.1 or HTTP/1.0 at the end of the request line, found something else");
}

core::Result<bool> read_request_line(std::string_view line, const Limits& limits, RequestHead& head) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  const std::string_view method = line.substr(0, first);
  if (method.size() > kMaxMethod || !is_token(method)) {
    return bad("expected a request line that starts with a method, found another character in it");
  }
  if (first == std::string_view::npos || first == last) {
    return bad("expected a request line of method, target and version, each after one space");
  }
  head.method = std::string(method);
  if (auto target = read_target(line.substr(first + 1, last - first - 1), limits, head); !target) {
    return target.passed_on();
  }
  return read_version(line.substr(last + 1));
}

core::Outcome read_field(std::string_view line, RequestHead& head) {
  if (line.front() == ' ' || line.front() == '\t') {
    return bad("expected one line for each header field, found a line that continues the one before");
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) {
    return bad("expected header lines of a name, a colon and a value, found a name with another character or no colon");
  }
  const std::string_view value = trim(line.substr(colon + 1));
  if (!is_field_value(value)) return bad("expected header values without control characters, found one");
  if (head.headers.size() == kMaxFields) {
    return failure(FaultKind::HeadersTooLarge,
                   "expected at most " + std::to_string(kMaxFields) + " header fields, found more");
  }
  head.headers.push_back(Header{std::string(line.substr(0, colon)), std::string(value)});
  return core::ok();
}

}  // namespace

core::Result<Framing> parse_head(std::string_view text, const Limits& limits, RequestHead& head) {
  std::string_view line = take_line(text);
  while (line.empty() && !text.empty()) line = take_line(text);
  const auto old_version = read_request_line(line, limits, head);
  if (!old_version) return old_version.passed_on();
  head.headers.reserve(16);
  for (line = take_line(text); !line.empty(); line = take_line(text)) {
    if (auto field = read_field(line, head); !field) return field.passed_on();
  }
  return frame(head, *old_version);
}

}  // namespace bridge::web
