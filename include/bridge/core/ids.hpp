#pragma once
// Identifiers that are text and must not be mixed up. Unlike secrets they can be logged and compared.

#include <compare>
#include <functional>
#include <string>
#include <utility>

namespace bridge::core {

template <class Kind>
struct Id {
  std::string text;

  Id() = default;
  explicit Id(std::string value) : text(std::move(value)) {}
  auto operator<=>(const Id&) const = default;
};

/// The id of a User or Group as the identity provider knows it: ours, fixed for ever, a decimal
/// number that was Smartsheet's id when the resource was first seen.
using ResourceId = Id<struct ResourceIdKind>;
/// What a route calls the same resource.
using UpstreamId = Id<struct UpstreamIdKind>;
/// The name of a tenant in the configuration.
using TenantName = Id<struct TenantNameKind>;
/// One request on the wire, as in the log and in X-Request-Id.
using RequestId = Id<struct RequestIdKind>;

/// A new request id: 16 random hex digits.
[[nodiscard]] RequestId new_request_id();

}  // namespace bridge::core

template <class Kind>
struct std::hash<bridge::core::Id<Kind>> {
  std::size_t operator()(const bridge::core::Id<Kind>& id) const noexcept { return std::hash<std::string>{}(id.text); }
};
