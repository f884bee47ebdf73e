#include "bridge/core/ascii_case.hpp"
#include "bridge/scim/patch.hpp"
#include "filter_actions.hpp"
#include "parse_text.hpp"

namespace bridge::scim {

bool PatchPath::operator==(const PatchPath& other) const {
  return attribute == other.attribute && filter == other.filter && core::equal_ignoring_case(sub, other.sub);
}

core::Result<PatchPath> parse_patch_path(std::string_view text) {
  const FilterLimits limits;
  if (text.size() > limits.length) {
    return length_fault(core::FaultKind::InvalidPath, "invalid path", text, limits.length);
  }
  FilterBuilder builder(text, limits.depth);
  const auto failed =
      parse_text<grammar::path_text, FilterAction>(text, core::FaultKind::InvalidPath, "invalid path", builder);
  if (failed) return *failed;
  if (!builder.has_operand()) return PatchPath{builder.path.copy(), std::nullopt, {}};
  return PatchPath{builder.selected(), builder.take(), std::string(builder.path.name)};
}

std::string to_string(const PatchPath& path) {
  std::string text = to_string(path.attribute);
  if (path.filter) text.append("[").append(to_string(*path.filter)).append("]");
  if (!path.sub.empty()) text.append(".").append(path.sub);
  return text;
}

}  // namespace bridge::scim
