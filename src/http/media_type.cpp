#include "http/media_type.hpp"

#include <string>
#include <utility>

#include "bridge/core/ascii_case.hpp"

namespace bridge::http {
namespace {

using core::equal_ignoring_case;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t";
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

/// Cuts the text up to the next `separator` outside double quotes off its front.
std::string_view cut(std::string_view& text, char separator) {
  bool quoted = false;
  std::size_t end = 0;
  for (; end < text.size() && (quoted || text[end] != separator); ++end) {
    if (text[end] == '"') quoted = !quoted;
    if (quoted && text[end] == '\\' && end + 1 < text.size()) ++end;
  }
  const std::string_view part = trimmed(text.substr(0, end));
  text.remove_prefix(end == text.size() ? end : end + 1);
  return part;
}

/// The value of the parameter `name` among ";"-separated ones, without quotes; empty when there is none.
std::string_view parameter(std::string_view parameters, std::string_view name) {
  while (!parameters.empty()) {
    std::string_view value = cut(parameters, ';');
    const std::string_view found = cut(value, '=');
    if (!equal_ignoring_case(found, name)) continue;
    value = trimmed(value);
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
    return value;
  }
  return {};
}

bool is_json(std::string_view type) {
  return equal_ignoring_case(type, kScimJson) || equal_ignoring_case(type, "application/json");
}

/// "0", "0.", "0.0" … "0.000" (RFC 9110 section 12.4.2).
bool is_zero(std::string_view weight) {
  return !weight.empty() && weight.front() == '0' && weight.find_first_not_of(".0") == std::string_view::npos;
}

bool takes_json(std::string_view range) {
  const std::string_view type = cut(range, ';');
  if (is_zero(parameter(range, "q"))) return false;
  return is_json(type) || type == "*/*" || equal_ignoring_case(type, "application/*");
}

core::Failure unsupported(const char* found) {
  return core::failure(core::FaultKind::UnsupportedMediaType,
                       "Content-Type: expected application/scim+json or application/json in UTF-8 without content "
                       "coding, found " +
                           std::string(found));
}

}  // namespace

core::Outcome check_content_type(const web::RequestHead& head) {
  const std::string_view coding = trimmed(head.header("Content-Encoding").value_or(""));
  if (!coding.empty() && !equal_ignoring_case(coding, "identity")) return unsupported("a content coding");
  if (head.header_count("Content-Type") > 1) return unsupported("more than one type");
  std::string_view rest = head.header("Content-Type").value_or("");
  const std::string_view type = cut(rest, ';');
  if (type.empty()) return core::ok();
  if (!is_json(type)) return unsupported("another type");
  const std::string_view charset = parameter(rest, "charset");
  if (!charset.empty() && !equal_ignoring_case(charset, "utf-8")) return unsupported("another charset");
  return core::ok();
}

core::Outcome check_accept(const web::RequestHead& head) {
  bool asked = false;
  for (const web::Header& field : head.headers) {
    if (!equal_ignoring_case(field.name, "Accept")) continue;
    for (std::string_view ranges = field.value; !ranges.empty();) {
      const std::string_view range = cut(ranges, ',');
      if (range.empty()) continue;
      if (takes_json(range)) return core::ok();
      asked = true;
    }
  }
  if (!asked) return core::ok();
  return core::failure(core::FaultKind::NotAcceptable,
                       "Accept: expected application/scim+json, application/json or a wildcard among the types, found "
                       "others only");
}

}  // namespace bridge::http
