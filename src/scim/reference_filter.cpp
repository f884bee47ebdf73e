#include "reference_filter.hpp"

#include "bridge/core/ascii_case.hpp"

namespace bridge::scim {
namespace {

[[nodiscard]] bool collect_ids(const Filter& filter, std::vector<std::string>& ids) {
  if (const auto* any = std::get_if<Or>(&filter.node)) {
    for (const Filter& term : any->terms) {
      if (!collect_ids(term, ids)) return false;
    }
    return true;
  }
  const auto* compare = std::get_if<Compare>(&filter.node);
  const auto* id = compare != nullptr ? std::get_if<std::string>(&compare->value) : nullptr;
  if (id == nullptr || compare->op != CompareOp::Eq) return false;
  const AttributePath& path = compare->path;
  if (!path.urn.empty() || !path.sub.empty() || !core::equal_ignoring_case(path.name, "value")) return false;
  ids.push_back(*id);
  return true;
}

}  // namespace

std::optional<std::vector<std::string>> referenced_ids(const Filter& filter) {
  std::vector<std::string> ids;
  if (!collect_ids(filter, ids)) return std::nullopt;
  return ids;
}

}  // namespace bridge::scim
