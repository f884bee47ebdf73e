#include "bridge/scim/error_message.hpp"

#include <string>
#include <utility>
#include <vector>

#include "bridge/core/first_characters.hpp"
#include "bridge/scim/urns.hpp"

namespace bridge::scim {

std::string_view scim_type(core::FaultKind kind) noexcept {
  switch (kind) {
    case core::FaultKind::InvalidFilter: return "invalidFilter";
    case core::FaultKind::TooMany: return "tooMany";
    case core::FaultKind::Uniqueness: return "uniqueness";
    case core::FaultKind::Mutability: return "mutability";
    case core::FaultKind::InvalidSyntax: return "invalidSyntax";
    case core::FaultKind::InvalidPath: return "invalidPath";
    case core::FaultKind::NoTarget: return "noTarget";
    case core::FaultKind::InvalidValue: return "invalidValue";
    case core::FaultKind::InvalidVersion: return "invalidVers";
    case core::FaultKind::Sensitive: return "sensitive";
    case core::FaultKind::InvalidCursor: return "invalidCursor";
    case core::FaultKind::InvalidCount: return "invalidCount";
    default: return {};
  }
}

std::string shown_detail(std::string_view detail) {
  const std::string_view shown = core::first_characters(detail, kLongestDetail);
  return std::string(shown) + (shown.size() < detail.size() ? "…" : "");
}

core::Object error_message(int status, std::string_view scim_type, std::string_view detail) {
  std::vector<core::Member> members;
  members.push_back({"schemas", core::Array(std::vector<core::Value>{kErrorUrn})});
  members.push_back({"status", std::to_string(status)});
  if (!scim_type.empty()) members.push_back({"scimType", scim_type});
  members.push_back({"detail", shown_detail(detail)});
  return core::Object(std::move(members));
}

}  // namespace bridge::scim
