// Points in time, whatever offset they are written with.

#include <algorithm>
#include <cstddef>
#include <utility>

#include "filter_fault.hpp"
#include "filter_match.hpp"

namespace bridge::scim {

namespace {

constexpr const char* kExpected = "a date and time such as \"2026-01-31T08:00:00Z\" or null";
constexpr std::size_t kMillisecondDigits = 3;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::optional<ExactInstant> ExactInstant::read(std::string_view text) {
  const auto point = std::min(text.find('.'), text.size());
  const auto digits = std::find_if_not(text.begin() + static_cast<std::ptrdiff_t>(std::min(point + 1, text.size())),
                                       text.end(), is_digit);
  const auto end = static_cast<std::size_t>(digits - text.begin());
  const std::size_t kept = std::min(point + 1 + kMillisecondDigits, end);
  if (kept == end) {
    const auto whole = core::parse_date_time(text);
    return whole ? std::optional<ExactInstant>({*whole, {}}) : std::nullopt;
  }
  const auto whole = core::parse_date_time(std::string(text.substr(0, kept)).append(text.substr(end)));
  if (!whole) return std::nullopt;
  const std::string_view rest = text.substr(kept, end - kept);
  return ExactInstant{*whole, std::string(rest.substr(0, rest.find_last_not_of('0') + 1))};
}

bool DateTimeTest::operator()(const core::Value& value) const {
  const std::string* text = value.if_string();
  const auto instant = text != nullptr ? ExactInstant::read(*text) : std::nullopt;
  return instant && satisfies(op, *instant <=> wanted);
}

core::Result<ValueTest> make_date_time_test(const Comparison& comparison) {
  if (is_partial(comparison.op)) {
    return operator_misfit(comparison.compare, {"a dateTime", comparison.name}, "eq, ne, gt, ge, lt, le or pr");
  }
  const std::string* text = std::get_if<std::string>(&comparison.compare.value);
  auto instant = text != nullptr ? ExactInstant::read(*text) : std::nullopt;
  if (!instant) return value_misfit(comparison.compare, {"a dateTime", comparison.name}, kExpected);
  return ValueTest(DateTimeTest{comparison.op, std::move(*instant)});
}

}  // namespace bridge::scim
