// POST /users/{id}/deactivate and /reactivate (Smartsheet API, "Deactivate User", "Reactivate User").

#include "emulator/email.hpp"
#include "emulator/envelope.hpp"
#include "emulator/operation.hpp"

namespace bridge::emulator {

namespace {

constexpr std::chrono::days kReactivateWithin{30};

/// The codes that differ between the two operations.
struct Codes {
  int yourself;
  int not_a_member;
};

/// The rules that both operations have.
std::optional<ApiError> refuse_target(const Operation& operation, const User* user, const Codes& codes) {
  if (operation.options.plan != Plan::Enterprise) return refuse(1013);
  if (operation.ids[0] == operation.caller.user) return refuse(codes.yourself);
  if (user == nullptr) return refuse(codes.not_a_member);
  if (is_isp_domain(domain_of(user->email))) return refuse(1359);
  if (!operation.is_internal(*user) || user->managed_externally) return refuse(1004);
  if (user->status == Status::Pending || user->status == Status::Declined) {
    return refuse(operation.facts.pending_deactivate_is_1188 ? 1188 : 1004);
  }
  return std::nullopt;
}

}  // namespace

Answer deactivate_user(Operation& operation) {
  User* user = operation.organisation.user(operation.ids[0]);
  if (auto refused = refuse_target(operation, user, {1336, 1335})) return *refused;
  if (user->status == Status::Deactivated) {
    if (!operation.facts.deactivate_is_idempotent) return refuse(1188);
    return core::Value(success());
  }
  user->status = Status::Deactivated;
  user->deactivated_at = operation.now;
  return core::Value(success());
}

Answer reactivate_user(Operation& operation) {
  User* user = operation.organisation.user(operation.ids[0]);
  if (auto refused = refuse_target(operation, user, {1355, 1354})) return *refused;
  if (user->status == Status::Active) {
    if (!operation.facts.deactivate_is_idempotent) return refuse(1004);
    return core::Value(success());
  }
  if (user->deactivated_at && operation.now - *user->deactivated_at > kReactivateWithin) {
    return refuse(operation.facts.late_reactivate_is_1004 ? 1004 : 1354);
  }
  if (user->licensed) {
    if (auto refused = refuse_licence(operation)) return *refused;
  }
  user->status = Status::Active;
  user->deactivated_at.reset();
  return core::Value(success());
}

}  // namespace bridge::emulator
