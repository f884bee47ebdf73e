#pragma once
// How the runner reaches a server. The runner knows this face alone; tests have servers of their own behind it.

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bridge/core/credential.hpp"
#include "bridge/core/result.hpp"

namespace bridge::conformance {

/// A request as it leaves.
struct Outgoing {
  std::string method;
  /// Below the base URL, percent-encoded, with its query.
  std::string target;
  /// In place of what the wire sends by itself under such a name; an empty text leaves the header out.
  std::vector<std::pair<std::string, std::string>> headers;
  std::optional<std::string> body;
};

/// What came back.
struct Incoming {
  /// 0: no answer; `why` says more.
  int status = 0;
  /// Names in lower case.
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::string why;
  /// No byte of the request can have reached the server.
  bool never_left = false;
  std::chrono::microseconds took{0};

  [[nodiscard]] std::optional<std::string_view> header(std::string_view lower_case_name) const;
};

class Wire {
 public:
  virtual ~Wire() = default;
  /// All at the same time; the answers in the order of the requests. Blocks until the last is there.
  [[nodiscard]] virtual std::vector<Incoming> exchange(const std::vector<Outgoing>& requests) = 0;
};

struct WireSettings {
  /// As the user gave it, without trailing slash: "https://scim.example.com/scim/v2".
  std::string base_url;
  std::chrono::milliseconds timeout{60'000};
  /// A PEM file of authorities; empty: the machine's.
  std::string ca_file;
};

/// Over HTTP. InvalidValue for a URL that is none. Every request carries the token unless it has an Authorization
/// header of its own.
[[nodiscard]] core::Result<std::unique_ptr<Wire>> make_wire(WireSettings settings, core::IdpToken token);

}  // namespace bridge::conformance
