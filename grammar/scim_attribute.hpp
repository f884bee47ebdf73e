#pragma once
// attrPath of RFC 7644 section 3.4.2.2, and alone as in the parameters of section 3.9.
// See rfc7644.abnf, notes 5 and 6.

#include <tao/pegtl.hpp>

#include "grammar/scim_urn.hpp"

namespace bridge::grammar {

using dot = pegtl::one<'.'>;

// clang-format off
struct name_char      : pegtl::sor<pegtl::alnum, pegtl::one<'-', '_', '$'>> {};
struct name_start     : pegtl::sor<pegtl::alpha, pegtl::one<'$'>> {};
struct attr_name      : pegtl::seq<name_start, pegtl::star<name_char>> {};
struct sub_attr_name  : pegtl::seq<name_start, pegtl::star<name_char>> {};
struct sub_attr       : pegtl::seq<dot, pegtl::must<sub_attr_name>> {};
struct attr_path      : pegtl::seq<pegtl::opt<urn>, attr_name, pegtl::opt<sub_attr>> {};

struct path_start     : attr_path {};
struct attr_path_end  : pegtl::eof {};
struct attr_path_text : pegtl::seq<pegtl::must<path_start>, pegtl::must<attr_path_end>> {};  // the whole input
// clang-format on

}  // namespace bridge::grammar
