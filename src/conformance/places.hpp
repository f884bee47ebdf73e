#pragma once
// Where resources are, below the base URL.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/conformance/wire.hpp"
#include "bridge/core/value.hpp"

namespace bridge::conformance {

/// An address as a path below the base URL; nothing when it is not there.
[[nodiscard]] std::optional<std::string> below(std::string_view base_url, std::string_view address);

/// The resources that an answer says were made, as paths below the base URL, in the order of their making: by a POST,
/// or by the operations of a bulk request (RFC 7644 section 3.7).
[[nodiscard]] std::vector<std::string> made_by(const Outgoing& sent, const Incoming& came, std::string_view base_url);

/// An id as part of a path, also where it is a number; nothing where it is none that could be sent.
[[nodiscard]] std::optional<std::string> id_of(const core::Object& resource);
/// `meta.location`, or the answer's Location.
[[nodiscard]] std::optional<std::string> location_of(const core::Object& resource, const Incoming& came);

}  // namespace bridge::conformance
