#pragma once
// HTTP/1.1 messages as plain values (RFC 9110, RFC 9112). Nothing here knows SCIM.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/core/fault.hpp"
#include "bridge/core/ids.hpp"

namespace bridge::web {

struct Header {
  std::string name;
  std::string value;
  bool operator==(const Header&) const = default;
};

/// What is known when the header section is complete and no byte of the body has been kept.
struct RequestHead {
  core::RequestId id;
  /// As on the wire, for example "GET"; unknown methods are passed on.
  std::string method;
  /// The request target's path, percent-encoding kept: decoding is the router's, segment by segment.
  std::string path;
  /// What follows the first '?', percent-encoding kept; empty when there is none.
  std::string query;
  std::vector<Header> headers;
  /// The client's address, for the log.
  std::string peer;

  /// The first header of this name (case ignored), or nothing.
  [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const;
  /// How many headers of this name there are.
  [[nodiscard]] std::size_t header_count(std::string_view name) const;
};

struct Request {
  RequestHead head;
  std::string body;
};

/// Content-Length, Connection, Date and X-Request-Id are the server's own to write.
struct Response {
  int status = 200;
  std::vector<Header> headers;
  std::string body;
  /// Ends the connection after this answer.
  bool close = false;
  /// Closes the connection without writing anything; the rest is then ignored. For servers that play a broken one.
  bool abort = false;
  /// When set, called once, on any thread, also for an answer that is dropped or aborted: true when the
  /// answer was handed whole to the operating system, false when it can no longer be. Must not block.
  std::function<void(bool)> delivered{};
};

}  // namespace bridge::web
