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

void FilterBuilder::push(Filter operand) {
  operands_.push_back(std::move(operand));
  ++level_.ands;
}

void FilterBuilder::add_comparison() {
  push(Filter{Compare{std::exchange(path, {}), op, std::exchange(value, nullptr)}});
}

void FilterBuilder::add_present() { push(Filter{Present{std::exchange(path, {})}}); }

bool FilterBuilder::open() {
  if (outer_.size() >= max_depth_) return false;
  outer_.push_back(std::exchange(level_, {}));
  level_.path = std::exchange(path, {});
  return true;
}

void FilterBuilder::close() {
  selected_ = std::move(level_.path);
  level_ = std::move(outer_.back());
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
  operands_.erase(first, operands_.end());
  operands_.push_back(Filter{std::move(joined)});
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
  last = Filter{ValuePath{take_selected(), core::Box<Filter>(std::move(last))}};
}

Filter FilterBuilder::take() {
  Filter filter = std::move(operands_.back());
  operands_.clear();
  return filter;
}

}  // namespace bridge::scim
