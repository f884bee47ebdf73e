#include "web/header_rules.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "bridge/core/ascii_case.hpp"
#include "web/characters.hpp"

namespace bridge::web {

namespace {

using core::equal_ignoring_case;
using core::failure;
using core::FaultKind;

/// The fields that decide about the frame, found in one pass.
struct FrameFields {
  std::vector<std::string_view> content_length;
  std::vector<std::string_view> transfer_encoding;
  std::vector<std::string_view> host;
  std::vector<std::string_view> connection;
  std::vector<std::string_view> expect;
};

core::Failure bad(std::string detail) { return failure(FaultKind::BadRequest, std::move(detail)); }

FrameFields pick(const std::vector<Header>& headers) {
  FrameFields fields;
  for (const auto& [name, value] : headers) {
    switch (name.size()) {
      case 4:
        if (equal_ignoring_case(name, "host")) fields.host.emplace_back(value);
        break;
      case 6:
        if (equal_ignoring_case(name, "expect")) fields.expect.emplace_back(value);
        break;
      case 10:
        if (equal_ignoring_case(name, "connection")) fields.connection.emplace_back(value);
        break;
      case 14:
        if (equal_ignoring_case(name, "content-length")) fields.content_length.emplace_back(value);
        break;
      case 17:
        if (equal_ignoring_case(name, "transfer-encoding")) fields.transfer_encoding.emplace_back(value);
        break;
      default: break;
    }
  }
  return fields;
}

/// The members of comma-separated lists, empty ones left out (RFC 9110 section 5.6.1).
std::vector<std::string_view> members(const std::vector<std::string_view>& values) {
  std::vector<std::string_view> found;
  for (std::string_view rest : values) {
    while (!rest.empty()) {
      const std::size_t comma = rest.find(',');
      if (const auto member = trim(rest.substr(0, comma)); !member.empty()) found.push_back(member);
      rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
    }
  }
  return found;
}

bool contains(const std::vector<std::string_view>& values, std::string_view wanted) {
  const auto listed = members(values);
  return std::any_of(listed.begin(), listed.end(), [wanted](auto item) { return equal_ignoring_case(item, wanted); });
}

core::Outcome read_host(const FrameFields& fields, bool http_1_0) {
  if (fields.host.size() > 1) return bad("expected one Host header, found several");
  if (fields.host.empty()) {
    if (http_1_0) return core::ok();
    return bad("expected a Host header, which HTTP/1.1 requires, found none");
  }
  const auto allowed = [](char c) {
    return is_token_char(c) || std::string_view(":[]()=;,").find(c) != std::string_view::npos;
  };
  if (std::all_of(fields.host.front().begin(), fields.host.front().end(), allowed)) return core::ok();
  return bad("expected a Host header of a host name and an optional port, found another character");
}

core::Outcome read_length(const FrameFields& fields, Framing& framing) {
  if (fields.content_length.empty()) return core::ok();
  if (fields.content_length.size() > 1) return bad("expected one Content-Length header, found several");
  const std::string_view digits = fields.content_length.front();
  constexpr std::size_t kMaxDigits = 18;
  const bool number = !digits.empty() && std::all_of(digits.begin(), digits.end(), is_digit);
  if (!number || digits.size() > kMaxDigits) {
    return bad("expected a Content-Length of 1 to 18 decimal digits, found something else");
  }
  for (const char digit : digits) {
    framing.content_length = framing.content_length * 10 + static_cast<std::uint64_t>(digit - '0');
  }
  return core::ok();
}

core::Outcome read_coding(const FrameFields& fields, bool http_1_0, Framing& framing) {
  if (fields.transfer_encoding.empty()) return core::ok();
  if (!fields.content_length.empty()) {
    return bad("expected either Content-Length or Transfer-Encoding, found both");
  }
  if (http_1_0) return bad("expected no Transfer-Encoding in an HTTP/1.0 request, found one");
  const auto codings = members(fields.transfer_encoding);
  const auto is_chunked = [](std::string_view coding) { return equal_ignoring_case(coding, "chunked"); };
  if (codings.empty() || !is_chunked(codings.back()) || std::count_if(codings.begin(), codings.end(), is_chunked) > 1) {
    return bad("expected Transfer-Encoding to name chunked once, as the last coding, found something else");
  }
  if (codings.size() > 1) {
    return failure(FaultKind::NotImplemented, "expected chunked as the only transfer coding, found another one");
  }
  framing.chunked = true;
  return core::ok();
}

core::Outcome read_expectation(const FrameFields& fields, bool http_1_0, Framing& framing) {
  if (http_1_0) return core::ok();
  for (const std::string_view expectation : members(fields.expect)) {
    if (!equal_ignoring_case(expectation, "100-continue")) {
      return failure(FaultKind::ExpectationFailed, "expected 100-continue in the Expect header, found another value");
    }
    framing.expects_continue = framing.has_body();
  }
  return core::ok();
}

}  // namespace

core::Result<Framing> frame(const RequestHead& head, bool http_1_0) {
  const FrameFields fields = pick(head.headers);
  Framing framing;
  if (auto host = read_host(fields, http_1_0); !host) return host.passed_on();
  if (auto coding = read_coding(fields, http_1_0, framing); !coding) return coding.passed_on();
  if (auto length = read_length(fields, framing); !length) return length.passed_on();
  if (auto expected = read_expectation(fields, http_1_0, framing); !expected) return expected.passed_on();
  framing.keep_alive =
      !contains(fields.connection, "close") && (!http_1_0 || contains(fields.connection, "keep-alive"));
  return framing;
}

}  // namespace bridge::web
