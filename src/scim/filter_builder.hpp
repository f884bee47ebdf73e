#pragma once
// Puts the tree of a filter together while the parser reports what it read, in the order of the text.

#include <cstddef>
#include <utility>
#include <vector>

#include "bridge/scim/filter.hpp"

namespace bridge::scim {

class FilterBuilder {
 public:
  explicit FilterBuilder(std::size_t max_depth) : max_depth_(max_depth) {}

  /// The comparison being read.
  AttributePath path;
  CompareOp op = CompareOp::Eq;
  CompareValue value;

  void add_comparison();
  void add_present();

  /// A parenthesis or bracket opens; false when that is one too deep. A bracket takes the path
  /// that was read as its own.
  [[nodiscard]] bool open();
  /// It closes; what it held is one operand now.
  void close();
  void end_conjunction();
  void end_disjunction();

  /// The last operand, negated.
  void negate();
  /// The last operand (a comparison on one of its sub-attributes) moves into the brackets before it.
  void merge_selected();
  /// The last operand becomes what the bracket closed last holds, together with the bracket's path.
  void wrap_selected();

  /// The path of the bracket closed last.
  [[nodiscard]] AttributePath take_selected() { return std::exchange(selected_, {}); }
  /// Whether anything was compared: a path may hold no brackets.
  [[nodiscard]] bool has_operand() const noexcept { return !operands_.empty(); }
  /// The only operand left: the filter.
  [[nodiscard]] Filter take();

 private:
  /// What is open: how many of the last operands wait to be joined.
  struct Level {
    AttributePath path;
    std::size_t ands = 0;
    std::size_t ors = 0;
  };

  void push(Filter operand);
  template <class Join>
  void join_last(std::size_t count);

  std::size_t max_depth_;
  Level level_;
  std::vector<Level> outer_;
  std::vector<Filter> operands_;
  AttributePath selected_;
};

}  // namespace bridge::scim
