#include "config/base_url.hpp"

#include <algorithm>
#include <charconv>

#include "bridge/core/ascii_case.hpp"

namespace bridge::config {

namespace {

/// https://developers.smartsheet.com/api/smartsheet/openapi (servers), and the hosts of its SCIM service and of
/// Resource Management.
constexpr std::string_view kSmartsheetHosts[] = {
    "api.smartsheet.com",  "api.smartsheet.eu",  "api.smartsheet.au",     "api.smartsheetgov.com",
    "scim.smartsheet.com", "scim.smartsheet.eu", "api.rm.smartsheet.com",
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_in_address_literal(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' || c == '.';
}

bool is_host(std::string_view host) {
  if (host.size() >= 4 && host.front() == '[' && host.back() == ']') {
    const std::string_view address = host.substr(1, host.size() - 2);
    return std::all_of(address.begin(), address.end(), is_in_address_literal);
  }
  return is_host_name(host);
}

std::string_view take_scheme(std::string_view& text) {
  for (const std::string_view scheme : {"https", "http"}) {
    if (!core::starts_with_ignoring_case(text, scheme) || text.substr(scheme.size(), 3) != "://") continue;
    text.remove_prefix(scheme.size() + 3);
    return scheme;
  }
  return {};
}

UrlOrWrong wrong(std::string message) { return UrlOrWrong{std::nullopt, std::move(message)}; }

bool splits_into_host_and_port(std::string_view authority, Url& url) {
  std::size_t end = authority.find(':');
  if (!authority.empty() && authority.front() == '[') {
    const std::size_t bracket = authority.find(']');
    end = bracket == std::string_view::npos ? authority.size() : bracket + 1;
  }
  url.host = core::fold_case(authority.substr(0, end));
  if (end == std::string_view::npos || end >= authority.size()) return is_host(url.host);
  if (authority[end] != ':') return false;
  url.port = std::string(authority.substr(end + 1));
  return is_host(url.host) && parse_port(url.port).has_value();
}

}  // namespace

bool is_host_name(std::string_view text) {
  if (text.empty() || text.size() > 253) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    const char lower = core::ascii_lower(c);
    return is_digit(c) || (lower >= 'a' && lower <= 'z') || c == '.' || c == '-';
  });
}

std::optional<unsigned> parse_port(std::string_view text) {
  unsigned port = 0;
  if (text.empty() || text.size() > 5 || !std::all_of(text.begin(), text.end(), is_digit)) return std::nullopt;
  std::from_chars(text.data(), text.data() + text.size(), port);
  if (port > 65'535) return std::nullopt;
  return port;
}

UrlOrWrong parse_url(std::string_view text) {
  const bool one_word =
      std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f' && c != '\\'; });
  if (!one_word) return wrong("expected a URL without blanks and control characters, found one with them");
  std::string_view rest = text;
  Url url;
  url.scheme = std::string(take_scheme(rest));
  if (url.scheme.empty()) return wrong("expected a URL that begins with https:// or http://, found another text");
  if (rest.find_first_of("?#") != std::string_view::npos) {
    return wrong("expected a URL without query and fragment, found one with them");
  }
  const std::string_view authority = rest.substr(0, rest.find('/'));
  url.path = std::string(rest.substr(authority.size()));
  if (authority.find('@') != std::string_view::npos) {
    return wrong("expected a URL without user and password, found one with an @ before the host's name");
  }
  if (!splits_into_host_and_port(authority, url)) {
    return wrong("expected a host, and a port up to 65535 where one is given, found neither host nor host:port");
  }
  if (!url.path.empty() && url.path.back() == '/') {
    return wrong("expected a URL without slash at the end, found one with it");
  }
  return UrlOrWrong{std::move(url), {}};
}

bool is_loopback(std::string_view host) {
  if (host == "[::1]" || core::equal_ignoring_case(host, "localhost")) return true;
  if (host.substr(0, 4) != "127." || std::count(host.begin(), host.end(), '.') != 3) return false;
  return std::all_of(host.begin(), host.end(), [](char c) { return is_digit(c) || c == '.'; });
}

std::optional<std::string> check_base_url(std::string_view text, const std::vector<std::string>& allowed_hosts) {
  const UrlOrWrong parsed = parse_url(text);
  if (!parsed.url) return parsed.wrong;
  const std::string& host = parsed.url->host;
  if (is_loopback(host)) return std::nullopt;
  if (parsed.url->scheme != "https") {
    return "expected https, found http: a credential travels in plain text to a loopback address alone";
  }
  const auto is_host = [&](std::string_view known) { return core::equal_ignoring_case(known, host); };
  if (std::any_of(std::begin(kSmartsheetHosts), std::end(kSmartsheetHosts), is_host)) return std::nullopt;
  if (std::any_of(allowed_hosts.begin(), allowed_hosts.end(), is_host)) return std::nullopt;
  return "expected a host of Smartsheet's, found another; allow_host beside it permits one more host";
}

}  // namespace bridge::config
