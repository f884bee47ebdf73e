#pragma once
// What each rule of a filter tells the FilterBuilder.

#include <charconv>
#include <cstdint>
#include <string_view>

#include "filter_builder.hpp"
#include "grammar/scim_filter.hpp"
#include "path_actions.hpp"
#include "unescape.hpp"

namespace bridge::scim {

namespace pegtl = grammar::pegtl;

template <class Rule>
struct FilterAction : PathAction<Rule> {};

template <CompareOp Op>
struct Begins {
  template <class Input>
  static void apply(const Input& in, FilterBuilder& builder) {
    builder.begin_comparison(Op, in.begin());
  }
};

template <void (FilterBuilder::*Member)()>
struct Calls {
  static void apply0(FilterBuilder& builder) { (builder.*Member)(); }
};

struct Opens {
  template <class Input>
  static void apply(const Input& in, FilterBuilder& builder) {
    if (!builder.open(in.begin())) throw pegtl::parse_error("fewer parentheses and brackets within each other", in);
  }
};

// clang-format off
template <> struct FilterAction<grammar::op_eq> : Begins<CompareOp::Eq> {};
template <> struct FilterAction<grammar::op_ne> : Begins<CompareOp::Ne> {};
template <> struct FilterAction<grammar::op_co> : Begins<CompareOp::Co> {};
template <> struct FilterAction<grammar::op_sw> : Begins<CompareOp::Sw> {};
template <> struct FilterAction<grammar::op_ew> : Begins<CompareOp::Ew> {};
template <> struct FilterAction<grammar::op_gt> : Begins<CompareOp::Gt> {};
template <> struct FilterAction<grammar::op_ge> : Begins<CompareOp::Ge> {};
template <> struct FilterAction<grammar::op_lt> : Begins<CompareOp::Lt> {};
template <> struct FilterAction<grammar::op_le> : Begins<CompareOp::Le> {};

template <> struct FilterAction<grammar::present> : Calls<&FilterBuilder::add_present> {};

template <> struct FilterAction<grammar::open_paren> : Opens {};
template <> struct FilterAction<grammar::not_paren> : Opens {};
template <> struct FilterAction<grammar::open_bracket> : Opens {};
template <> struct FilterAction<grammar::close_paren> : Calls<&FilterBuilder::close> {};
template <> struct FilterAction<grammar::close_bracket> : Calls<&FilterBuilder::close> {};

template <> struct FilterAction<grammar::negation> : Calls<&FilterBuilder::negate> {};
template <> struct FilterAction<grammar::conjunction> : Calls<&FilterBuilder::end_conjunction> {};
template <> struct FilterAction<grammar::filter> : Calls<&FilterBuilder::end_disjunction> {};
template <> struct FilterAction<grammar::val_negation> : Calls<&FilterBuilder::negate> {};
template <> struct FilterAction<grammar::val_conjunction> : Calls<&FilterBuilder::end_conjunction> {};
template <> struct FilterAction<grammar::val_filter> : Calls<&FilterBuilder::end_disjunction> {};

template <> struct FilterAction<grammar::selected_exp> : Calls<&FilterBuilder::merge_selected> {};
template <> struct FilterAction<grammar::value_path> : Calls<&FilterBuilder::wrap_selected> {};
// clang-format on

template <>
struct FilterAction<grammar::selected_name> {
  template <class Input>
  static void apply(const Input& in, FilterBuilder& builder) {
    builder.path.name = std::string_view(in.begin(), in.size());
  }
};

template <auto Value>
struct Sets {
  template <class Input>
  static void apply(const Input& in, FilterBuilder& builder) {
    builder.value(in.begin()) = Value;
  }
};

// clang-format off
template <> struct FilterAction<grammar::literal_true> : Sets<true> {};
template <> struct FilterAction<grammar::literal_false> : Sets<false> {};
template <> struct FilterAction<grammar::literal_null> : Sets<nullptr> {};
// clang-format on

template <>
struct FilterAction<grammar::wide_char> {
  template <class Input>
  static void apply(const Input& in, FilterBuilder& builder) {
    builder.count_character(in.size());
  }
};

/// The column of a text is that of its quote, and is told before the text's own characters are counted.
template <>
struct FilterAction<grammar::opening_quote> {
  template <class Input>
  static void apply(const Input& in, FilterBuilder& builder) {
    builder.value(in.begin()) = std::string();
  }
};

template <>
struct FilterAction<grammar::string_text> {
  template <class Input>
  static void apply(const Input& in, FilterBuilder& builder) {
    unescape(std::string_view(in.begin(), in.size()), builder.text());
  }
};

/// Whole numbers that fit are exact; the rest are doubles.
template <>
struct FilterAction<grammar::number> {
  template <class Input>
  static void apply(const Input& in, FilterBuilder& builder) {
    std::int64_t whole = 0;
    const auto read_whole = std::from_chars(in.begin(), in.end(), whole);
    if (read_whole.ec == std::errc() && read_whole.ptr == in.end()) {
      builder.value(in.begin()) = whole;
      return;
    }
    double decimal = 0;
    const auto read = std::from_chars(in.begin(), in.end(), decimal);
    if (read.ec != std::errc()) throw pegtl::parse_error("a number within the range of a double", in);
    builder.value(in.begin()) = decimal;
  }
};

}  // namespace bridge::scim
