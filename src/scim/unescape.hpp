#pragma once
// The text that stands between the quotes of a JSON string.

#include <string>
#include <string_view>

namespace bridge::scim {

/// Appends the text with its escapes resolved; they must be well-formed, surrogates in pairs.
void unescape(std::string_view escaped, std::string& text);

/// Appends the text as a JSON string with its quotes: the shortest escapes, all else as it is.
void append_quoted(std::string_view text, std::string& quoted);

}  // namespace bridge::scim
