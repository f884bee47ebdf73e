#pragma once
// Entity tags (RFC 7644 section 3.14, RFC 9110 sections 8.8.3 and 13.1): weak ones, out of a counter.

#include <cstdint>
#include <string>
#include <string_view>

namespace bridge::scim {

/// meta.version and the ETag header for the n-th state of a resource: W/"n".
[[nodiscard]] std::string entity_tag(std::uint64_t version);

/// Whether a list of tags (an If-Match or If-None-Match header) names this one, compared weakly; "*"
/// names every one.
[[nodiscard]] bool names_tag(std::string_view header, std::string_view tag);

}  // namespace bridge::scim
