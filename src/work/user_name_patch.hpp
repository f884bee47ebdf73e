#pragma once
// What a PATCH says of userName, which is immutable for scim, while what becomes of another value is the
// tenant's to decide.

#include <optional>
#include <string>
#include <string_view>

#include "bridge/scim/patch.hpp"
#include "bridge/scim/schema.hpp"

namespace bridge::work {

class UserNamePatch {
 public:
  /// `current`: the userName that the User has.
  UserNamePatch(const scim::PatchRequest& request, std::string_view current, const scim::ResourceType& type);

  /// The request with every userName that it gives replaced by the current one. What is no name at all stays
  /// as it is, to be refused.
  [[nodiscard]] const scim::PatchRequest& rest() const noexcept { return rest_; }
  /// The userName that the request gives, the last one where there are several.
  [[nodiscard]] const std::optional<std::string>& wanted() const noexcept { return wanted_; }

 private:
  void take(core::Value& value, std::string_view current);

  scim::PatchRequest rest_;
  std::optional<std::string> wanted_;
};

}  // namespace bridge::work
