#pragma once
// Responses for what went well.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "bridge/service/service.hpp"
#include "bridge/web/message.hpp"

namespace bridge::http {

/// 200 with a SCIM body.
[[nodiscard]] web::Response body_response(std::string body);

/// A resource with its ETag, Location and Content-Location; 304 without body when If-None-Match names its version
/// (RFC 7644 section 3.14).
[[nodiscard]] web::Response shown_response(service::Shown shown, const std::optional<std::string>& if_none_match);

/// Whether the answer to a write carries the resource.
enum class WriteBody : std::uint8_t { Sent, LeftOut };

/// 201 for a creation, 200 with the resource, 204 without; ETag and Location wherever there is a
/// resource, Content-Location where it is sent.
[[nodiscard]] web::Response written_response(service::Written written, WriteBody body);

}  // namespace bridge::http
