#include "bridge/scim/entity_tag.hpp"

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

}  // namespace bridge::scim
