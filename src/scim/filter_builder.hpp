#pragma once
// Puts the tree of a filter together while the parser reports what it read, in the order of the text.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "bridge/scim/filter.hpp"

namespace bridge::scim {

/// An attribute path as it stands in the text.
struct PathText {
  std::string_view urn;
  std::string_view name;
  std::string_view sub;

  [[nodiscard]] const char* begin() const noexcept { return urn.empty() ? name.data() : urn.data(); }
  void copy_to(AttributePath& path) const {
    path.urn = urn;
    path.name = name;
    path.sub = sub;
  }
  [[nodiscard]] AttributePath copy() const {
    AttributePath path;
    copy_to(path);
    return path;
  }
};

class FilterBuilder {
 public:
  /// The text is the one that is parsed; it must outlive the builder.
  FilterBuilder(std::string_view text, std::size_t max_depth);

  /// The path read last, until something is made of it.
  PathText path;

  /// An operator was read at this place, and its value comes next.
  void begin_comparison(CompareOp op, const char* at);
  /// The value of the comparison that began last, which stands at this place.
  [[nodiscard]] CompareValue& value(const char* at);
  /// The value once more, when it is a text.
  [[nodiscard]] std::string& text() { return *std::get_if<std::string>(&last_compare().value); }
  void add_present();
  /// A character of so many bytes was read: it is one column.
  void count_character(std::size_t bytes) noexcept { continuation_bytes_ += bytes - 1; }

  /// A parenthesis or bracket opens at this place; false when that is one too deep. A bracket takes the
  /// path that was read as its own.
  [[nodiscard]] bool open(const char* at);
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
  [[nodiscard]] AttributePath selected() const { return selected_.path.copy(); }
  /// Whether anything was compared: a path may hold no brackets.
  [[nodiscard]] bool has_operand() const noexcept { return !operands_.empty(); }
  /// The only operand left: the filter. Once.
  [[nodiscard]] Filter&& take() { return std::move(operands_.back()); }

 private:
  struct Bracket {
    PathText path;
    Columns columns;
  };
  /// What is open: how many of the last operands wait to be joined.
  struct Level {
    Bracket bracket;
    std::size_t ands = 0;
    std::size_t ors = 0;
  };

  [[nodiscard]] Compare& last_compare() { return *std::get_if<Compare>(&operands_.back().node); }
  [[nodiscard]] std::uint32_t column(const char* at) const noexcept;
  /// A new operand about the path read last.
  template <class Condition>
  Condition& add();
  template <class Join>
  void join_last(std::size_t count);

  const char* text_;
  std::size_t max_depth_;
  std::size_t continuation_bytes_ = 0;
  Level level_;
  std::vector<Level> outer_;
  std::vector<Filter> operands_;
  Bracket selected_;
};

}  // namespace bridge::scim
