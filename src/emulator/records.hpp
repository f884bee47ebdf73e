#pragma once
// What the organisation holds: people and groups.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "bridge/core/clock.hpp"
#include "bridge/core/value.hpp"

namespace bridge::emulator {

enum class Status : std::uint8_t { Active, Pending, Declined, Deactivated };

[[nodiscard]] const char* to_string(Status status);
[[nodiscard]] std::optional<Status> status_from(std::string_view text);

/// What only the SCIM service holds of a person.
struct ScimOnly {
  std::string external_id;
  /// Empty: the work address is the primary address.
  std::string work_email;
  std::string fax;
  std::string division;
  std::string cost_center;
  /// The REST id; 0: none.
  std::int64_t manager = 0;
  /// Roles that stand for none of REST's flags, in the order given.
  std::vector<std::string> roles;

  [[nodiscard]] bool has_role(std::string_view role) const;
  bool operator==(const ScimOnly&) const = default;
};

struct User {
  std::int64_t id = 0;
  std::string email;
  std::string first_name;
  std::string last_name;
  Status status = Status::Active;
  bool admin = false;
  bool licensed = false;
  bool group_admin = false;
  bool resource_viewer = false;
  /// An identity provider manages this person through Smartsheet's own directory integration.
  bool managed_externally = false;
  /// Empty where people have licence flags instead of seats.
  std::string seat_type;
  std::optional<core::Instant> seat_changed_at;
  std::optional<core::Instant> provisional_until;
  std::optional<core::Instant> deactivated_at;
  std::optional<core::Instant> last_login;
  std::int64_t sheets = 0;
  /// Sheets and workspaces of others that are shared with them.
  std::int64_t shared_items = 0;
  /// title, department, company, … by their names in the API.
  core::Object profile;
  ScimOnly scim;
  /// When anything of this changed.
  core::Instant modified_at{};

  /// "first last", or empty.
  [[nodiscard]] std::string name() const;
  /// Holds a licence: deactivated and declined people hold none.
  [[nodiscard]] bool takes_licence() const;
  bool operator==(const User&) const = default;
};

/// The members of a group in the order in which they were added.
class MemberList {
 public:
  [[nodiscard]] bool contains(std::int64_t user) const { return index_.count(user) > 0; }
  /// False when already there.
  bool add(std::int64_t user);
  /// False when not there.
  bool remove(std::int64_t user);
  [[nodiscard]] const std::vector<std::int64_t>& ids() const { return ids_; }

 private:
  std::vector<std::int64_t> ids_;
  std::unordered_set<std::int64_t> index_;
};

struct Group {
  std::int64_t id = 0;
  std::string name;
  std::string description;
  std::int64_t owner_id = 0;
  MemberList members;
  core::Instant created_at{};
  core::Instant modified_at{};
  /// Only the SCIM service holds it.
  std::string external_id;
};

/// Names of the profile attributes that Smartsheet's documentation of PUT /users/{id} leaves open.
[[nodiscard]] bool is_profile_attribute(std::string_view name);

}  // namespace bridge::emulator
