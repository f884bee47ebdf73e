#pragma once
// A schema's URN in front of an attribute name (RFC 7644 section 3.10; the form is RFC 8141's).
// See rfc7644.abnf, note 5. Of the characters of RFC 8141 those that are delimiters in a filter or
// in a list of names are left out: ( ) , ; ' and the space.

#include <tao/pegtl.hpp>

namespace bridge::grammar {

namespace pegtl = tao::pegtl;

using colon = pegtl::one<':'>;

// clang-format off
struct urn_char    : pegtl::sor<pegtl::alnum, pegtl::one<'-', '.', '_', '~', '%', '/', '+', '@', '='>> {};
struct urn_segment : pegtl::plus<urn_char> {};
struct urn_scheme  : pegtl::istring<'u', 'r', 'n', ':'> {};
struct urn         : pegtl::seq<urn_scheme, pegtl::plus<urn_segment, colon>> {};  // with its last ':'
// clang-format on

}  // namespace bridge::grammar
