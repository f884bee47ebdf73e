#include "bridge/scim/entity_tag.hpp"

#include <algorithm>

namespace bridge::scim {

namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// The tag without its weakness mark.
std::string_view opaque(std::string_view tag) {
  const bool weak = tag.size() > 2 && (tag[0] == 'W' || tag[0] == 'w') && tag[1] == '/';
  return weak ? tag.substr(2) : tag;
}

constexpr std::size_t kLongestShown = 100;

/// A header as it can be shown: it may hold anything.
std::string shown(std::string_view header) {
  const bool plain = std::all_of(header.begin(), header.end(), [](char c) { return c >= ' ' && c <= '~'; });
  return plain && header.size() <= kLongestShown ? std::string(header) : "others";
}

}  // namespace

std::string entity_tag(std::uint64_t version) { return "W/\"" + std::to_string(version) + "\""; }

bool names_tag(std::string_view header, std::string_view tag) {
  while (!header.empty()) {
    const std::size_t comma = header.find(',');
    const std::string_view candidate = trimmed(header.substr(0, comma));
    if (candidate == "*" || opaque(candidate) == opaque(tag)) return true;
    if (comma == std::string_view::npos) return false;
    header.remove_prefix(comma + 1);
  }
  return false;
}

std::string not_that_version(std::string_view if_match, std::string_view tag) {
  return "If-Match: expected version " + shown(if_match) + ", found the resource at version " + std::string(tag);
}

std::string that_very_version(std::string_view if_none_match, std::string_view tag) {
  return "If-None-Match: expected any version but " + shown(if_none_match) + ", found the resource at version " +
         std::string(tag);
}

}  // namespace bridge::scim
