#include "emulator/scim_path.hpp"

#include "bridge/core/ascii_case.hpp"
#include "emulator/scim_operation.hpp"

namespace bridge::emulator {

namespace {

ApiError no_path(std::string_view text) {
  return scim_refuse("invalidPath", "expected attr, attr.sub, attr[type eq \"work\"].value or " +
                                        std::string(kEnterpriseSchema) + ":attr, found " + std::string(text));
}

/// `attr[filter]` and `attr[filter].sub`.
std::variant<ScimPath, ApiError> filtered(std::string_view text, std::size_t open) {
  const auto close = text.rfind(']');
  if (close == std::string_view::npos || close < open) return no_path(text);
  ScimPath path;
  path.attribute = text.substr(0, open);
  std::string_view rest = text.substr(close + 1);
  if (!rest.empty() && rest.front() != '.') return no_path(text);
  if (!rest.empty()) rest.remove_prefix(1);
  path.sub = rest;
  if (!is_attribute_name(path.attribute) || (close + 1 < text.size() && !is_attribute_name(rest))) return no_path(text);
  path.filter = read_scim_filter(text.substr(open + 1, close - open - 1));
  if (path.filter) return path;
  return scim_refuse("invalidFilter", "expected a filter like type eq \"work\" in " + std::string(text));
}

}  // namespace

std::variant<ScimPath, ApiError> read_scim_path(std::string_view text) {
  const std::string extension = std::string(kEnterpriseSchema) + ":";
  ScimPath path;
  if (core::starts_with_ignoring_case(text, extension)) {
    path.enterprise = true;
    path.attribute = text.substr(extension.size());
    return is_attribute_name(path.attribute) ? std::variant<ScimPath, ApiError>(path) : no_path(text);
  }
  if (const auto open = text.find('['); open != std::string_view::npos) return filtered(text, open);
  const auto dot = text.find('.');
  path.attribute = text.substr(0, dot);
  if (dot != std::string_view::npos) path.sub = text.substr(dot + 1);
  const bool formed = is_attribute_name(path.attribute) && (dot == text.npos || is_attribute_name(path.sub));
  return formed ? std::variant<ScimPath, ApiError>(path) : no_path(text);
}

}  // namespace bridge::emulator
