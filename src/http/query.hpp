#pragma once
// The query of a request (RFC 7644 sections 3.4.2 and 3.9).

#include <string>
#include <string_view>

#include "bridge/core/result.hpp"
#include "bridge/scim/search_request.hpp"

namespace bridge::http {

/// The parameters that SCIM knows, decoded; others are ignored.
using Query = scim::SearchRequest;

/// Decodes percent-escapes once. "+" is a space, as HTML forms have it, but for a "+" between double
/// quotes, where it stands for itself (an address such as "ada+test@example.com"); "%2B" is always a
/// plus. Names ignore case. InvalidValue: a bad escape, bytes that are not UTF-8, a parameter given twice.
[[nodiscard]] core::Result<Query> read_query(std::string_view text);

/// The names of all parameters as they came, comma-separated, for the log; a name that is no plain word
/// shows as "?".
[[nodiscard]] std::string parameter_names(std::string_view text);

}  // namespace bridge::http
