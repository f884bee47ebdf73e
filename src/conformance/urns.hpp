#pragma once
// The schemas of RFC 7643 that cases are about.

#include <string_view>

namespace bridge::conformance {

inline constexpr std::string_view kUserSchema = "urn:ietf:params:scim:schemas:core:2.0:User";
inline constexpr std::string_view kGroupSchema = "urn:ietf:params:scim:schemas:core:2.0:Group";
inline constexpr std::string_view kEnterpriseSchema = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

}  // namespace bridge::conformance
