#pragma once
// The Authorization header (RFC 6750 section 2.1).

#include <optional>

#include "bridge/core/credential.hpp"
#include "bridge/web/message.hpp"

namespace bridge::http {

/// The token of `Authorization: Bearer TOKEN`, the scheme in any case. Nothing when there is no such
/// header, more than one, another scheme, or no token.
[[nodiscard]] std::optional<core::IdpToken> bearer_token(const web::RequestHead& head);

}  // namespace bridge::http
