// POST /users/{id}/deactivate and /reactivate (Smartsheet API, "Deactivate User", "Reactivate User").

#include "emulator/email.hpp"
#include "emulator/envelope.hpp"
#include "emulator/user_rules.hpp"

namespace bridge::emulator {

namespace {

constexpr std::chrono::days kReactivateWithin{30};

/// The codes that differ between the two operations.
struct Codes {
  int yourself;
  int not_a_member;
};

/// The rules that both operations have.
std::optional<ApiError> refuse_target(const Operation& operation, std::int64_t id, const User* user,
                                      const Codes& codes) {
  if (operation.options.plan != Plan::Enterprise) return refuse(1013);
  if (id == operation.caller.user) return refuse(codes.yourself);
  if (user == nullptr) return refuse(codes.not_a_member);
  if (is_isp_domain(domain_of(user->email))) return refuse(1359);
  if (!operation.is_internal(*user) || user->managed_externally) return refuse(1004);
  if (user->status == Status::Pending || user->status == Status::Declined) {
    return refuse(operation.facts.pending_deactivate_is_1188 ? 1188 : 1004);
  }
  return std::nullopt;
}

}  // namespace

bool is_past_reactivation(const Operation& operation, const User& user) {
  return user.status == Status::Deactivated && user.deactivated_at &&
         operation.now - *user.deactivated_at > kReactivateWithin;
}

std::optional<ApiError> deactivate(const Operation& operation, std::int64_t id, User* user) {
  if (auto refused = refuse_target(operation, id, user, {1336, 1335})) return refused;
  if (user->status == Status::Deactivated) {
    return operation.facts.deactivate_is_idempotent ? std::nullopt : std::optional(refuse(1188));
  }
  user->status = Status::Deactivated;
  user->deactivated_at = user->modified_at = operation.now;
  return std::nullopt;
}

std::optional<ApiError> reactivate(const Operation& operation, std::int64_t id, User* user) {
  if (auto refused = refuse_target(operation, id, user, {1355, 1354})) return refused;
  if (user->status == Status::Active) {
    return operation.facts.deactivate_is_idempotent ? std::nullopt : std::optional(refuse(1004));
  }
  if (is_past_reactivation(operation, *user)) {
    return refuse(operation.facts.late_reactivate_is_1004 ? 1004 : 1354);
  }
  if (user->licensed) {
    if (auto refused = refuse_licence(operation)) return refused;
  }
  user->status = Status::Active;
  user->modified_at = operation.now;
  user->deactivated_at.reset();
  return std::nullopt;
}

Answer deactivate_user(Operation& operation) {
  const std::int64_t id = operation.ids[0];
  if (auto refused = deactivate(operation, id, operation.organisation.user(id))) return *refused;
  return core::Value(success());
}

Answer reactivate_user(Operation& operation) {
  const std::int64_t id = operation.ids[0];
  if (auto refused = reactivate(operation, id, operation.organisation.user(id))) return *refused;
  return core::Value(success());
}

}  // namespace bridge::emulator
