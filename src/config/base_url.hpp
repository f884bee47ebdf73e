#pragma once
// Where a credential may be sent to, and how URLs in the configuration are written.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bridge::config {

/// The parts of "http(s)://HOST[:PORT][/PATH]". `host` keeps the brackets of an IPv6 address.
struct Url {
  std::string scheme;
  std::string host;
  std::string port;
  std::string path;
};

/// What is wrong with the URL's form, or the URL: http or https, a host, no user, query, fragment, blank or
/// trailing slash. The message never quotes the URL: there may be a password in it.
struct UrlOrWrong {
  std::optional<Url> url;
  std::string wrong;
};
[[nodiscard]] UrlOrWrong parse_url(std::string_view text);

/// 127.0.0.0/8, [::1], localhost.
[[nodiscard]] bool is_loopback(std::string_view host);

/// Why a credential must not be sent to this base URL, or nothing: https to a host of Smartsheet's or to one
/// of `allowed_hosts`; to the loopback address http as well.
[[nodiscard]] std::optional<std::string> check_base_url(std::string_view text,
                                                        const std::vector<std::string>& allowed_hosts);

/// Letters, digits, dots and hyphens.
[[nodiscard]] bool is_host_name(std::string_view text);
/// Decimal digits up to 65535.
[[nodiscard]] std::optional<unsigned> parse_port(std::string_view text);

}  // namespace bridge::config
