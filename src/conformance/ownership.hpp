#pragma once
// Whose a resource is: a run changes and deletes nothing but what it made.

#include <optional>
#include <string>
#include <string_view>

#include "bridge/conformance/wire.hpp"
#include "bridge/core/value.hpp"

namespace bridge::conformance {

/// What the resource's own names say. Those of its members, groups or manager are others'.
enum class Named { AfterTheRun, Otherwise, NotAtAll };
/// `run_name` is the beginning of all names of a run: "scimbridge-abcdef-".
[[nodiscard]] Named named(const core::Object& resource, std::string_view run_name);

/// Whether the text holds it; upper and lower case are the same.
[[nodiscard]] bool holds_name(std::string_view text, std::string_view run_name);

/// Where a resource is looked up that a request may have made though the answer does not say so: none came, it is a
/// server's error, or it has no address.
struct LookUp {
  /// "/Users".
  std::string path;
  /// "userName" and what was sent for it.
  std::string attribute;
  std::string value;

  /// With the filter as its query.
  [[nodiscard]] std::string target() const;
};
/// Nothing where the request makes no single resource, or one without a name of the run.
[[nodiscard]] std::optional<LookUp> look_up_of(const Outgoing& sent, std::string_view run_name);

}  // namespace bridge::conformance
