#pragma once
// The path of a request: which tenant, and what behind its base.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bridge::http {

struct Target {
  /// What the service calls the tenant by: "scim" for /scim/v2, NAME for /NAME/scim/v2. Nothing when the
  /// path is of neither form.
  std::optional<std::string> tenant;
  /// The segments behind the base, each percent-decoded by itself, so that "%2F" never splits. One
  /// trailing slash counts for nothing.
  std::vector<std::string> segments;
  /// A segment behind the base has a bad escape or is not UTF-8.
  bool malformed = false;
};

[[nodiscard]] Target read_target(std::string_view path);

}  // namespace bridge::http
