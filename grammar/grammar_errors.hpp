#pragma once
// What is said where the grammar stops: each text completes "expected …". A rule that stands in a
// must<> without a text here does not compile.

#include <tao/pegtl.hpp>

#include "grammar/scim_filter.hpp"
#include "grammar/scim_path.hpp"

namespace bridge::grammar {

namespace expected {
inline constexpr const char* kTerm = "an attribute name, 'not' or '('";
inline constexpr const char* kSpacedTerm = "a space and an attribute name, 'not' or '('";
inline constexpr const char* kOperator = "an operator (eq, ne, co, sw, ew, gt, ge, lt, le or pr)";
inline constexpr const char* kSpacedOperator = "a space and an operator (eq, ne, co, sw, ew, gt, ge, lt, le or pr)";
inline constexpr const char* kValue = "a text in double quotes, a number, true, false or null";
inline constexpr const char* kSpacedValue = "a space and a text in double quotes, a number, true, false or null";
inline constexpr const char* kDigit = "a digit";
inline constexpr const char* kEscape = "an escape of JSON (one of \" \\ / b f n r t, or u and four hexadecimal digits)";
inline constexpr const char* kTextEnd = "UTF-8 text up to a closing double quote";
inline constexpr const char* kSubName = "the name of a sub-attribute";
inline constexpr const char* kCloseParen = "'and', 'or' or ')'";
inline constexpr const char* kCloseBracket = "'and', 'or' or ']'";
inline constexpr const char* kNotParen = "'(' after 'not'";
inline constexpr const char* kFilterEnd = "'and', 'or' or the end";
inline constexpr const char* kPath = "an attribute name";
inline constexpr const char* kPathEnd = "the end of the path";
}  // namespace expected

template <class Rule>
inline constexpr const char* error_message = nullptr;

// clang-format off
template <> inline constexpr const char* error_message<term> = expected::kTerm;
template <> inline constexpr const char* error_message<conjunction> = expected::kTerm;
template <> inline constexpr const char* error_message<val_term> = expected::kTerm;
template <> inline constexpr const char* error_message<val_conjunction> = expected::kTerm;
template <> inline constexpr const char* error_message<before_term> = expected::kSpacedTerm;
template <> inline constexpr const char* error_message<operation> = expected::kOperator;
template <> inline constexpr const char* error_message<before_operator> = expected::kSpacedOperator;
template <> inline constexpr const char* error_message<comp_value> = expected::kValue;
template <> inline constexpr const char* error_message<before_value> = expected::kSpacedValue;
template <> inline constexpr const char* error_message<digits> = expected::kDigit;
template <> inline constexpr const char* error_message<magnitude> = expected::kDigit;
template <> inline constexpr const char* error_message<escape> = expected::kEscape;
template <> inline constexpr const char* error_message<closing_quote> = expected::kTextEnd;
template <> inline constexpr const char* error_message<sub_attr_name> = expected::kSubName;
template <> inline constexpr const char* error_message<selected_name> = expected::kSubName;
template <> inline constexpr const char* error_message<close_paren> = expected::kCloseParen;
template <> inline constexpr const char* error_message<close_bracket> = expected::kCloseBracket;
template <> inline constexpr const char* error_message<not_paren> = expected::kNotParen;
template <> inline constexpr const char* error_message<filter_end> = expected::kFilterEnd;
template <> inline constexpr const char* error_message<path_start> = expected::kPath;
template <> inline constexpr const char* error_message<attr_path_end> = expected::kPathEnd;
template <> inline constexpr const char* error_message<path_end> = expected::kPathEnd;
// clang-format on

struct errors {
  template <class Rule>
  static constexpr const char* message = error_message<Rule>;
  /// Only must<> makes a failure final; anywhere else it means "try the next alternative".
  template <class Rule>
  static constexpr bool raise_on_failure = false;
};

template <class Rule>
struct control : pegtl::must_if<errors>::control<Rule> {};

}  // namespace bridge::grammar
