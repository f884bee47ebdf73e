#pragma once
// compValue of RFC 7644 section 3.4.2.2: the scalars of JSON (RFC 8259), text in UTF-8.

#include <tao/pegtl.hpp>

#include "grammar/scim_attribute.hpp"

namespace bridge::grammar {

using quote = pegtl::one<'"'>;
using backslash = pegtl::one<'\\'>;
using hex_pair = pegtl::rep<2, pegtl::xdigit>;

// clang-format off
struct literal_true  : pegtl::seq<pegtl::string<'t', 'r', 'u', 'e'>, pegtl::not_at<name_char>> {};
struct literal_false : pegtl::seq<pegtl::string<'f', 'a', 'l', 's', 'e'>, pegtl::not_at<name_char>> {};
struct literal_null  : pegtl::seq<pegtl::string<'n', 'u', 'l', 'l'>, pegtl::not_at<name_char>> {};

struct digits        : pegtl::plus<pegtl::digit> {};
struct int_part      : pegtl::sor<pegtl::one<'0'>, digits> {};
struct frac          : pegtl::if_must<dot, digits> {};
struct exp           : pegtl::if_must<pegtl::seq<pegtl::one<'e', 'E'>, pegtl::opt<pegtl::one<'-', '+'>>>, digits> {};
struct magnitude     : pegtl::seq<int_part, pegtl::opt<frac>, pegtl::opt<exp>> {};
struct number        : pegtl::sor<pegtl::if_must<pegtl::one<'-'>, magnitude>, magnitude> {};

struct escape_char   : pegtl::one<'"', '\\', '/', 'b', 'f', 'n', 'r', 't'> {};
struct half_start    : pegtl::seq<pegtl::one<'u'>, pegtl::one<'d', 'D'>> {};  // a surrogate when 8 to F follows
struct half          : pegtl::seq<half_start, pegtl::ranges<'8', '9', 'a', 'f', 'A', 'F'>> {};
struct high_half     : pegtl::seq<half_start, pegtl::one<'8', '9', 'a', 'b', 'A', 'B'>, hex_pair> {};
struct low_half      : pegtl::seq<half_start, pegtl::ranges<'c', 'f', 'C', 'F'>, hex_pair> {};
struct surrogates    : pegtl::seq<high_half, backslash, low_half> {};
struct code_point    : pegtl::seq<pegtl::not_at<half>, pegtl::one<'u'>, pegtl::rep<4, pegtl::xdigit>> {};
struct escape        : pegtl::sor<escape_char, code_point, surrogates> {};
struct ascii_char    : pegtl::ranges<' ', '!', '#', '[', ']', '\x7F'> {};
struct wide_char     : pegtl::utf8::range<0x80, 0x10FFFF> {};
struct string_char   : pegtl::sor<ascii_char, pegtl::if_must<backslash, escape>, wide_char> {};
struct string_text   : pegtl::star<string_char> {};
struct opening_quote : quote {};
struct closing_quote : quote {};
struct string        : pegtl::seq<opening_quote, string_text, pegtl::must<closing_quote>> {};

struct comp_value    : pegtl::sor<string, literal_true, literal_false, literal_null, number> {};
// clang-format on

}  // namespace bridge::grammar
