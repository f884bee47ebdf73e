#include "findings.hpp"

#include <algorithm>

namespace bridge::scim {

std::string to_string(const Place& place) {
  std::string text = place.parent != nullptr ? to_string(*place.parent) : std::string();
  if (place.index == Place::kPicked) return text + "[...]";
  if (place.index != Place::kNoIndex) return text + "[" + std::to_string(place.index) + "]";
  if (text.empty() || place.name.empty()) return text.append(place.name);
  // Below an extension the RFC writes a colon (RFC 7644 section 3.10); a URN is the only name with one.
  text += place.parent->name.find(':') != std::string_view::npos ? ':' : '.';
  return text.append(place.name);
}

void Findings::expected(const Place& place, std::string_view what, std::string_view found) {
  problems.push_back(to_string(place) + ": expected " + std::string(what) + ", found " + std::string(found));
}

std::string Findings::summary() const {
  constexpr std::size_t kShown = 20;
  std::string text;
  for (std::size_t i = 0; i < std::min(problems.size(), kShown); ++i) {
    if (i > 0) text += "; ";
    text += problems[i];
  }
  if (problems.size() > kShown) text += "; and " + std::to_string(problems.size() - kShown) + " more";
  return text;
}

}  // namespace bridge::scim
