// Points in time, whatever offset they are written with.

#include "filter_fault.hpp"
#include "filter_match.hpp"

namespace bridge::scim {

namespace {
constexpr const char* kExpected = "a date and time such as \"2026-01-31T08:00:00Z\" or null";
}

bool DateTimeTest::operator()(const core::Value& value) const {
  const std::string* text = value.if_string();
  const auto instant = text != nullptr ? core::parse_date_time(*text) : std::nullopt;
  return instant && satisfies(op, *instant <=> wanted);
}

core::Result<ValueTest> make_date_time_test(const Comparison& comparison) {
  if (is_partial(comparison.op)) {
    return operator_misfit(comparison.name, "a dateTime", "eq, ne, gt, ge, lt, le or pr", comparison.op);
  }
  const std::string* text = std::get_if<std::string>(&comparison.value);
  const auto instant = text != nullptr ? core::parse_date_time(*text) : std::nullopt;
  if (!instant) return value_misfit(comparison.name, "a dateTime", kExpected, comparison.value);
  return ValueTest(DateTimeTest{comparison.op, *instant});
}

}  // namespace bridge::scim
