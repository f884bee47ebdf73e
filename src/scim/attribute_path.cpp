#include "bridge/scim/attribute_path.hpp"

#include "bridge/core/ascii_case.hpp"
#include "parse_text.hpp"
#include "path_actions.hpp"

namespace bridge::scim {

namespace {

struct PathState {
  AttributePath path;
};

}  // namespace

bool AttributePath::operator==(const AttributePath& other) const {
  return core::equal_ignoring_case(name, other.name) && core::equal_ignoring_case(sub, other.sub) &&
         core::equal_ignoring_case(urn, other.urn);
}

core::Result<AttributePath> parse_attribute_path(std::string_view text) {
  PathState state;
  const auto failed = parse_text<grammar::attr_path_text, PathAction>(text, core::FaultKind::InvalidPath,
                                                                      "invalid attribute path", state);
  if (failed) return *failed;
  return std::move(state.path);
}

std::string to_string(const AttributePath& path) {
  std::string text;
  text.reserve(path.urn.size() + path.name.size() + path.sub.size() + 2);
  if (!path.urn.empty()) text.append(path.urn).append(":");
  text.append(path.name);
  if (!path.sub.empty()) text.append(".").append(path.sub);
  return text;
}

}  // namespace bridge::scim
