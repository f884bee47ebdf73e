#include "transport/gate.hpp"

#include <algorithm>

#include "bridge/core/ascii_case.hpp"

namespace bridge::transport {

namespace {

constexpr std::string_view kHttps = "https://";
constexpr std::string_view kHttp = "http://";

std::string_view host_of(std::string_view after_scheme) {
  const std::string_view authority = after_scheme.substr(0, after_scheme.find_first_of("/?#"));
  if (authority.substr(0, 1) == "[") return authority.substr(0, authority.find(']') + 1);
  return authority.substr(0, authority.find(':'));
}

bool is_digit_or_dot(char c) { return (c >= '0' && c <= '9') || c == '.'; }

bool is_loopback(std::string_view host) {
  if (host == "[::1]" || core::equal_ignoring_case(host, "localhost")) return true;
  return host.substr(0, 4) == "127." && std::count(host.begin(), host.end(), '.') == 3 &&
         std::all_of(host.begin(), host.end(), is_digit_or_dot);
}

/// Neither blanks nor control characters: they would end the request line or a header.
bool is_one_word(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

bool is_one_line(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < '\x7f'; });
}

bool is_method(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool is_token(std::string_view text) {
  constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           kMarks.find(c) != std::string_view::npos;
  });
}

bool are_headers(const Request& request) {
  return std::all_of(request.headers.begin(), request.headers.end(),
                     [](const auto& header) { return is_token(header.first) && is_one_line(header.second); });
}

bool is_base_url(const ClientSettings& settings) {
  const std::string_view url = settings.base_url;
  if (!is_one_word(url) || url.find_first_of("@?#\\") != std::string_view::npos) return false;
  if (url.empty() || url.back() == '/') return false;
  return is_plain_http(settings) || core::starts_with_ignoring_case(url, kHttps);
}

}  // namespace

bool is_plain_loopback(std::string_view base_url) {
  if (!core::starts_with_ignoring_case(base_url, kHttp)) return false;
  return is_loopback(host_of(base_url.substr(kHttp.size())));
}

bool is_plain_http(const ClientSettings& settings) {
  return is_plain_loopback(settings.base_url) ||
         (settings.plain_http_anywhere && core::starts_with_ignoring_case(settings.base_url, kHttp));
}

std::optional<std::string> reason_to_refuse(const Engine::Job& job) {
  const Request& request = job.request;
  if (!is_base_url(*job.settings)) {
    return "the base URL is neither https nor http to a loopback address, or holds more than host and path";
  }
  if (!is_method(request.method)) return "the method is not made of A-Z";
  if (request.path.empty() || request.path.front() != '/') return "the path does not begin with a slash";
  if (!is_one_word(request.path) || request.path.find('#') != std::string::npos) {
    return "the path holds characters that are not percent-encoded";
  }
  if (!are_headers(request)) return "a header has a name that is none, or holds control characters";
  if (!is_one_line(request.content_type)) return "the content type holds control characters";
  if (!is_one_line(job.authorization)) return "the credential holds control characters";
  return std::nullopt;
}

}  // namespace bridge::transport
