#pragma once
// What changes the organisation, or looks into it, past the API: for tests and the control plane.

#include "bridge/emulator/emulator.hpp"
#include "emulator/organisation.hpp"

namespace bridge::emulator {

/// Puts the attributes into the user, whatever the API's rules; `email` is left to the caller.
void apply_record(const core::Object& attributes, User& user, core::Instant now);

/// Everything: {"users":[…],"groups":[…]}, by id, with the SCIM service's ids in this form.
[[nodiscard]] core::Value whole_state(const Organisation& organisation, ScimIds form);

}  // namespace bridge::emulator
