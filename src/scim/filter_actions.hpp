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
struct SetsOp {
  static void apply0(FilterBuilder& builder) { builder.op = Op; }
};

template <void (FilterBuilder::*Member)()>
struct Calls {
  static void apply0(FilterBuilder& builder) { (builder.*Member)(); }
};

struct Opens {
  template <class Input>
  static void apply(const Input& in, FilterBuilder& builder) {
    if (!builder.open()) throw pegtl::parse_error("fewer parentheses and brackets within each other", in);
  }
};

// clang-format off
template <> struct FilterAction<grammar::op_eq> : SetsOp<CompareOp::Eq> {};
template <> struct FilterAction<grammar::op_ne> : SetsOp<CompareOp::Ne> {};
template <> struct FilterAction<grammar::op_co> : SetsOp<CompareOp::Co> {};
template <> struct FilterAction<grammar::op_sw> : SetsOp<CompareOp::Sw> {};
template <> struct FilterAction<grammar::op_ew> : SetsOp<CompareOp::Ew> {};
template <> struct FilterAction<grammar::op_gt> : SetsOp<CompareOp::Gt> {};
template <> struct FilterAction<grammar::op_ge> : SetsOp<CompareOp::Ge> {};
template <> struct FilterAction<grammar::op_lt> : SetsOp<CompareOp::Lt> {};
template <> struct FilterAction<grammar::op_le> : SetsOp<CompareOp::Le> {};

template <> struct FilterAction<grammar::comparison> : Calls<&FilterBuilder::add_comparison> {};
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
    builder.path.name.assign(in.begin(), in.size());
  }
};

template <>
struct FilterAction<grammar::literal_true> {
  static void apply0(FilterBuilder& builder) { builder.value = true; }
};

template <>
struct FilterAction<grammar::literal_false> {
  static void apply0(FilterBuilder& builder) { builder.value = false; }
};

template <>
struct FilterAction<grammar::literal_null> {
  static void apply0(FilterBuilder& builder) { builder.value = nullptr; }
};

template <>
struct FilterAction<grammar::string_text> {
  template <class Input>
  static void apply(const Input& in, FilterBuilder& builder) {
    unescape(std::string_view(in.begin(), in.size()), builder.value.emplace<std::string>());
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
      builder.value = whole;
      return;
    }
    double decimal = 0;
    const auto read = std::from_chars(in.begin(), in.end(), decimal);
    if (read.ec != std::errc()) throw pegtl::parse_error("a number within the range of a double", in);
    builder.value = decimal;
  }
};

}  // namespace bridge::scim
