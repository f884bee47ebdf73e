#include "http/bearer.hpp"

#include <algorithm>
#include <string>

#include "bridge/core/ascii_case.hpp"

namespace bridge::http {

std::optional<core::IdpToken> bearer_token(const web::RequestHead& head) {
  constexpr std::string_view kScheme = "Bearer ";
  if (head.header_count("Authorization") != 1) return std::nullopt;
  std::string_view value = *head.header("Authorization");
  if (!core::starts_with_ignoring_case(value, kScheme)) return std::nullopt;
  value.remove_prefix(std::min(value.find_first_not_of(' ', kScheme.size()), value.size()));
  const bool visible = std::all_of(value.begin(), value.end(), [](char c) { return c > ' ' && c <= '~'; });
  if (value.empty() || !visible) return std::nullopt;
  return core::IdpToken(std::string(value));
}

}  // namespace bridge::http
