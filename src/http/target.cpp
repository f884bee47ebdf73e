#include "http/target.hpp"

#include <utility>

#include "http/percent.hpp"

namespace bridge::http {
namespace {

constexpr std::string_view kScim = "scim";
constexpr std::string_view kVersion = "v2";

using Segments = std::vector<std::optional<std::string>>;

Segments split(std::string_view path) {
  Segments segments;
  if (!path.empty() && path.front() == '/') path.remove_prefix(1);
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    segments.push_back(percent_decoded(path.substr(0, slash)));
    if (slash == std::string_view::npos) break;
    path.remove_prefix(slash + 1);
  }
  return segments;
}

bool is(const Segments& segments, std::size_t index, std::string_view text) {
  return index < segments.size() && segments[index] && *segments[index] == text;
}

}  // namespace

Target read_target(std::string_view path) {
  Target target;
  Segments segments = split(path);
  std::size_t base = 0;
  if (is(segments, 0, kScim) && is(segments, 1, kVersion)) {
    target.tenant = kScim;
    base = 2;
  } else if (is(segments, 1, kScim) && is(segments, 2, kVersion) && segments[0] && *segments[0] != kScim) {
    target.tenant = *segments[0];
    base = 3;
  }
  for (std::size_t i = base; i < segments.size(); ++i) {
    if (!segments[i]) target.malformed = true;
    target.segments.push_back(std::move(segments[i]).value_or(""));
  }
  return target;
}

}  // namespace bridge::http
