#pragma once
// Any bytes that a server may answer, made fit for a document.

#include <string>
#include <string_view>

namespace bridge::conformance {

/// UTF-8; each byte that is none becomes U+FFFD.
[[nodiscard]] std::string valid_utf8(std::string_view bytes);

/// Text and attribute values of HTML and XML alike: & < > " ' are escaped, and what neither may hold (control
/// characters but tab and line ends, U+FFFE, U+FFFF; XML 1.0 section 2.2) becomes U+FFFD, as do bytes that are no
/// UTF-8 and signs that turn the direction of writing.
[[nodiscard]] std::string escaped(std::string_view bytes);

}  // namespace bridge::conformance
