#include "config/document.hpp"

#define TOML_EXCEPTIONS 0
#include <algorithm>
#include <chrono>
#include <utility>

#include <toml++/toml.h>

namespace bridge::config {

namespace {

Place place_of(const toml::source_region& region) { return Place{region.begin.line, region.begin.column}; }

DateTime to_date_time(const toml::date_time& value) {
  if (!value.offset) return DateTime{};
  const std::chrono::year_month_day date{std::chrono::year(value.date.year), std::chrono::month(value.date.month),
                                         std::chrono::day(value.date.day)};
  const std::chrono::milliseconds fraction(value.time.nanosecond / 1'000'000U);
  return DateTime{core::Instant(std::chrono::sys_days(date)) + std::chrono::hours(value.time.hour) +
                  std::chrono::minutes(value.time.minute) + std::chrono::seconds(value.time.second) + fraction -
                  std::chrono::minutes(value.offset->minutes)};
}

Node convert(const toml::node& node);

Table convert_table(const toml::table& table) {
  Table converted;
  for (const auto& [key, node] : table) {
    converted.entries.push_back(Entry{std::string(key.str()), place_of(key.source()), convert(node)});
  }
  std::stable_sort(converted.entries.begin(), converted.entries.end(), [](const Entry& a, const Entry& b) {
    return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
  });
  return converted;
}

std::vector<Node> convert_array(const toml::array& array) {
  std::vector<Node> converted;
  for (const toml::node& item : array) converted.push_back(convert(item));
  return converted;
}

Node convert(const toml::node& node) {
  const Place place = place_of(node.source());
  if (const auto* table = node.as_table()) return Node{place, convert_table(*table)};
  if (const auto* array = node.as_array()) return Node{place, convert_array(*array)};
  if (const auto* text = node.as_string()) return Node{place, text->get()};
  if (const auto* integer = node.as_integer()) return Node{place, std::int64_t{integer->get()}};
  if (const auto* number = node.as_floating_point()) return Node{place, number->get()};
  if (const auto* flag = node.as_boolean()) return Node{place, flag->get()};
  if (const auto* time = node.as_date_time()) return Node{place, to_date_time(time->get())};
  return Node{place, DateTime{}};
}

/// The library's description up to where it begins to quote the document: that could be a secret.
std::string without_quotation(std::string_view description) {
  return std::string(description.substr(0, description.find(", saw")));
}

}  // namespace

const Entry* Table::find(std::string_view name) const {
  const auto found =
      std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.name == name; });
  return found == entries.end() ? nullptr : &*found;
}

const char* Node::kind() const {
  static constexpr const char* kKinds[] = {
      "a string", "an integer", "a number with fraction", "a boolean", "a date-time", "an array", "a table"};
  return kKinds[value.index()];
}

std::variant<Node, SyntaxError> parse_document(std::string_view text) {
  const toml::parse_result parsed = toml::parse(text);
  if (parsed.failed()) {
    return SyntaxError{place_of(parsed.error().source()), without_quotation(parsed.error().description())};
  }
  return convert(parsed.table());
}

}  // namespace bridge::config
