#pragma once
// What every operation of the SCIM service works with and answers (RFC 7644 section 3).

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "emulator/operation.hpp"
#include "emulator/scim_errors.hpp"

namespace bridge::emulator {

inline constexpr std::string_view kUserSchema = "urn:ietf:params:scim:schemas:core:2.0:User";
inline constexpr std::string_view kGroupSchema = "urn:ietf:params:scim:schemas:core:2.0:Group";
inline constexpr std::string_view kEnterpriseSchema = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// A request that was let in: what both faces have, and the id in the path as it stands there.
struct ScimOperation {
  Operation shared;
  /// Percent-decoded; empty when the path has none.
  std::string id;

  [[nodiscard]] const Facts& facts() const { return shared.facts; }
  [[nodiscard]] std::string scim_id(std::int64_t rest_id) const;
  /// Somebody whose primary address is in a domain of the organisation: only they are in the directory.
  [[nodiscard]] bool in_directory(const User& user) const { return shared.is_internal(user); }
  /// The person (group) of the id in the path; null pointer when there is none.
  [[nodiscard]] User* user() const;
  [[nodiscard]] Group* group() const;
  /// Anybody with this id, outsiders too; null pointer for an id of nobody.
  [[nodiscard]] const User* anybody(std::string_view scim_id) const;
};

struct ScimResult {
  int status = 200;
  /// Nothing: no body.
  std::optional<core::Value> body{};
  /// The Location header; empty: none.
  std::string location{};
};
using ScimAnswer = std::variant<ScimResult, ApiError>;

/// Where a resource is: a path on this server.
[[nodiscard]] std::string scim_location(std::string_view collection, std::string_view id);
/// PATCH's answer: the resource, or 204 by switch.
[[nodiscard]] ScimResult patched(const ScimOperation& operation, core::Value resource);

// How records look.
[[nodiscard]] core::Object render_scim_user(const ScimOperation& operation, const User& user);
[[nodiscard]] core::Object render_scim_group(const ScimOperation& operation, const Group& group, bool with_members);

// The operations, one for each row of the routing table.
[[nodiscard]] ScimAnswer scim_configuration(ScimOperation& operation);
[[nodiscard]] ScimAnswer scim_resource_types(ScimOperation& operation);
[[nodiscard]] ScimAnswer scim_resource_type(ScimOperation& operation);
[[nodiscard]] ScimAnswer scim_schemas(ScimOperation& operation);
[[nodiscard]] ScimAnswer scim_schema(ScimOperation& operation);
[[nodiscard]] ScimAnswer scim_list_users(ScimOperation& operation);
[[nodiscard]] ScimAnswer scim_get_user(ScimOperation& operation);
[[nodiscard]] ScimAnswer scim_create_user(ScimOperation& operation);
[[nodiscard]] ScimAnswer scim_replace_user(ScimOperation& operation);
[[nodiscard]] ScimAnswer scim_patch_user(ScimOperation& operation);
[[nodiscard]] ScimAnswer scim_list_groups(ScimOperation& operation);
[[nodiscard]] ScimAnswer scim_get_group(ScimOperation& operation);
[[nodiscard]] ScimAnswer scim_create_group(ScimOperation& operation);
[[nodiscard]] ScimAnswer scim_replace_group(ScimOperation& operation);
[[nodiscard]] ScimAnswer scim_patch_group(ScimOperation& operation);
[[nodiscard]] ScimAnswer scim_delete_group(ScimOperation& operation);

}  // namespace bridge::emulator
