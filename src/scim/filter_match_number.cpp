// Integers and decimals, compared as numbers: 1 equals 1.0.

#include <optional>

#include "filter_fault.hpp"
#include "filter_match.hpp"

namespace bridge::scim {

namespace {

using Number = std::variant<std::int64_t, double>;

/// Two whole numbers compare exactly, anything else in the widest floating type.
std::partial_ordering compare(const Number& a, const Number& b) {
  const auto* whole_a = std::get_if<std::int64_t>(&a);
  const auto* whole_b = std::get_if<std::int64_t>(&b);
  if (whole_a != nullptr && whole_b != nullptr) return *whole_a <=> *whole_b;
  const auto widen = [](auto number) { return static_cast<long double>(number); };
  return std::visit(widen, a) <=> std::visit(widen, b);
}

}  // namespace

bool NumberTest::operator()(const core::Value& value) const {
  if (const std::int64_t* whole = value.if_integer()) return satisfies(op, compare(Number(*whole), wanted));
  if (const double* decimal = value.if_double()) return satisfies(op, compare(Number(*decimal), wanted));
  return false;
}

core::Result<ValueTest> make_number_test(const Comparison& comparison) {
  if (is_partial(comparison.op)) {
    return operator_misfit(comparison.compare, {"a number", comparison.name}, "eq, ne, gt, ge, lt, le or pr");
  }
  if (const auto* whole = std::get_if<std::int64_t>(&comparison.compare.value)) {
    return ValueTest(NumberTest{comparison.op, *whole});
  }
  if (const auto* decimal = std::get_if<double>(&comparison.compare.value)) {
    return ValueTest(NumberTest{comparison.op, *decimal});
  }
  return value_misfit(comparison.compare, {"a number", comparison.name}, "a number or null");
}

}  // namespace bridge::scim
