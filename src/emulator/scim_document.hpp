#pragma once
// A person as a SCIM resource, and back.

#include <optional>
#include <string>
#include <variant>

#include "emulator/scim_operation.hpp"

namespace bridge::emulator {

/// The attributes that the service holds, in the form that requests have; what has no value is left out.
[[nodiscard]] core::Object scim_user_document(const ScimOperation& operation, const User& user);

/// What somebody would be after a request.
struct UserDraft {
  /// All but the address and the status, which have rules of their own.
  User user;
  std::string user_name;
  /// Nothing: stays as it is.
  std::optional<bool> active;
};

/// `before` with every attribute that the service holds as in the document; absent ones are cleared. Refuses
/// wrong types (invalidSyntax) and values that can't be (invalidValue). Unknown attributes are left alone.
[[nodiscard]] std::variant<UserDraft, ApiError> read_scim_user(const ScimOperation& operation,
                                                               const core::Object& document, const User& before);

/// Invited people count as active.
[[nodiscard]] bool shown_active(const User& user);

}  // namespace bridge::emulator
