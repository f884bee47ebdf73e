#pragma once
// Filters in short, for expected values.

#include <string_view>
#include <utility>
#include <vector>

#include "bridge/scim/filter.hpp"

namespace bridge::scim::test {

inline AttributePath at(std::string_view path) { return parse_attribute_path(path).value(); }

inline Filter compare(std::string_view path, CompareOp op, CompareValue value) {
  return Filter{Compare{at(path), op, std::move(value)}};
}
inline Filter eq(std::string_view path, CompareValue value) { return compare(path, CompareOp::Eq, std::move(value)); }
inline Filter pr(std::string_view path) { return Filter{Present{at(path)}}; }
inline Filter none(Filter term) { return Filter{Not{core::Box<Filter>(std::move(term))}}; }
inline Filter in(std::string_view path, Filter filter) {
  return Filter{ValuePath{at(path), core::Box<Filter>(std::move(filter))}};
}
template <class... Terms>
Filter all(Terms... terms) {
  return Filter{And{std::vector<Filter>{std::move(terms)...}}};
}
template <class... Terms>
Filter any(Terms... terms) {
  return Filter{Or{std::vector<Filter>{std::move(terms)...}}};
}

}  // namespace bridge::scim::test
