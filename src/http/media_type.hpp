#pragma once
// Content-Type, Content-Encoding and Accept (RFC 9110 sections 8.3, 8.4, 12.5.1; RFC 7644 section 3.1).

#include <string_view>

#include "bridge/core/result.hpp"
#include "bridge/web/message.hpp"

namespace bridge::http {

/// What every answer with a body is.
inline constexpr std::string_view kScimJson = "application/scim+json";

/// Whether the body that is announced can be read: application/scim+json or application/json with any
/// parameters, charset UTF-8, no content coding. A missing type is taken as application/scim+json.
/// UnsupportedMediaType says what was expected.
[[nodiscard]] core::Outcome check_content_type(const web::RequestHead& head);

/// Whether the client takes application/scim+json: it says so, says application/json, a wildcard or
/// nothing. NotAcceptable says what would be sent.
[[nodiscard]] core::Outcome check_accept(const web::RequestHead& head);

}  // namespace bridge::http
