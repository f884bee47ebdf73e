#include <algorithm>

#include "bridge/conformance/declared.hpp"
#include "bridge/core/ascii_case.hpp"

namespace bridge::conformance {
namespace {

constexpr std::string_view kChangeable = " changeable";

bool take_suffix(std::string_view& text, std::string_view suffix) {
  if (text.size() <= suffix.size() || text.substr(text.size() - suffix.size()) != suffix) return false;
  text.remove_suffix(suffix.size());
  return true;
}

std::string why_no_endpoint(std::string_view need) {
  if (need == "configuration") return "/ServiceProviderConfig gave no answer that can be read";
  if (need == "schemas") return "/Schemas gave no answer that can be read";
  return "/ResourceTypes gave no answer that can be read";
}

bool is_type(std::string_view need) { return need == "User" || need == "Group" || need == "EnterpriseUser"; }

std::string why_no_type(std::string_view need) {
  if (need == "EnterpriseUser") return "/ResourceTypes does not name the enterprise extension for User";
  return "/ResourceTypes does not name " + std::string(need);
}

std::string why_no_feature(std::string_view need) {
  if (need == "cursor") return "the server does not declare pagination.cursor";
  if (need == "index") return "the server declares pagination.index false";
  return "the server does not declare " + std::string(need) + ".supported";
}

}  // namespace

std::optional<std::string> Declared::unmet(std::string_view need) const {
  if (need.find('.') != std::string_view::npos) return unmet_attribute(need);
  if (features_.count(need) > 0) return std::nullopt;
  if (need == "configuration" || need == "schemas" || need == "resource types") return why_no_endpoint(need);
  if (is_type(need)) return why_no_type(need);
  if (features_.count("configuration") == 0) {
    return "/ServiceProviderConfig gave no answer that can be read, so that " + std::string(need) + " is not known";
  }
  return why_no_feature(need);
}

std::optional<std::string> Declared::unmet_attribute(std::string_view need) const {
  const bool to_change = take_suffix(need, kChangeable);
  const std::string_view type = need.substr(0, need.find('.'));
  if (const auto reason = unmet(type)) return reason;
  const std::string prefix = core::fold_case(type) + ".";
  const auto first = attributes_.lower_bound(prefix);
  const bool known = first != attributes_.end() && first->first.compare(0, prefix.size(), prefix) == 0;
  if (!known) return std::nullopt;
  const DeclaredAttribute* found = attribute(need);
  if (found == nullptr) return "/Schemas does not declare " + std::string(need);
  if (!found->writable) return "/Schemas declares " + std::string(need) + " readOnly";
  if (to_change && !found->changeable) return "/Schemas declares " + std::string(need) + " immutable";
  return std::nullopt;
}

}  // namespace bridge::conformance
