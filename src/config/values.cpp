#include "config/values.hpp"

#include <charconv>
#include <limits>

namespace bridge::config {

namespace {

/// RFC 5321 section 4.5.3.1.
constexpr std::size_t kLongestAddress = 254;

bool is_address(std::string_view text) {
  const std::size_t at = text.find('@');
  const bool two_parts = at != std::string_view::npos && at > 0 && at + 1 < text.size() && text.rfind('@') == at;
  const auto is_part = [](char c) { return c > ' ' && c <= '~' && c != '<' && c != '>' && c != ','; };
  return two_parts && text.size() <= kLongestAddress && std::all_of(text.begin(), text.end(), is_part);
}

/// RFC 1035 section 2.3: labels of letters, digits and inner hyphens; an address has two or more of them.
bool is_domain(std::string_view text) {
  constexpr std::size_t kLongestDomain = 253;
  constexpr std::size_t kLongestLabel = 63;
  const auto is_inner = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  };
  if (text.size() > kLongestDomain || text.find('.') == std::string_view::npos) return false;
  while (true) {
    const std::string_view label = text.substr(0, text.find('.'));
    const bool fits = !label.empty() && label.size() <= kLongestLabel && label.front() != '-' && label.back() != '-';
    if (!fits || !std::all_of(label.begin(), label.end(), is_inner)) return false;
    if (label.size() == text.size()) return true;
    text.remove_prefix(label.size() + 1);
  }
}

struct Unit {
  std::string_view name;
  std::uint64_t factor;
};

constexpr Unit kDurationUnits[] = {
    {"d", 86'400'000}, {"h", 3'600'000}, {"m", 60'000}, {"s", 1'000}, {"ms", 1},
};
constexpr Unit kSizeUnits[] = {
    {"GiB", 1ULL << 30U},
    {"MiB", 1ULL << 20U},
    {"KiB", 1ULL << 10U},
    {"B", 1},
};
constexpr std::uint64_t kMost = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
constexpr std::size_t kMostQuoted = 60;

template <std::size_t N>
std::optional<std::uint64_t> parse_with_unit(std::string_view text, const Unit (&units)[N]) {
  std::uint64_t number = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return std::nullopt;
  const std::string_view name = text.substr(static_cast<std::size_t>(rest - text.data()));
  for (const Unit& unit : units) {
    if (unit.name == name && number <= kMost / unit.factor) return number * unit.factor;
  }
  return std::nullopt;
}

template <std::size_t N>
std::string show_with_unit(std::uint64_t number, const Unit (&units)[N]) {
  for (const Unit& unit : units) {
    if (number != 0 && number % unit.factor == 0) return std::to_string(number / unit.factor) + std::string(unit.name);
  }
  return std::to_string(number) + std::string(units[N - 1].name);
}

}  // namespace

std::optional<Milliseconds> parse_duration(std::string_view text) {
  const auto number = parse_with_unit(text, kDurationUnits);
  if (!number) return std::nullopt;
  return Milliseconds(static_cast<std::int64_t>(*number));
}

std::optional<std::size_t> parse_size(std::string_view text) { return parse_with_unit(text, kSizeUnits); }

std::string show_duration(Milliseconds duration) {
  return show_with_unit(static_cast<std::uint64_t>(duration.count()), kDurationUnits);
}

std::string show_size(std::size_t bytes) { return show_with_unit(bytes, kSizeUnits); }

std::string in_quotes(std::string_view text) {
  std::string shown = "\"";
  for (const char c : text.substr(0, kMostQuoted)) shown += c >= ' ' && c != '\x7f' ? c : '?';
  return shown + (text.size() > kMostQuoted ? "...\"" : "\"");
}

const std::string* as_text(const Field& field, const char* expected) {
  const auto* text = std::get_if<std::string>(&field.node.value);
  if (text == nullptr) field.unexpected(expected, field.node.kind());
  return text;
}

void read_placed(const Field& field, std::optional<Placed>& out) {
  if (const auto* text = as_text(field)) out = Placed{*text, field.node.place, field.key};
}

void read_address(const Field& field, std::string& out) {
  const std::string* text = as_text(field);
  if (text == nullptr) return;
  if (!is_address(*text)) return field.unexpected("a userName such as \"ada@example.com\"", "another text");
  out = *text;
}

void read_domain(const Field& field, std::string& out) {
  const std::string* text = as_text(field);
  if (text == nullptr) return;
  if (!is_domain(*text)) return field.unexpected("a domain such as \"example.com\"", in_quotes(*text));
  out = *text;
}

void read_boolean(const Field& field, bool& out) {
  const bool* flag = std::get_if<bool>(&field.node.value);
  if (flag == nullptr) return field.unexpected("a boolean", field.node.kind());
  out = *flag;
}

std::optional<std::int64_t> as_integer(const Field& field, std::int64_t least, std::int64_t most) {
  const auto* number = std::get_if<std::int64_t>(&field.node.value);
  if (number != nullptr && *number >= least && *number <= most) return *number;
  field.unexpected("an integer from " + std::to_string(least) + " to " + std::to_string(most),
                   number == nullptr ? field.node.kind() : std::to_string(*number));
  return std::nullopt;
}

void read_duration(const Field& field, Milliseconds least, Milliseconds most, Milliseconds& out) {
  const auto* text = as_text(field, "a duration such as \"500ms\", \"30s\", \"5m\", \"1h\" or \"7d\"");
  if (text == nullptr) return;
  const auto duration = parse_duration(*text);
  if (!duration)
    return field.unexpected("a duration such as \"500ms\", \"30s\", \"5m\", \"1h\" or \"7d\"", in_quotes(*text));
  if (*duration < least || *duration > most) {
    return field.unexpected("a duration from " + show_duration(least) + " to " + show_duration(most), in_quotes(*text));
  }
  out = *duration;
}

void read_size(const Field& field, std::size_t least, std::size_t most, std::size_t& out) {
  const auto* text = as_text(field, "a size such as \"256B\", \"32KiB\" or \"16MiB\"");
  if (text == nullptr) return;
  const auto size = parse_size(*text);
  if (!size) return field.unexpected("a size such as \"256B\", \"32KiB\" or \"16MiB\"", in_quotes(*text));
  if (*size < least || *size > most) {
    return field.unexpected("a size from " + show_size(least) + " to " + show_size(most), in_quotes(*text));
  }
  out = *size;
}

}  // namespace bridge::config
