#include "http/query.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "bridge/core/ascii_case.hpp"
#include "http/percent.hpp"

namespace bridge::http {
namespace {

using core::FaultKind;

struct Parameter {
  std::string_view name;
  std::optional<std::string> Query::*field;
};

constexpr std::array kParameters{
    Parameter{"filter", &Query::filter},         Parameter{"sortBy", &Query::sort_by},
    Parameter{"sortOrder", &Query::sort_order},  Parameter{"startIndex", &Query::start_index},
    Parameter{"count", &Query::count},           Parameter{"cursor", &Query::cursor},
    Parameter{"attributes", &Query::attributes}, Parameter{"excludedAttributes", &Query::excluded_attributes},
};

/// Calls `use(name, value, has_value)` for each name[=value]; stops when it returns false.
template <class Use>
void for_each_pair(std::string_view text, const Use& use) {
  while (!text.empty()) {
    const std::size_t end = text.find('&');
    const std::string_view pair = text.substr(0, end);
    const std::size_t equals = pair.find('=');
    const bool has_value = equals != std::string_view::npos;
    if (!pair.empty() && !use(pair.substr(0, equals), has_value ? pair.substr(equals + 1) : "", has_value)) return;
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

std::optional<std::string> decoded(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  bool quoted = false;
  bool escaped = false;
  for (std::size_t position = 0; position < text.size();) {
    const bool raw_plus = text[position] == '+';
    const auto byte = take_byte(text, position);
    if (!byte) return std::nullopt;
    result.push_back(raw_plus && !quoted ? ' ' : *byte);
    if (escaped) {
      escaped = false;
    } else if (*byte == '"') {
      quoted = !quoted;
    } else {
      escaped = quoted && *byte == '\\';
    }
  }
  if (!is_utf8(result)) return std::nullopt;
  return result;
}

core::Failure undecodable(std::string_view what) {
  return core::failure(FaultKind::InvalidValue,
                       "query: expected \"%\" and two hex digits for each byte of UTF-8 text, "
                       "found another escape or other bytes in " +
                           std::string(what));
}

core::Outcome read_pair(std::string_view raw_name, std::string_view raw_value, Query& query) {
  const auto name = decoded(raw_name);
  if (!name) return undecodable("the name of a parameter");
  const auto known = std::find_if(kParameters.begin(), kParameters.end(), [&name](const Parameter& parameter) {
    return core::equal_ignoring_case(parameter.name, *name);
  });
  if (known == kParameters.end()) return core::ok();
  auto& field = query.*known->field;
  const std::string shown = "\"" + std::string(known->name) + "\"";
  if (field) return core::failure(FaultKind::InvalidValue, "query: expected " + shown + " once, found it twice");
  field = decoded(raw_value);
  if (!field) return undecodable(shown);
  return core::ok();
}

bool is_word(std::string_view text) {
  constexpr std::size_t kLongest = 40;
  return !text.empty() && text.size() <= kLongest && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

}  // namespace

core::Result<Query> read_query(std::string_view text) {
  Query query;
  core::Outcome outcome = core::ok();
  for_each_pair(text, [&](std::string_view name, std::string_view value, bool) {
    outcome = read_pair(name, value, query);
    return outcome.has_value();
  });
  if (!outcome) return outcome.passed_on();
  return query;
}

std::string parameter_names(std::string_view text) {
  std::string names;
  for_each_pair(text, [&names](std::string_view name, std::string_view, bool has_value) {
    if (!names.empty()) names += ',';
    // Text without "=" may be a value that lost its name.
    names += has_value && is_word(name) ? name : "?";
    return true;
  });
  return names;
}

}  // namespace bridge::http
