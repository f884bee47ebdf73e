#pragma once
// The SCIM face: from a raw exchange to the operation it asks for, and from its answer to a reply.

#include "emulator/gate.hpp"
#include "emulator/scim_operation.hpp"

namespace bridge::emulator {

/// Admits as REST does, checks whether the service is offered, the caller's rights, the path and the body, in
/// this order, and runs the operation. `retry_after` is set with 4003.
[[nodiscard]] ScimAnswer pass_scim(Gate& gate, const Emulator::Exchange& exchange,
                                   std::optional<std::chrono::seconds>& retry_after);

[[nodiscard]] Emulator::Reply scim_reply(const ScimAnswer& answer, const Wording& wording);

}  // namespace bridge::emulator
