#pragma once
// FILTER and valFilter of RFC 7644 section 3.4.2.2, unrolled so that precedence is in the rules and
// nothing is read twice. See rfc7644.abnf, notes 1 to 4.

#include <tao/pegtl.hpp>

#include "grammar/scim_attribute.hpp"
#include "grammar/scim_value.hpp"

namespace bridge::grammar {

/// A word of the grammar: any case, and not the beginning of a longer name.
template <char... Letters>
struct word : pegtl::seq<pegtl::istring<Letters...>, pegtl::not_at<name_char>> {};

// clang-format off
struct sp              : pegtl::plus<pegtl::one<' '>> {};
struct padding         : pegtl::star<pegtl::one<' '>> {};
struct before_operator : sp {};
struct before_value    : sp {};
struct before_term     : sp {};

struct op_eq           : word<'e', 'q'> {};
struct op_ne           : word<'n', 'e'> {};
struct op_co           : word<'c', 'o'> {};
struct op_sw           : word<'s', 'w'> {};
struct op_ew           : word<'e', 'w'> {};
struct op_gt           : word<'g', 't'> {};
struct op_ge           : word<'g', 'e'> {};
struct op_lt           : word<'l', 't'> {};
struct op_le           : word<'l', 'e'> {};
struct compare_op      : pegtl::sor<op_eq, op_ne, op_co, op_sw, op_ew, op_gt, op_ge, op_lt, op_le> {};

struct present         : word<'p', 'r'> {};
struct comparison      : pegtl::if_must<compare_op, before_value, comp_value> {};
struct operation       : pegtl::sor<comparison, present, pegtl::failure> {};    // fails where it began
struct spaced_operation : pegtl::seq<pegtl::must<before_operator>, pegtl::must<operation>> {};
struct attr_exp        : pegtl::seq<attr_path, spaced_operation> {};

struct named_not       : pegtl::seq<sp, pegtl::sor<compare_op, present>> {};    // an attribute of that name
struct word_not        : pegtl::seq<word<'n', 'o', 't'>, pegtl::not_at<named_not>> {};
struct word_and        : pegtl::seq<sp, word<'a', 'n', 'd'>> {};
struct word_or         : pegtl::seq<sp, word<'o', 'r'>> {};
struct open_paren      : pegtl::one<'('> {};
struct close_paren     : pegtl::one<')'> {};
struct open_bracket    : pegtl::one<'['> {};
struct close_bracket   : pegtl::one<']'> {};
struct not_paren       : open_paren {};

// Inside brackets: names are sub-attributes, and there are no further brackets.
struct val_filter;
struct val_group       : pegtl::seq<padding, val_filter, padding, pegtl::must<close_paren>> {};  // after its '('
struct val_negation    : pegtl::seq<word_not, padding, pegtl::must<not_paren>, val_group> {};
struct val_term        : pegtl::sor<val_negation, pegtl::seq<open_paren, val_group>, attr_exp> {};
struct val_and         : pegtl::if_must<word_and, before_term, val_term> {};
struct val_conjunction : pegtl::seq<pegtl::must<val_term>, pegtl::star<val_and>> {};
struct val_or          : pegtl::if_must<word_or, before_term, val_conjunction> {};
struct val_filter      : pegtl::seq<val_conjunction, pegtl::star<val_or>> {};
struct brackets        : pegtl::seq<open_bracket, padding, val_filter, padding, pegtl::must<close_bracket>> {};

struct filter;
struct selected_name   : pegtl::seq<name_start, pegtl::star<name_char>> {};           // a sub-attribute after ']'
struct selected_exp    : pegtl::seq<dot, pegtl::must<selected_name>, spaced_operation> {};  // note 3
struct value_path      : pegtl::seq<brackets, pegtl::opt<selected_exp>> {};            // after its attrPath
struct group           : pegtl::seq<padding, filter, padding, pegtl::must<close_paren>> {};  // after its '('
struct negation        : pegtl::seq<word_not, padding, pegtl::must<not_paren>, group> {};
struct attr_term       : pegtl::seq<attr_path, pegtl::sor<value_path, spaced_operation>> {};
struct term            : pegtl::sor<negation, pegtl::seq<open_paren, group>, attr_term> {};
struct next_and        : pegtl::if_must<word_and, before_term, term> {};
struct conjunction     : pegtl::seq<pegtl::must<term>, pegtl::star<next_and>> {};
struct next_or         : pegtl::if_must<word_or, before_term, conjunction> {};
struct filter          : pegtl::seq<conjunction, pegtl::star<next_or>> {};

struct filter_end      : pegtl::eof {};
struct filter_text     : pegtl::seq<padding, filter, padding, pegtl::must<filter_end>> {};   // the whole input
// clang-format on

}  // namespace bridge::grammar
