#include "filter_builder.hpp"

#include <iterator>

namespace bridge::scim {

namespace {

/// Appends the operand, or its terms when it is of the same kind: neither And nor Or holds its own.
template <class Join>
void absorb(std::vector<Filter>& terms, Filter&& operand) {
  if (auto* same = std::get_if<Join>(&operand.node)) {
    terms.insert(terms.end(), std::make_move_iterator(same->terms.begin()), std::make_move_iterator(same->terms.end()));
  } else {
    terms.push_back(std::move(operand));
  }
}

}  // namespace

FilterBuilder::FilterBuilder(std::string_view text, std::size_t max_depth) : text_(text.data()), max_depth_(max_depth) {
  constexpr std::size_t kUsual = 4;  // enough for most filters
  operands_.reserve(kUsual);
}

std::uint32_t FilterBuilder::column(const char* at) const noexcept {
  return static_cast<std::uint32_t>(static_cast<std::size_t>(at - text_) - continuation_bytes_ + 1);
}

template <class Condition>
Condition& FilterBuilder::add() {
  auto& node = operands_.emplace_back().node;
  Condition* condition = std::get_if<Condition>(&node);  // a new Filter holds a Compare
  if (condition == nullptr) condition = &node.emplace<Condition>();
  condition->columns.path = column(path.begin());
  path.copy_to(condition->path);
  path = {};
  ++level_.ands;
  return *condition;
}

void FilterBuilder::begin_comparison(CompareOp op, const char* at) {
  Compare& compare = add<Compare>();
  compare.op = op;
  compare.columns.op = column(at);
}

CompareValue& FilterBuilder::value(const char* at) {
  Compare& compare = last_compare();
  compare.columns.value = column(at);
  return compare.value;
}

void FilterBuilder::add_present() { add<Present>(); }

bool FilterBuilder::open(const char* at) {
  if (outer_.size() >= max_depth_) return false;
  outer_.push_back(level_);
  level_ = {};
  if (path.name.empty()) return true;
  level_.bracket = {std::exchange(path, {}), {}};
  level_.bracket.columns = {column(level_.bracket.path.begin()), column(at), 0};
  return true;
}

void FilterBuilder::close() {
  selected_ = level_.bracket;
  level_ = outer_.back();
  outer_.pop_back();
  ++level_.ands;
}

template <class Join>
void FilterBuilder::join_last(std::size_t count) {
  if (count < 2) return;
  const auto first = operands_.end() - static_cast<std::ptrdiff_t>(count);
  Join joined;
  joined.terms.reserve(count);
  for (auto operand = first; operand != operands_.end(); ++operand) absorb<Join>(joined.terms, std::move(*operand));
  first->node = std::move(joined);
  operands_.erase(first + 1, operands_.end());
}

void FilterBuilder::end_conjunction() {
  join_last<And>(std::exchange(level_.ands, 0));
  ++level_.ors;
}

void FilterBuilder::end_disjunction() { join_last<Or>(std::exchange(level_.ors, 0)); }

void FilterBuilder::negate() {
  Filter& last = operands_.back();
  last = Filter{Not{core::Box<Filter>(std::move(last))}};
}

void FilterBuilder::merge_selected() {
  --level_.ands;
  join_last<And>(2);
}

void FilterBuilder::wrap_selected() {
  Filter& last = operands_.back();
  last = Filter{ValuePath{selected(), core::Box<Filter>(std::move(last)), selected_.columns}};
}

}  // namespace bridge::scim
