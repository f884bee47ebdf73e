#pragma once
// The URNs of RFC 7643 section 10 and RFC 7644 section 8.

#include <string_view>

namespace bridge::scim {

inline constexpr std::string_view kUserUrn = "urn:ietf:params:scim:schemas:core:2.0:User";
inline constexpr std::string_view kGroupUrn = "urn:ietf:params:scim:schemas:core:2.0:Group";
inline constexpr std::string_view kEnterpriseUserUrn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
/// Ours: what Smartsheet tells beyond SCIM.
inline constexpr std::string_view kSmartsheetUserUrn = "urn:ietf:params:scim:schemas:extension:smartsheet:2.0:User";
inline constexpr std::string_view kSmartsheetGroupUrn = "urn:ietf:params:scim:schemas:extension:smartsheet:2.0:Group";
/// draft-ietf-scim-roles-entitlements-01.
inline constexpr std::string_view kRoleUrn = "urn:ietf:params:scim:schemas:core:2.0:Role";
inline constexpr std::string_view kEntitlementUrn = "urn:ietf:params:scim:schemas:core:2.0:Entitlement";
inline constexpr std::string_view kSchemaUrn = "urn:ietf:params:scim:schemas:core:2.0:Schema";
inline constexpr std::string_view kResourceTypeUrn = "urn:ietf:params:scim:schemas:core:2.0:ResourceType";
inline constexpr std::string_view kServiceProviderConfigUrn =
    "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig";
inline constexpr std::string_view kListResponseUrn = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
inline constexpr std::string_view kSearchRequestUrn = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";
inline constexpr std::string_view kPatchOpUrn = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
inline constexpr std::string_view kBulkRequestUrn = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";
inline constexpr std::string_view kBulkResponseUrn = "urn:ietf:params:scim:api:messages:2.0:BulkResponse";
inline constexpr std::string_view kErrorUrn = "urn:ietf:params:scim:api:messages:2.0:Error";

}  // namespace bridge::scim
