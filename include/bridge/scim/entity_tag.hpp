#pragma once
// Entity tags (RFC 7644 section 3.14, RFC 9110 sections 8.8.3 and 13.1): weak ones, out of a counter.

#include <cstdint>
#include <string>
#include <string_view>

namespace bridge::scim {

/// meta.version and the ETag header for the n-th state of a resource: W/"n".
[[nodiscard]] std::string entity_tag(std::uint64_t version);

/// Whether a list of tags (an If-Match or If-None-Match header) names this one; "*" names every one.
/// Compared weakly for both headers: RFC 9110 section 13.1.1 has If-Match compare strongly, under which a
/// weak tag never matches, but RFC 7644 section 3.14 has clients send the weak tags that they were given.
[[nodiscard]] bool names_tag(std::string_view header, std::string_view tag);

/// The details of a PreconditionFailed: what a header expected, and what is there.
[[nodiscard]] std::string not_that_version(std::string_view if_match, std::string_view tag);
[[nodiscard]] std::string that_very_version(std::string_view if_none_match, std::string_view tag);

}  // namespace bridge::scim
