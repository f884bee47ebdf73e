#pragma once
// What every operation of the API works with, and the checks that several of them share.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "bridge/emulator/emulator.hpp"
#include "emulator/attributes.hpp"
#include "emulator/errors.hpp"
#include "emulator/organisation.hpp"
#include "emulator/query.hpp"
#include "emulator/tokens.hpp"

namespace bridge::emulator {

/// One request that was let in, with the organisation it works on.
struct Operation {
  Organisation& organisation;
  const Options& options;
  const Facts& facts;
  Caller caller;
  core::Instant now;
  /// The numbers in the path, in order.
  std::vector<std::int64_t> ids;
  Query query;
  /// null when there was none.
  core::Value body;

  [[nodiscard]] bool numeric_dates() const { return query.is_true("numericDates"); }
  [[nodiscard]] bool seats() const { return options.licences == LicenceModel::Seats; }
  [[nodiscard]] bool is_internal(const User& user) const;
  /// A date-time as the caller wants it: ISO 8601 to the second, or milliseconds since the epoch.
  [[nodiscard]] core::Value date(core::Instant instant) const;

  /// What modifiedAt of a group becomes when its members change; nothing: it stays.
  [[nodiscard]] std::optional<core::Instant> membership_time() const {
    return facts.membership_moves_modified_at ? std::optional(now) : std::nullopt;
  }
  [[nodiscard]] ApiError unknown_user() const { return refuse(facts.unknown_user_is_1020 ? 1020 : 1006); }
};

/// 1283 for the first attribute that is in neither list (when that switch is on).
[[nodiscard]] std::optional<ApiError> refuse_unknown(const Operation& operation, const core::Object& body,
                                                     std::initializer_list<std::string_view> known);

/// 1014 when the pool has no licence left for one more.
[[nodiscard]] std::optional<ApiError> refuse_licence(const Operation& operation);

// How records look to the caller.
/// The User object of lists and of POST; attributes for admins only are left out for others.
[[nodiscard]] core::Object render_user(const Operation& operation, const User& user, bool with_last_login);
/// The UserProfile object of GET /users/{id} and /users/me; without attributes for admins when `full` is false.
[[nodiscard]] core::Object render_profile(const Operation& operation, const User& user, bool full);
[[nodiscard]] core::Object render_member(const User& user);
[[nodiscard]] core::Object render_group(const Operation& operation, const Group& group, bool with_members);
/// The owner, also one who was removed; null pointer for an id of nobody.
[[nodiscard]] const User* person(const Operation& operation, std::int64_t id);

// The operations, one for each row of the routing table.
[[nodiscard]] Answer list_users(Operation& operation);
[[nodiscard]] Answer get_me(Operation& operation);
[[nodiscard]] Answer get_user(Operation& operation);
[[nodiscard]] Answer create_user(Operation& operation);
[[nodiscard]] Answer update_user(Operation& operation);
[[nodiscard]] Answer delete_user(Operation& operation);
[[nodiscard]] Answer deactivate_user(Operation& operation);
[[nodiscard]] Answer reactivate_user(Operation& operation);
[[nodiscard]] Answer list_groups(Operation& operation);
[[nodiscard]] Answer get_group(Operation& operation);
[[nodiscard]] Answer create_group(Operation& operation);
[[nodiscard]] Answer update_group(Operation& operation);
[[nodiscard]] Answer delete_group(Operation& operation);
[[nodiscard]] Answer add_members(Operation& operation);
[[nodiscard]] Answer remove_member(Operation& operation);

}  // namespace bridge::emulator
