#pragma once
// The parameters of a request as the protocol's functions take them.

#include <optional>
#include <string>
#include <string_view>

#include "bridge/scim/projection.hpp"
#include "bridge/service/service.hpp"

namespace bridge::service {

[[nodiscard]] inline std::optional<std::string_view> view_of(const std::optional<std::string>& text) {
  return text ? std::optional<std::string_view>(*text) : std::nullopt;
}

/// What of resources of this type a request asked to see; faults as of scim::Projection::make().
[[nodiscard]] inline core::Result<scim::Projection> projection_of(const View& view, const scim::ResourceType& type) {
  return scim::Projection::make(view_of(view.attributes), view_of(view.excluded_attributes), type);
}

}  // namespace bridge::service
