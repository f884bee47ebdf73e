#pragma once
// PATH of RFC 7644 section 3.5.2: what a PATCH operation points at. See rfc7644.abnf, note 7.

#include <tao/pegtl.hpp>

#include "grammar/scim_filter.hpp"

namespace bridge::grammar {

// clang-format off
struct selected_sub : pegtl::seq<dot, pegtl::must<selected_name>> {};
struct path         : pegtl::seq<pegtl::must<path_start>, pegtl::opt<brackets, pegtl::opt<selected_sub>>> {};
struct path_end     : pegtl::eof {};
struct path_text    : pegtl::seq<path, pegtl::must<path_end>> {};                                // the whole input
// clang-format on

}  // namespace bridge::grammar
